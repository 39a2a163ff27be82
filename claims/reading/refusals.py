"""What is not taken in, and what to do then: each refusal in words."""

from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from claims.reading.page.reading import Unreadable
from factcheck.errors import Invalid

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


def too_large(raw: bytes) -> None:
    """Raise Invalid for more bytes than an article may have."""
    if len(raw) > settings.ARTICLE_MAX_BYTES:
        raise Invalid(
            text=_(
                "This is %(size)s bytes; an article may have %(most)s."
                " Import the article's own page or text."
            )
            % _sizes(len(raw), settings.ARTICLE_MAX_BYTES)
        )


def binary(raw: bytes) -> None:
    """Raise Invalid for a file of a kind that is no text."""
    for beginning, kind in _BINARIES.items():
        if raw.startswith(beginning):
            raise Invalid(
                text=_("This is a file of the kind %(kind)s. Save it as text or HTML, in UTF-8.")
                % {"kind": kind}
            )


def unreadable(place: int) -> Invalid:
    """For bytes whose charset cannot be told."""
    return Invalid(
        text=_(
            "This is not a text in UTF-8 (byte %(place)s cannot be read), nor clearly one in"
            " another character set. Save it as UTF-8 text or HTML and try again."
        )
        % {"place": place}
    )


def of_page(error: Unreadable) -> Invalid:
    """For a page that cannot be read."""
    told = {
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
    return Invalid(text=told[error.args[0]])


def no_article(text: str) -> None:
    """Raise Invalid where nothing was found in a page."""
    if not text.strip():
        raise Invalid(
            text=_("No article was found in this page. Paste its text, or give another page.")
        )


def empty_or_long(text: str) -> None:
    """Raise Invalid for a text without words, or one with too many."""
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


def _sizes(size: int, most: int) -> dict[str, str]:
    return {
        "size": number_format(size, force_grouping=True),
        "most": number_format(most, force_grouping=True),
    }
