"""Which language a page of the desk is in: the person's.

What is public does not vary by the reader: the API speaks English to every machine, a verdict's
page the language of the verdict. So a CDN keeps one copy of each.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

_PUBLIC = ("/api/", "/feeds/", "/v1alpha1/", "/verdicts/")


class PageLocaleMiddleware(LocaleMiddleware):
    """Django's, for the desk alone."""

    def process_request(self, request: HttpRequest) -> None:
        if request.path_info.startswith(_PUBLIC):
            translation.activate(settings.LANGUAGE_CODE)  # not what this thread spoke last
        else:
            super().process_request(request)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> Any:
        if request.path_info.startswith(_PUBLIC):
            return response
        return super().process_response(request, response)
