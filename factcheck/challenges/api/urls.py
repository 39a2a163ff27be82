from django.urls import path

from factcheck.challenges.api import views

app_name = "challenges"
urlpatterns = [
    path("correction-requests/", views.RequestList.as_view(), name="requests"),
    path("correction-requests/<uuid:id>/", views.RequestDetail.as_view(), name="request"),
]
