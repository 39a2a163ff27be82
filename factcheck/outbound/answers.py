"""What a web server's answer says besides its body: status, type, where to go on."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx
from django.utils.translation import gettext as _

from factcheck.outbound.errors import BadAnswer

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_TEXTS = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([A-Za-z0-9][A-Za-z0-9._:+-]{0,39})", re.IGNORECASE)
_LATER = frozenset({408, 421, 425, 429})


def check_status(answer: httpx.Response) -> None:
    """Raise BadAnswer for every status but that of a whole page."""
    status = answer.status_code
    if status in (200, 203):
        return
    raise BadAnswer(
        _words(status) % {"host": answer.request.url.host, "status": status},
        status=status,
        retry=status >= 500 or status in _LATER,
        after=retry_after(answer),
    )


def _words(status: int) -> str:
    if status in (404, 410):
        return _("There is no such page at “%(host)s” (%(status)s). Check the address.")
    if status in (401, 402, 403, 407, 451):
        return _(
            "“%(host)s” does not give this page to programs: it is behind a login or a paywall, or"
            " it refuses us (%(status)s). Paste the article's text instead."
        )
    if status == 429:
        return _("“%(host)s” is asked too often just now (%(status)s).")
    if status >= 500:
        return _("“%(host)s” has a problem of its own just now (%(status)s).")
    return _("“%(host)s” answered with status %(status)s, not with a page. Check the address.")


def location(answer: httpx.Response) -> str:
    """Where a redirect leads. Raises BadAnswer where it says nothing, or two things."""
    given = set(answer.headers.get_list("location"))
    if len(given) != 1 or not (found := given.pop().strip(" \t")):
        raise BadAnswer(
            _("The page leads on, but does not say where. Give the article's own address."),
            status=answer.status_code,
        )
    return found


def retry_after(answer: httpx.Response) -> float | None:
    """The seconds that it asks us to wait (RFC 9110, 10.2.3), or None."""
    given = answer.headers.get("retry-after", "").strip()
    if given.isascii() and given.isdecimal():
        return float(given[:9])
    try:
        when = parsedate_to_datetime(given)
    except (ValueError, TypeError, OverflowError):
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())


def declared_type(answer: httpx.Response) -> tuple[str | None, str | None]:
    """Type and charset, each None where not said. Raises BadAnswer for what is no text."""
    declared = answer.headers.get_list("content-type")
    header = declared[-1] if declared else ""
    media_type = header.partition(";")[0].strip().lower()
    if media_type and media_type not in _TEXTS:
        raise _no_text(media_type)
    charset = _CHARSET.search(header)
    return media_type or None, charset[1] if charset else None


def sniffed_type(content: bytes) -> str:
    """What it is that has no declared type: only what is surely text."""
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<head")):
        return "text/html"
    if head.startswith(b"%pdf") or re.search(rb"[\x00-\x08\x0e-\x1f\x7f]", content):
        raise _no_text("")
    return "text/plain"


def _no_text(media_type: str) -> BadAnswer:
    return BadAnswer(
        _("This is no page of text, but of the type %(type)s. Give the address of the article.")
        % {"type": media_type[:80] or _("“unknown”")}
    )
