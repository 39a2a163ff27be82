"""The addresses of what people read."""

from django.urls import path, re_path

from factcheck.publications.pages import (
    card,
    corrections,
    home,
    methodology,
    oembed,
    search,
    sitemap,
    verdict,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search.search, name="search"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("methodology/", methodology.methodology, name="methodology"),
    path("verdicts/<uuid:id>/", verdict.verdict, name="verdict-page"),
    path("verdicts/<uuid:id>/versions/<int:number>/", verdict.version, name="verdict-version"),
    path("verdicts/<uuid:id>/claimreview.json", verdict.claim_review, name="verdict-claimreview"),
    path("embed/<uuid:id>/", card.card, name="card"),
    re_path("^oembed/?$", oembed.oembed, name="oembed"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemaps/pages.xml", sitemap.own_pages, name="sitemap-pages"),
    path("sitemaps/<int:number>.xml", sitemap.verdicts, name="sitemap-verdicts"),
]
