"""Texts of feeds as plain text: publishers send markup, entities and worse. Pure."""

import html
import re
from typing import Any

from factcheck import text as texts
from factcheck.elsewhere.reading.notes import Notes

#: Characters that are read of any text.
LONGEST = 50_000
#: Escaped, and once more by the next program.
_ROUNDS = 3

_NAMES = (
    "a|abbr|article|aside|b|big|blockquote|br|center|cite|code|dd|del|div|dl|dt|em|figcaption"
    "|figure|font|footer|h[1-6]|header|hr|i|iframe|img|ins|li|mark|nav|ol|p|picture|pre|q|s|section"
    "|small|source|span|strike|strong|sub|sup|svg|table|tbody|td|tfoot|th|thead|time|tr|tt|u|ul"
    "|video|wbr"
)
_TURNING = re.compile(f"[{''.join(texts.BIDI_OVERRIDES)}]")
_HIDDEN = re.compile(
    r"<(script|style|noscript|template)\b.*?(?:</\1[^>]*+>?|\Z)|<!--.*?(?:-->|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_BREAK = re.compile(
    r"</?(?:br|p|div|li|h[1-6]|tr|td|th|blockquote|hr)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
#: Names that HTML has, and no others: "<Macron>" is a word in brackets.
_TAG = re.compile(rf"</?(?:{_NAMES})(?:\s[^<>]*)?/?>", re.IGNORECASE)


def plain(value: Any, field: str, notes: Notes) -> str:
    """The text on one line, without markup, controls or what turns the reading direction around.

    "" for what is no text. What is taken away besides blanks is noted.
    """
    given = as_text(value)
    if len(given) > LONGEST:
        notes.add(field, "shortened", len(given))
        given = given[:LONGEST]
    text = _without_markup(given, field, notes)
    clean = texts.without_controls(text)
    if clean != text:
        notes.add(field, "controls")
    straight = _TURNING.sub("", clean)
    if straight != clean:
        notes.add(field, "direction")
    return " ".join(texts.canonical(straight).split())


def as_text(value: Any) -> str:
    """What is written there: of a number its digits, of a node its name, of a list the first."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return next((text for text in map(_shallow, value[:20]) if text), "")
    return _shallow(value)


def _shallow(value: Any) -> str:
    if isinstance(value, dict):
        value = next((value[key] for key in ("@value", "name", "text") if key in value), "")
    return as_text(value) if isinstance(value, str | int | float) else ""


def _without_markup(text: str, field: str, notes: Notes) -> str:
    for _round in range(_ROUNDS):
        bare = _TAG.sub("", _BREAK.sub(" ", _HIDDEN.sub(" ", text))) if "<" in text else text
        if bare != text:
            notes.add(field, "markup")
        plain = html.unescape(bare) if "&" in bare else bare
        if plain == text:
            break
        text = plain
    return text
