"""Answers made of stored bytes, and the conditional requests around them (RFC 9110, 13)."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

JSON, LD_JSON = "application/json", "application/ld+json"
#: Partners may show a verdict this long without asking again.
SECONDS = 30


def conditional(
    request: HttpRequest,
    etag: str,
    body: Callable[[], bytes],
    *,
    modified: datetime | None = None,
    content_type: str = JSON,
    cache: str = f"private, max-age={SECONDS}",
) -> HttpResponse:
    """304 where the client has it already, else the body: it is only made when it is needed."""
    quoted = f'"{etag}"'
    stamp = int(modified.timestamp()) if modified else None
    answer = get_conditional_response(request, etag=quoted, last_modified=stamp)
    if answer is None:
        answer = HttpResponse(body(), content_type=content_type)
    answer["ETag"] = quoted
    answer["Cache-Control"] = cache
    if stamp is not None:
        answer["Last-Modified"] = http_date(stamp)
    patch_vary_headers(answer, ["Accept", "Authorization"])
    return answer
