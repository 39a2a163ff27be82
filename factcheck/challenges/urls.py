from django.urls import path

from factcheck.challenges import pages

urlpatterns = [
    path("verdicts/<uuid:id>/correction/", pages.ask, name="ask-for-correction"),
    path("correction-requests/<uuid:id>/", pages.told, name="correction-request-page"),
]
