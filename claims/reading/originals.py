"""A text or a page as it comes in, whichever way: the one way from bytes to what is stored."""

import re
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from claims.reading import charsets, refusals
from claims.reading.apart import read_page_apart
from claims.reading.language import language_of
from claims.reading.metadata import Metadata
from claims.reading.page.reading import Page, Unreadable
from factcheck import text as texts

PLAIN, HTML = "text/plain", "text/html"
_PAGES = (HTML, "application/xhtml+xml")
#: What tells a page where nobody says what it is: elements of a page's own build, as in the MIME
#: Sniffing standard. Not all of its list: words that begin with <b> or <script> are kept to the
#: letter, where a page's reader would leave the script out and nobody would know.
_BEGINNING = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<(?:!doctype\s+html|\?xml|!--|(?:html|head|title|meta"
    rb"|link|body|header|main|article|section|div|table|h1|p)[\s>])",
    re.IGNORECASE,
)


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
    refusals.too_large(raw)
    is_html = media_type.lower().startswith(_PAGES) if media_type else _looks_like_html(raw)
    decoded = _decoded(raw, charset, is_html)
    page = _page(decoded.text, url) if is_html else Page(decoded.text, {}, [])
    text = texts.canonical(texts.without_controls(page.text) if is_html else page.text)
    if is_html:
        refusals.no_article(text)
    _refuse_damage(decoded, text, raw)
    refusals.empty_or_long(text)
    return ReadArticle(
        text=text,
        raw=raw,
        media_type=HTML if is_html else PLAIN,
        metadata=_metadata(text, page, decoded),
    )


def _decoded(raw: bytes, charset: str | None, is_html: bool) -> charsets.Decoded:
    refusals.binary(raw)
    try:
        return charsets.decode(raw, charset, declares=is_html)
    except charsets.UnknownCharset as error:
        raise refusals.unreadable(error.place) from None


def _looks_like_html(raw: bytes) -> bool:
    return bool(_BEGINNING.match(raw[:1024].replace(b"\0", b"")))  # it may be UTF-16


def _page(html: str, url: str) -> Page:
    try:
        return read_page_apart(html, url=url, today=timezone.localdate())
    except Unreadable as error:
        raise refusals.of_page(error) from None


def _refuse_damage(decoded: charsets.Decoded, text: str, raw: bytes) -> None:
    """What could not be read may be in a page's script, but not in its article."""
    if decoded.damaged and "\ufffd" in text:
        raise refusals.unreadable(charsets.first_wrong(raw))


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
