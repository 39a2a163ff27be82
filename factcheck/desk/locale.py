"""Which language a page of the desk is in: the one that the person chose, else their browser's.

What is public knows no person: the API speaks English to every machine, a verdict's page the
language of the verdict, our own pages say themselves which (`publications/pages/languages.py`). So
a CDN keeps one copy of each.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

_PUBLIC = (
    "/api/", "/correction-requests/", "/corrections/", "/embed/", "/feeds/", "/healthz",
    "/methodology/", "/metrics", "/oembed", "/readyz", "/record/", "/robots.txt", "/search/",
    "/sitemap", "/v1alpha1/", "/verdicts/",
)  # fmt: skip


def is_public(request: HttpRequest) -> bool:
    """Whether it is of the public addresses, which know nobody's session."""
    return request.path_info == "/" or request.path_info.startswith(_PUBLIC)


class PageLocaleMiddleware(LocaleMiddleware):
    """Django's, for the desk alone; it comes after the person is known."""

    def process_request(self, request: HttpRequest) -> None:
        if is_public(request):
            translation.activate(settings.LANGUAGE_CODE)  # not what this thread spoke last
        elif chosen := getattr(request.user, "language", ""):
            translation.activate(chosen)
            request.LANGUAGE_CODE = translation.get_language()
        else:
            super().process_request(request)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> Any:
        if is_public(request):
            return response
        return super().process_response(request, response)
