"""From bytes to an article: its text, and what the page says about itself."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from factcheck import text as texts
from factcheck.errors import Invalid

PLAIN, HTML = "text/plain", "text/html"


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """What could be read from an original. Metadata is None where the page does not state it."""

    text: str
    raw: bytes
    media_type: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    published_on: date | None = None
    language: str | None = None


def read(raw: bytes, media_type: str | None = None) -> ReadArticle:
    """Read a text or HTML original. Raises Invalid when it is empty, binary or too large."""
    if len(raw) > settings.ARTICLE_MAX_BYTES:
        raise Invalid(
            text=_(
                "This is %(size)s bytes; an article may have %(most)s."
                " Import the article's own page or text."
            )
            % _sizes(len(raw), settings.ARTICLE_MAX_BYTES)
        )
    is_html = media_type.startswith(HTML) if media_type else _looks_like_html(raw)
    article = _read_html(raw) if is_html else _plain(raw)
    if not article.text.strip():
        raise Invalid(text=_("There is no text in it. Give a file or a page that has some."))
    if len(article.text) > settings.ARTICLE_MAX_CHARACTERS:
        raise Invalid(
            text=_(
                "The text has %(size)s characters; an article may have %(most)s."
                " Split it and import the parts."
            )
            % _sizes(len(article.text), settings.ARTICLE_MAX_CHARACTERS)
        )
    return article


def _sizes(size: int, most: int) -> dict[str, str]:
    return {
        "size": number_format(size, force_grouping=True),
        "most": number_format(most, force_grouping=True),
    }


def _plain(raw: bytes) -> ReadArticle:
    return ReadArticle(text=texts.canonical(texts.decode(raw)), raw=raw, media_type=PLAIN)


def _looks_like_html(raw: bytes) -> bool:
    head = raw[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html", b"<head", b"<?xml")) or b"<html" in head


def _read_html(raw: bytes) -> ReadArticle:
    import trafilatura  # slow to import, and plain text does not need it

    page = trafilatura.load_html(raw)
    found: Any = trafilatura.bare_extraction(page, with_metadata=True, include_comments=False)
    if page is None or found is None or not found.text:
        raise Invalid(
            text=_("No article was found in this page. Paste its text, or give another page.")
        )
    return ReadArticle(
        text=texts.canonical(found.text),
        raw=raw,
        media_type=HTML,
        title=found.title or None,
        url=found.url or None,
        publisher=found.sitename or None,
        author=found.author or None,
        published_on=date.fromisoformat(found.date) if found.date else None,
        language=page.get("lang", "").replace("_", "-") or None,
    )
