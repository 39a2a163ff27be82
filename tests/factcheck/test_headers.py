"""Every answer protects whoever reads it, whatever became of the request."""

import os
import subprocess
import sys
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest
from django.test import Client
from django.urls import path

import factcheck.urls
from factcheck import headers
from tests.factories import people, publications


def broken(request: HttpRequest) -> Any:
    raise ZeroDivisionError


def refused(request: HttpRequest) -> Any:
    raise PermissionDenied


def suspicious(request: HttpRequest) -> Any:
    raise SuspiciousOperation


urlpatterns = [
    path("api/v1/broken/", broken),
    path("verdicts/broken/", broken),
    path("admin/broken/", broken),
    path("admin/refused/", refused),
    path("admin/suspicious/", suspicious),
    *factcheck.urls.urlpatterns,
]
handler400 = factcheck.urls.handler400
handler403 = factcheck.urls.handler403
handler404 = factcheck.urls.handler404
handler500 = factcheck.urls.handler500

PAGES = {
    "/": 200,
    "/admin/login/": 200,
    "/admin/": 302,
    "/admin": 301,
    "/admin/nothing/": 302,
    "/nothing/": 404,
    "/verdicts/broken/": 500,
    "/admin/broken/": 500,
    "/admin/refused/": 403,
    "/admin/suspicious/": 400,
    "/static/nothing.css": 404,
    "/api/v1/docs/": 200,
    "/metrics": 404,
}
DATA = {
    "/healthz": 200,
    "/readyz": 200,
    "/robots.txt": 200,
    "/sitemap.xml": 200,
    "/static/desk/desk.css": 200,
    "/static/desk/icon.svg": 200,
    "/feeds/verdicts.atom": 200,
    "/feeds/claimreview.json": 200,
    "/api/v1/verdicts/": 401,
    "/api/v1/nothing/": 404,
    "/api/v1/broken/": 500,
    "/oembed": 404,
    "/record/head/": 404,
    "/v1alpha1/claims:imageSearch": 501,
}


@pytest.fixture
def anybody(db: None, settings: Any) -> Client:
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


def check(answer: Any, *, is_page: bool) -> None:
    told = answer.headers
    assert told["X-Content-Type-Options"] == "nosniff"
    assert told["Referrer-Policy"] == "same-origin"
    anybodys = told.get("Access-Control-Allow-Origin") == "*"  # our files, and oEmbed
    whose = "cross-origin" if anybodys else "same-origin"
    assert told["Cross-Origin-Resource-Policy"] == whose
    assert not anybodys or answer.request["PATH_INFO"].startswith(("/static/", "/oembed"))
    policy = told["Content-Security-Policy"].split("; ")
    assert policy == sorted(policy), "the same bytes from each process"
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in told["Content-Security-Policy"]
    if is_page:
        assert "default-src 'self'" in policy
        assert told["X-Frame-Options"] == "DENY"
        assert told["Cross-Origin-Opener-Policy"] == "same-origin"
        assert told["Permissions-Policy"] == headers.PERMISSIONS
    else:
        assert policy == headers.DATA_POLICY.split("; ")
        assert not {"X-Frame-Options", "Cross-Origin-Opener-Policy", "Permissions-Policy"} & {*told}
    if answer.status_code >= 400:
        assert "no-store" in told["Cache-Control"]


def test_pages_and_errors_as_pages(anybody: Client) -> None:
    for address, status in PAGES.items():
        answer = anybody.get(address)
        assert answer.status_code == status, address
        check(answer, is_page=True)


def test_data_and_errors_as_data(anybody: Client) -> None:
    for address, status in DATA.items():
        answer = anybody.get(address)
        assert answer.status_code == status, address
        check(answer, is_page=False)


def test_a_host_that_is_not_ours(anybody: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["desk.example"]
    answer = anybody.get("/admin/login/")
    assert answer.status_code == 400
    check(answer, is_page=True)
    settings.SECURE_SSL_REDIRECT = True  # Django's outermost layer then looks at the host itself
    check(anybody.get("/admin/login/"), is_page=True)


def test_forms_that_are_refused(anybody: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/admin/login/", {})
    assert answer.status_code == 403
    check(answer, is_page=True)


def test_https_is_for_good(anybody: Client, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 31_536_000
    there = anybody.get("/admin/login/")
    assert (there.status_code, there["Location"]) == (301, "https://testserver/admin/login/")
    check(there, is_page=True)
    for address in (*PAGES, *DATA):
        answer = anybody.get(address, secure=True)
        assert "max-age=31536000" in answer["Strict-Transport-Security"], address


def test_what_is_kept_stays_what_it_was(anybody: Client) -> None:
    """“Not modified” renews the headers of the copy: a page's are a page's."""
    first = anybody.get("/robots.txt")
    page = f"/verdicts/{publications.publish().verdict}/"
    for address, is_page in ((page, True), ("/robots.txt", True)):
        tag = anybody.get(address)["ETag"]
        again = anybody.get(address, headers={"If-None-Match": tag})
        assert again.status_code == 304
        check(again, is_page=is_page)
    check(first, is_page=False)


def test_what_is_somebodys_own_is_kept_nowhere(anybody: Client) -> None:
    anybody.force_login(people.reviewer())
    for address in ("/admin/", "/admin/claims/claim/", "/admin/jsi18n/", "/admin/account/",
                    "/admin/nothing/", "/admin/refused/", "/admin/broken/",
                    "/admin/account/password/x/y/"):  # fmt: skip
        assert "no-store" in anybody.get(address)["Cache-Control"], address


def test_the_card_may_be_framed_and_nothing_else(anybody: Client) -> None:
    answer = anybody.get(f"/embed/{publications.publish().verdict}/")
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "X-Frame-Options" not in answer


_COOKIES = """
from django.conf import settings
for cookie in ("SESSION", "CSRF", "LANGUAGE"):
    names = ("NAME", "SECURE", "HTTPONLY", "PATH", "DOMAIN")
    print(*(getattr(settings, f"{cookie}_COOKIE_{name}") for name in names))
"""


def test_cookies_with_https() -> None:
    """As a process of its own reads the settings."""
    environment = {
        **os.environ,
        "PUBLIC_BASE_URL": "https://desk.example",
        "DATABASE_URL": "postgresql:///none",
        "SECRET_KEY": "a" * 60,
        "DJANGO_SETTINGS_MODULE": "factcheck.settings",
    }
    told = subprocess.run(
        [sys.executable, "-c", _COOKIES],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    rest = "True True / None"
    assert told.splitlines() == [
        f"__Host-sessionid {rest}", f"__Host-csrftoken {rest}", f"__Host-language {rest}",
    ]  # fmt: skip
