"""A text or a page as it comes in, whichever way: the one way from bytes to what is stored."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from claims.reading import charsets
from claims.reading.apart import read_page_apart
from claims.reading.language import language_of
from claims.reading.metadata import Metadata
from claims.reading.page.reading import Page, Unreadable
from factcheck import text as texts
from factcheck.errors import Invalid

PLAIN, HTML = "text/plain", "text/html"
_PAGES = (HTML, "application/xhtml+xml")
#: What people take for texts, by its first bytes.
_BINARIES = {
    b"%PDF-": "PDF",
    b"PK\x03\x04": "Word, OpenDocument, ZIP",
    b"\xd0\xcf\x11\xe0": "Word",
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"\x1f\x8b": "gzip",
}


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """What could be read from an original. What its metadata do not tell is None."""

    text: str
    raw: bytes
    media_type: str
    metadata: Metadata = field(default_factory=Metadata)

    @property
    def title(self) -> str | None:
        return self.metadata.value("title")

    @property
    def url(self) -> str | None:
        return self.metadata.value("url")

    @property
    def publisher(self) -> str | None:
        return self.metadata.value("publisher")

    @property
    def author(self) -> str | None:
        return self.metadata.value("author")

    @property
    def published_on(self) -> date | None:
        return self.metadata.day("published_on")

    @property
    def language(self) -> str | None:
        return self.metadata.value("language")


def read(
    raw: bytes, media_type: str | None = None, *, charset: str | None = None, url: str = ""
) -> ReadArticle:
    """Read a text or HTML original.

    `media_type` and `charset` are what came with it, as in Content-Type; without them the bytes
    tell. `url` is where it was found in the end. Raises Invalid when it is empty, binary, too
    large, in no charset that can be told, without an article, or takes too much to read.
    """
    if len(raw) > settings.ARTICLE_MAX_BYTES:
        raise Invalid(
            text=_(
                "This is %(size)s bytes; an article may have %(most)s."
                " Import the article's own page or text."
            )
            % _sizes(len(raw), settings.ARTICLE_MAX_BYTES)
        )
    is_html = media_type.lower().startswith(_PAGES) if media_type else _looks_like_html(raw)
    decoded = _decoded(raw, charset, is_html)
    page = _page(decoded.text, url) if is_html else Page(decoded.text, {}, [])
    text = texts.canonical(texts.without_controls(page.text) if is_html else page.text)
    if is_html and not text.strip():
        raise Invalid(
            text=_("No article was found in this page. Paste its text, or give another page.")
        )
    _refuse_damage(decoded, text, raw)
    _refuse_sizes(text)
    return ReadArticle(
        text=text,
        raw=raw,
        media_type=HTML if is_html else PLAIN,
        metadata=_metadata(text, page, decoded),
    )


def _decoded(raw: bytes, charset: str | None, is_html: bool) -> charsets.Decoded:
    for beginning, kind in _BINARIES.items():
        if raw.startswith(beginning):
            raise Invalid(
                text=_("This is a file of the kind %(kind)s. Save it as text or HTML, in UTF-8.")
                % {"kind": kind}
            )
    try:
        return charsets.decode(raw, charset, declares=is_html)
    except charsets.UnknownCharset as error:
        raise _unreadable(error.place) from None


def _unreadable(place: int) -> Invalid:
    return Invalid(
        text=_(
            "This is not a text in UTF-8 (byte %(place)s cannot be read), nor clearly one in"
            " another character set. Save it as UTF-8 text or HTML and try again."
        )
        % {"place": place}
    )


def _looks_like_html(raw: bytes) -> bool:
    head = raw[:2048].replace(b"\0", b"")  # it may be UTF-16
    head = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html", b"<head", b"<?xml")) or b"<html" in head


def _page(html: str, url: str) -> Page:
    try:
        return read_page_apart(html, url=url, today=timezone.localdate())
    except Unreadable as error:
        raise Invalid(text=_page_refusals()[error.args[0]]) from None


def _page_refusals() -> dict[str, Any]:
    return {
        "no_page": _("This page cannot be read as HTML. Paste its text instead."),
        "too_many_tags": _(
            "This page has far more HTML than an article. Paste the article's text instead."
        ),
        "too_deep": _(
            "The HTML of this page is nested too deeply. Paste the article's text instead."
        ),
        "too_heavy": _(
            "Reading this page takes too long, or too much memory."
            " Paste the article's text instead."
        ),
    }


def _refuse_damage(decoded: charsets.Decoded, text: str, raw: bytes) -> None:
    """What could not be read may be in a page's script, but not in its article."""
    if decoded.damaged and "\ufffd" in text:
        raise _unreadable(charsets.first_wrong(raw))


def _refuse_sizes(text: str) -> None:
    if not text.strip():
        raise Invalid(text=_("There is no text in it. Give a file or a page that has some."))
    if len(text) > settings.ARTICLE_MAX_CHARACTERS:
        raise Invalid(
            text=_(
                "The text has %(size)s characters; an article may have %(most)s."
                " Split it and import the parts."
            )
            % _sizes(len(text), settings.ARTICLE_MAX_CHARACTERS)
        )


def _metadata(text: str, page: Page, decoded: charsets.Decoded) -> Metadata:
    fields, notes = dict(page.fields), list(page.notes)
    stated = fields.pop("language", None)
    language, contradicts = language_of(text, stated)
    if language:
        fields["language"] = language
    if stated and contradicts:
        notes.append({"field": "language", "why": "contradicted", **stated})
    fields["charset"] = {"value": decoded.charset, "origin": decoded.origin}
    notes += [
        {"field": "charset", "value": label[:40], "origin": charsets.DOCUMENT, "why": "not_so"}
        for label in decoded.passed_over
    ]
    return Metadata(fields, notes)


def _sizes(size: int, most: int) -> dict[str, str]:
    return {
        "size": number_format(size, force_grouping=True),
        "most": number_format(most, force_grouping=True),
    }
