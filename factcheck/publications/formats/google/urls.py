from django.urls import path

from factcheck.publications.formats.google import views

app_name = "google"
urlpatterns = [
    path("claims:search", views.ClaimSearch.as_view(), name="claims-search"),
    path("claims:imageSearch", views.unimplemented, name="claims-image-search"),
    path("<path:rest>", views.not_found),
]
