"""Every address of the desk."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from factcheck.publications import pages

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="admin:index")),
    path("admin/", admin.site.urls),
    path("api/v1/", include("factcheck.publications.api.urls")),
    path("verdicts/<uuid:id>/", pages.verdict, name="verdict-page"),
]

handler400 = "factcheck.problems.bad_request"
handler404 = "factcheck.problems.not_found"
handler500 = "factcheck.problems.server_error"
