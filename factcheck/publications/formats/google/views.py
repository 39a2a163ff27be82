"""The addresses of Google's API. DRF checks the key; errors are in Google's shape."""

import hashlib
from typing import Any

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request
from rest_framework.views import APIView

from factcheck.publications import replica
from factcheck.publications.formats.google import asking, carrying, claims, errors, finding, masks
from factcheck.publications.formats.google.asking import Asked
from factcheck.publications.formats.google.finding import Found

_SECONDS = 30


class _Json(BaseContentNegotiation):
    """There is one format, whatever is accepted, as at Google."""

    def select_parser(self, request: Any, parsers: Any) -> Any:
        return parsers[0]

    def select_renderer(self, request: Any, renderers: Any, format_suffix: Any = None) -> Any:
        return renderers[0], renderers[0].media_type


class ClaimSearch(APIView):
    """`claims:search`, newest first, with a key of scope `read`: `key=`, or the usual header."""

    required_scope = "read"
    schema = None
    http_method_names = ("get", "head", "post")
    content_negotiation_class = _Json

    def get_exception_handler(self) -> Any:
        return errors.response

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        carrying.as_get(request._request)
        carrying.key_into_header(request._request)
        super().initial(request, *args, **kwargs)

    @replica.may_answer
    def get(self, request: Request) -> HttpResponse:
        asked = asking.read(request._request.META["QUERY_STRING"])
        # One more than asked for tells whether another page follows.
        found = finding.find(asked, asked.size + 1) if _ours(asked.site) else []
        return _conditional(request._request, _body(asked, found))


@csrf_exempt
def unimplemented(request: HttpRequest) -> HttpResponse:
    """501 for what Google does and this desk does not."""
    return errors.document(501, "This server has no search by image: use claims:search.")


@csrf_exempt
def not_found(request: HttpRequest, rest: str = "") -> HttpResponse:
    """404 for every other method of the API."""
    return errors.document(404, f"There is no method {rest[:60]!r} here: use claims:search.")


def _ours(wanted: str) -> bool:
    """Whether the publisher that is asked for is this desk: there is no other one here."""
    own = claims.site(settings.PUBLIC_BASE_URL)
    return wanted in ("", own) or own.endswith(f".{wanted}")


def _body(asked: Asked, found: list[Found]) -> bytes:
    page = found[: asked.size]
    message: dict[str, Any] = {"claims": [claims.claim(orjson.loads(one.body)) for one in page]}
    if len(found) > asked.size:
        message["nextPageToken"] = finding.token_after(page[-1], asked)
    indent = orjson.OPT_INDENT_2 if asked.pretty else 0
    return orjson.dumps(masks.only(asked.mask, message), option=indent)


def _conditional(request: HttpRequest, body: bytes) -> HttpResponse:
    etag = f'"{hashlib.sha256(body).hexdigest()[:40]}"'
    answer = get_conditional_response(request, etag=etag) or HttpResponse(
        body, content_type="application/json; charset=UTF-8"
    )
    answer["ETag"] = etag
    answer["Cache-Control"] = f"private, max-age={_SECONDS}"
    patch_vary_headers(answer, ["Authorization"])
    return answer
