"""Answers made of stored bytes: conditional requests (RFC 9110, 13) and compression, the same for
whoever sends them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date, parse_etags

from factcheck.publications import compression
from factcheck.publications.compression import Chunks

JSON, LD_JSON = "application/json", "application/ld+json"
#: Partners may show a verdict this long without asking again.
SECONDS = 30
MAY_SHOW = f"private, max-age={SECONDS}"
ASK_AGAIN = "private, no-cache"


@dataclass(frozen=True, slots=True)
class Found:
    """What a read found: its hash, and its bytes, which are only made when they are needed."""

    hash: str
    body: Callable[[], bytes]
    modified: datetime | None = None
    content_type: str = JSON
    cache: str = MAY_SHOW

    def etag(self, *, compressed: bool) -> str:
        """Strong: the compressed bytes are another representation, with a tag of their own."""
        return f'"{self.hash}-gzip"' if compressed else f'"{self.hash}"'

    def etag_held(self, if_none_match: str) -> str | None:
        """The tag of ours that the client holds, whichever way it got the bytes."""
        given = {tag.removeprefix("W/") for tag in parse_etags(if_none_match)}
        for compressed in (False, True):
            if self.etag(compressed=compressed) in given:
                return self.etag(compressed=compressed)
        return self.etag(compressed=False) if "*" in given else None

    def encoded(self, accept_encoding: str) -> tuple[bytes, bool]:
        """The bytes as the client wants them, and whether they are compressed (gzip)."""
        body = self.body()
        if len(body) < compression.WORTH_IT or not compression.accepted(accept_encoding):
            return body, False
        return compression.squeezed(body), True


def conditional(request: HttpRequest, found: Found) -> HttpResponse:
    """304 where the client has it already, else the bytes."""
    tag = found.etag_held(request.headers.get("If-None-Match", ""))
    if tag:
        answer = HttpResponse(status=304)
        del answer["Content-Type"]
    else:
        answer, tag = _unless_unmodified(request, found)
    answer["ETag"] = tag
    answer["Cache-Control"] = found.cache
    if found.modified:
        answer["Last-Modified"] = http_date(int(found.modified.timestamp()))
    patch_vary_headers(answer, ["Accept", "Accept-Encoding", "Authorization"])
    return answer


def told(request: HttpRequest, body: bytes) -> HttpResponse:
    """An answer to this one question, for nobody to keep."""
    found = Found("", lambda: body)
    body, compressed = found.encoded(request.headers.get("Accept-Encoding", ""))
    answer = HttpResponse(body, content_type=JSON, headers={"Cache-Control": "no-store"})
    if compressed:
        answer["Content-Encoding"] = "gzip"
    patch_vary_headers(answer, ["Accept", "Accept-Encoding", "Authorization"])
    return answer


def streamed(request: HttpRequest, found: Found, chunks: Chunks) -> StreamingHttpResponse:
    """An answer too large to be in memory at once. `found` tells about it."""
    gzip = compression.accepted(request.headers.get("Accept-Encoding", ""))
    answer = StreamingHttpResponse(
        compression.Squeezed(chunks) if gzip else chunks, content_type=found.content_type
    )
    if gzip:
        answer["Content-Encoding"] = "gzip"
    answer["ETag"] = found.etag(compressed=gzip)
    answer["Cache-Control"] = found.cache
    patch_vary_headers(answer, ["Accept", "Accept-Encoding", "Authorization"])
    return answer


def _unless_unmodified(request: HttpRequest, found: Found) -> tuple[HttpResponse, str]:
    plain = found.etag(compressed=False)
    stamp = int(found.modified.timestamp()) if found.modified else None
    kept = get_conditional_response(request, etag=plain, last_modified=stamp)
    if kept is not None:
        return kept, plain
    body, compressed = found.encoded(request.headers.get("Accept-Encoding", ""))
    answer = HttpResponse(body, content_type=found.content_type)
    if compressed:
        answer["Content-Encoding"] = "gzip"
    return answer, found.etag(compressed=compressed)
