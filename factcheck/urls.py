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

handler400 = "factcheck.desk.errors.bad_request"
handler403 = "factcheck.desk.errors.forbidden"
handler404 = "factcheck.desk.errors.not_found"
handler500 = "factcheck.desk.errors.server_error"
