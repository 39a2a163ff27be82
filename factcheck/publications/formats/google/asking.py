"""What is asked for: the parameters of Google's discovery document, each read or refused."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from factcheck.problems import Problem
from factcheck.publications.formats.google import claims, masks
from factcheck.publications.formats.google.masks import Mask

DEFAULT_SIZE, LARGEST_SIZE = 10, 100
#: How many an `offset` may skip; the token of a page goes on from anywhere.
FARTHEST = 10_000
LONGEST = 10_000
_LARGEST_INT32 = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Asked:
    """A search. Empty texts and a zero stand for what is not given, as in Google's messages."""

    query: str = ""
    language: str = ""
    site: str = ""
    max_age_days: int = 0
    size: int = DEFAULT_SIZE
    offset: int = 0
    token: str = ""
    pretty: bool = True
    mask: Mask = field(default_factory=dict)

    @property
    def subject(self) -> tuple[str, str, str, int]:
        """What has to stay the same from page to page."""
        return self.query, self.language, self.site, self.max_age_days


def read(query_string: str) -> Asked:
    """Raises a 400 problem that names the parameter and says what is allowed."""
    values: dict[str, Any] = {}
    seen: set[str] = set()
    for name, text in _pairs(query_string):
        if name not in _PARAMETERS:
            raise Problem(
                "unknown-parameter",
                f"There is no parameter {name[:60]!r}. Allowed: {', '.join(sorted(_PARAMETERS))}.",
                parameter=name[:60],
            )
        if name in seen:
            raise _wrong(name, "give it once.")
        seen.add(name)
        attribute, reader = _PARAMETERS[name]
        try:
            value = reader(text)
        except ValueError as error:
            raise _wrong(name, str(error)) from None
        if attribute and text:
            values[attribute] = value
    asked = Asked(**values)
    if not (asked.query or asked.site):
        raise _wrong("query", "give it, or reviewPublisherSiteFilter.")
    return asked


def _pairs(query_string: str) -> list[tuple[str, str]]:
    try:
        # WSGI hands the bytes over as Latin-1.
        raw = query_string.encode("latin-1").decode("utf-8")
        return parse_qsl(raw, keep_blank_values=True, errors="strict", max_num_fields=50)
    except (UnicodeError, ValueError):
        raise Problem(
            "bad-request", "The parameters must be percent-encoded UTF-8, at most 50 of them."
        ) from None


def _wrong(name: str, why: str) -> Problem:
    return Problem("invalid-parameter", f"{name}: {why}", parameter=name)


# --- Kinds of values


def _text(text: str) -> str:
    if len(text) > LONGEST or "\0" in text:
        raise ValueError(f"it takes at most {LONGEST} characters, and no NUL.")
    return text.strip()


def _site(text: str) -> str:
    try:
        site = claims.site(_text(text))
    except ValueError:
        site = ""
    if text and not site:
        raise ValueError("it is a site, such as nytimes.com.")
    return site


def _language(text: str) -> str:
    if text and not re.fullmatch(r"[A-Za-z]{1,8}([-_][A-Za-z0-9]{1,8})*", text, re.ASCII):
        raise ValueError("it is a BCP-47 language code, such as en-US.")
    return text


def _number(most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{0,10}", text, re.ASCII) or int(text or 0) > most:
            raise ValueError(f"it is a whole number from 0 to {most}.")
        return int(text or 0)

    return read


def _size(text: str) -> int:
    return min(_number(_LARGEST_INT32)(text) or DEFAULT_SIZE, LARGEST_SIZE)


def _flag(text: str) -> bool:
    if text not in ("", "true", "false", "1", "0"):
        raise ValueError("it is true or false.")
    return text not in ("false", "0")


def _one_of(*allowed: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in ("", *allowed):
            raise ValueError(f"here it is {' or '.join(allowed)}.")
        return text

    return read


def _refused(text: str) -> str:
    raise ValueError("this server does not take it; send your API key as key, or in the header.")


#: Name → (what it is of `Asked`, or "" for what changes nothing here, and its reader). All of the
#: discovery document but `key`, which is the header's by now.
_PARAMETERS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "query": ("query", _text),
    "languageCode": ("language", _language),
    "reviewPublisherSiteFilter": ("site", _site),
    "maxAgeDays": ("max_age_days", _number(_LARGEST_INT32)),
    "pageSize": ("size", _size),
    "pageToken": ("token", _text),
    "offset": ("offset", _number(FARTHEST)),
    "alt": ("", _one_of("json")),
    "prettyPrint": ("pretty", _flag),
    "fields": ("mask", masks.read),
    "$.xgafv": ("", _one_of("1", "2")),
    "quotaUser": ("", _text),
    "uploadType": ("", _text),
    "upload_protocol": ("", _text),
    "access_token": ("", _refused),
    "oauth_token": ("", _refused),
    "callback": ("", _refused),
}
