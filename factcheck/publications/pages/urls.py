"""The addresses of what people read."""

from django.urls import path

from factcheck.publications.pages import corrections, home, methodology, search, verdict

urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search.search, name="search"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("methodology/", methodology.methodology, name="methodology"),
    path("verdicts/<uuid:id>/", verdict.verdict, name="verdict-page"),
    path("verdicts/<uuid:id>/versions/<int:number>/", verdict.version, name="verdict-version"),
    path("verdicts/<uuid:id>/claimreview.json", verdict.claim_review, name="verdict-claimreview"),
]
