"""Every address of the desk."""

from django.contrib import admin
from django.urls import include, path

from factcheck.publications.formats import views as formats

urlpatterns = [
    path("", include("factcheck.operations.urls")),
    path("", include("factcheck.publications.pages.urls")),
    path("admin/account/", include("factcheck.accounts.urls")),
    path("admin/", admin.site.urls),
    path("api/v1/", include("factcheck.publications.api.urls")),
    path("api/v1/", include("factcheck.partners.api.urls")),
    path("api/v1/", include("factcheck.challenges.api.urls")),
    path("", include("factcheck.challenges.urls")),
    path("record/", include("factcheck.publications.sealing.urls")),
    path("feeds/claimreview.json", formats.claim_reviews, name="datafeed"),
    path("feeds/verdicts.atom", formats.verdicts_atom, name="atom"),
    path("feeds/corrections.atom", formats.corrections_atom, name="corrections-atom"),
    path("v1alpha1/", include("factcheck.publications.formats.google.urls")),
]

handler400 = "factcheck.desk.errors.bad_request"
handler403 = "factcheck.desk.errors.forbidden"
handler404 = "factcheck.desk.errors.not_found"
handler500 = "factcheck.desk.errors.server_error"
