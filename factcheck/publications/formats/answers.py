"""Answers that anybody may cache: a CDN, a proxy, a reader (RFC 9110, 13; RFC 9111).

A tag covers everything that the bytes are made of: what is published, our own words and addresses,
and the code of this release.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

from factcheck import problems
from factcheck.publications import compression
from factcheck.publications.streams import Busy, Stream

_PROJECT = Path(__file__).parents[2]
#: Below the project's folder.
_MADE_BY = (
    "publications/formats/*.py",
    "publications/*.py",
    "publications/pages/*.py",
    "publications/rendering/*.py",
    "publications/search/*.py",
    "publications/templates/publications/public/**/*.html",
    "locale/*/*/*.mo",
)


@dataclass(frozen=True, slots=True)
class Public:
    """What was found: its tag, and its bytes, which are only made when they are needed.

    `dated`: the time alone says whether it changed. It does not where several verdicts meet: one
    with an earlier time may be committed later, and a reader who asks by time would miss it.
    `vary` names what else of the request it depends on. For no `seconds` at all it must be asked
    for again each time.
    """

    etag: str
    body: Callable[[], bytes | Iterator[bytes]]
    content_type: str
    language: str
    modified: datetime | None = None
    dated: bool = False
    seconds: int = 60
    vary: tuple[str, ...] = ()


def tag(*parts: str) -> str:
    """The tag of what is made of these."""
    desk = (settings.FACTCHECK_ORGANIZATION_NAME, settings.FACTCHECK_ORGANIZATION_URL)
    ours = (settings.PUBLIC_BASE_URL, *desk, _release())
    return hashlib.sha256("\n".join([*ours, *parts]).encode()).hexdigest()[:40]


def answer(request: HttpRequest, found: Public) -> HttpResponseBase:
    """304 where the client has it already, else the bytes; a stream may have to wait for another.

    To HEAD a stream says what it would be, and none is made.
    """
    gzip = compression.accepted(request.headers.get("Accept-Encoding", ""))
    quoted = f'"{found.etag}-gzip"' if gzip else f'"{found.etag}"'
    stamp = int(found.modified.timestamp()) if found.modified else None
    response: HttpResponseBase | None = get_conditional_response(
        request, etag=quoted, last_modified=stamp if found.dated else None
    )
    response = response or _whole(request, found, gzip=gzip)
    if response.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
        return response
    response["ETag"] = quoted
    patch_vary_headers(response, ["Accept-Encoding", *found.vary])
    response["Content-Language"] = found.language
    again = "" if found.seconds else ", must-revalidate"
    response["Cache-Control"] = f"public, max-age={found.seconds}{again}"
    if stamp is not None:
        response["Last-Modified"] = http_date(stamp)
    return response


def _whole(request: HttpRequest, found: Public, *, gzip: bool) -> HttpResponseBase:
    try:
        response = _sent(request, found.body(), found.content_type, gzip=gzip)
    except Busy:
        return problems.document("unavailable", "Somebody else is reading it. Try again soon.")
    if gzip:
        response["Content-Encoding"] = "gzip"
    return response


def _sent(
    request: HttpRequest, body: bytes | Iterator[bytes], content_type: str, *, gzip: bool
) -> HttpResponseBase:
    if isinstance(body, bytes):
        sent = compression.squeezed(body) if gzip else body
        return HttpResponse(sent, content_type=content_type)
    if request.method == "HEAD":
        return StreamingHttpResponse(iter(()), content_type=content_type)
    stream = Stream(body)
    chunks = compression.Squeezed(stream) if gzip else stream
    return StreamingHttpResponse(chunks, content_type=content_type)


@cache
def _release() -> str:
    """A digest of the code and the words that the answers are made by."""
    digest = hashlib.sha256()
    for pattern in _MADE_BY:
        for path in sorted(_PROJECT.glob(pattern)):
            digest.update(path.read_bytes())
    if settings.FACTCHECK_TEMPLATES:
        for path in sorted(Path(settings.FACTCHECK_TEMPLATES).rglob("*.html")):
            digest.update(path.read_bytes())
    return digest.hexdigest()
