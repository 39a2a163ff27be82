"""Web addresses: whole ones, or none. Pure."""

import html
import re
from typing import Any
from urllib.parse import urlsplit

from factcheck.elsewhere.reading.notes import Notes
from factcheck.elsewhere.reading.texts import as_text

_LONGEST, _LONGEST_HOST = 2_000, 255
_NO_ADDRESS = re.compile(r"[\x00-\x20\x7f-\x9f<>\"\\^`{|}\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_SHARED_BY = re.compile(r"(?:utm_[a-z]+|fbclid|gclid|xtor)=[^&]*&?", re.IGNORECASE)


class NoAddress(ValueError):
    """Why it is none: a code of `reasons`."""


def address(value: Any) -> str:
    """An http or https address. Raises NoAddress: for a relative one, too, because nobody knows
    any more what it was relative to."""
    given = html.unescape(as_text(value)).strip()
    if not given:
        raise NoAddress("no_address")
    given = re.sub(r"[\t\r\n]", "", given).replace(" ", "%20")
    try:
        parts = urlsplit(given)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        raise NoAddress("bad_address") from None
    if parts.scheme not in ("http", "https"):
        raise NoAddress("other_scheme" if parts.scheme and not parts.netloc else "relative_address")
    if "." not in host.strip(".") or parts.username is not None or _NO_ADDRESS.search(given):
        raise NoAddress("bad_address")
    if len(given) > _LONGEST:
        raise NoAddress("long_address")
    return given


def address_or_none(value: Any, field: str, notes: Notes) -> str:
    """The same, "" for none; noted where something was given."""
    try:
        return address(value)
    except NoAddress as error:
        if str(error) != "no_address":
            notes.add(field, str(error), as_text(value))
        return ""


def site(url: str) -> str:
    """Whose it is, as people call it."""
    host = (urlsplit(url).hostname or "") if url else ""
    return host.removeprefix("www.")[:_LONGEST_HOST]


def same_page(url: str) -> str:
    """The same for addresses that lead to one page: no scheme, www, fragment, or who shared it."""
    parts = urlsplit(url)
    query = _SHARED_BY.sub("", parts.query).rstrip("&")
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    return f"{site(url)}{port}{parts.path.rstrip('/')}{'?' + query if query else ''}"
