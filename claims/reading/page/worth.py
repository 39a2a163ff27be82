"""Which of a page's statements can be believed. What is dropped is noted, with the reason."""

import html
import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit

from claims.reading.page.statements import Statement
from factcheck import text as texts

_LONGEST = {"title": 500, "author": 200, "publisher": 200, "url": 2_000, "language": 20}
_FIRST_YEAR = 1800
_EPOCH = date(1970, 1, 1)  # a machine's zero, never an article's date
_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?!\d)|(\d{4})/(\d\d)/(\d\d)(?!\d)")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_BY = re.compile(r"\A(?:by|par)\s+(?=\S)", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_NOTED = 200  # characters of a dropped value
_NOTES = 30


class Unbelievable(ValueError):
    """Why a statement is dropped: one of the codes that `claims.reading.metadata` puts in words."""


Checked = dict[str, Any]


class Believed:
    """The page's metadata as it may be stored: {field: {"value", "origin", "guessed", "stated"}}.

    `guessed` is there where it is, `stated` where the page words it otherwise than the value.
    `notes` tell what was dropped: {"field", "value", "origin", "why"}.
    """

    def __init__(self, url: str, today: date) -> None:
        self._url = url
        self._today = today
        self.fields: dict[str, Checked] = {}
        self.notes: list[Checked] = []

    def consider(self, field: str, statements: Iterable[Statement]) -> None:
        """Keep the first that can be believed, if the field has none yet."""
        for statement in statements:
            stated = _clean(statement.value)
            if field in self.fields or not stated:
                continue
            try:
                if len(stated) > _LONGEST.get(field, 100):
                    raise Unbelievable("too_long")
                value = self._checked(field, stated)
            except Unbelievable as reason:
                self._note(field, stated, statement.origin, str(reason))
                continue
            self.fields[field] = {"value": value, "origin": statement.origin}
            if statement.guessed:
                self.fields[field]["guessed"] = True
            if value != stated:
                self.fields[field]["stated"] = stated

    def _note(self, field: str, value: str, origin: str, why: str) -> None:
        note = {"field": field, "value": value[:_NOTED], "origin": origin, "why": why}
        if note not in self.notes and len(self.notes) < _NOTES:
            self.notes.append(note)

    # --- One check for each field that needs one; the value, or Unbelievable

    def _checked(self, field: str, stated: str) -> str:
        if field in ("published_on", "modified_on"):
            day = self._day(stated)
            if field == "modified_on" and day < self._published_on():
                raise Unbelievable("before_publication")
            return day
        if field == "author":
            return _names(stated)
        if field == "publisher":
            return stated.lstrip("@") or stated
        if field == "language":
            return _language(stated)
        if field == "url":
            return _address(stated, self._url)
        return stated

    def _published_on(self) -> str:
        """As far as it is stated; "" where it is not."""
        published = self.fields.get("published_on", {"guessed": True})
        return "" if published.get("guessed") else str(published["value"])

    def _day(self, stated: str) -> str:
        """The day as the page writes it: in its own time zone, whichever that is."""
        found = _DAY.match(stated)
        numbers = [int(number) for number in found.groups() if number] if found else []
        try:
            day = date(*numbers)
        except (TypeError, ValueError):
            raise Unbelievable("no_date") from None
        if day.year < _FIRST_YEAR or day == _EPOCH:
            raise Unbelievable("no_date")
        if day > self._today + timedelta(days=1):  # it may be tomorrow already where it was written
            raise Unbelievable("future")
        return day.isoformat()


def _names(stated: str) -> str:
    """Without addresses: Open Graph wants an author's page where people write names."""
    names = (name.strip() for name in _BY.sub("", stated).split(","))
    kept = [name for name in names if name and "/" not in name and "@" not in name]
    if not kept:
        raise Unbelievable("no_name")
    return ", ".join(dict.fromkeys(kept))


def _language(stated: str) -> str:
    if not _LANGUAGE.fullmatch(stated):
        raise Unbelievable("no_language")
    return stated.replace("_", "-")


def _address(stated: str, found_at: str) -> str:
    """The page's own address: whole, of its own site, and of one page.

    Raises Unbelievable for another site's (anybody can write one into a page), and for a site's
    front page, which templates write into every article: all of them would be one.
    """
    try:
        parts = urlsplit(urljoin(found_at, stated))
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise Unbelievable("no_address") from None
    if parts.scheme not in ("http", "https") or "." not in host or parts.username or " " in stated:
        raise Unbelievable("no_address")
    if found_at and not _same_site(host, urlsplit(found_at).hostname or ""):
        raise Unbelievable("other_site")
    if parts.path in ("", "/") and not parts.query and urlsplit(found_at).path != parts.path:
        raise Unbelievable("front_page")
    netloc = host if port in (None, 80, 443) else f"{host}:{port}"
    return urlunsplit((parts.scheme, netloc, parts.path, parts.query, ""))


def _same_site(host: str, other: str) -> bool:
    """The same registered name, by the public suffixes that `tld` carries: m.lemonde.fr and
    www.lemonde.fr are, one.blogspot.com and two.blogspot.com are not."""
    return host == other or _registered(host) == _registered(other)


def _registered(host: str) -> str:
    from tld import get_fld

    found = get_fld(host, fix_protocol=True, fail_silently=True, search_private=True)
    if found or host.rpartition(".")[2].isdigit():
        return found or host  # an address in numbers is nobody else's
    return ".".join(host.split(".")[-2:])


def _clean(value: str) -> str:
    """On one line, without markup, controls or what turns the reading direction around."""
    value = _TAG.sub("", html.unescape(value[:20_000]))
    value = texts.canonical(texts.without_controls(value))
    return " ".join(texts.straight(value).split())
