"""A person's own pages, and the way in."""

from django.contrib import admin
from django.urls import path

from factcheck.accounts import pages, proof_pages, second_factor_pages

app_name = "person"
_own = admin.site.admin_view

urlpatterns = [
    path("", _own(pages.profile), name="profile"),
    path("language/", pages.language, name="language"),
    path("password/<uidb64>/<token>/", pages.SetPassword.as_view(), name="set_password"),
    path("second-factor/", _own(second_factor_pages.second_factor), name="second_factor"),
    path("sessions/end/", _own(pages.end_sessions), name="end_sessions"),
    path("proof/", _own(proof_pages.prove), name="proof"),
    path("code/", _own(second_factor_pages.code), name="code"),
]
