"""Which language a page is in: the person's. The API speaks English to every machine."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

_FOR_MACHINES = ("/api/", "/feeds/", "/v1alpha1/")


class PageLocaleMiddleware(LocaleMiddleware):
    """Django's, for pages alone: an API's answers and errors must not vary by Accept-Language."""

    def process_request(self, request: HttpRequest) -> None:
        if request.path_info.startswith(_FOR_MACHINES):
            translation.activate(settings.LANGUAGE_CODE)  # not what this thread spoke last
        else:
            super().process_request(request)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> Any:
        if request.path_info.startswith(_FOR_MACHINES):
            return response
        return super().process_response(request, response)
