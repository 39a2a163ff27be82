"""Text as the desk keeps it, and what it refuses. Pure: no models, no settings."""

import hashlib
import re

from factcheck.errors import Invalid

# A bidirectional override can make a person read other words than the ones that are stored.
BIDI_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

_GONE = dict.fromkeys(map(ord, BIDI_OVERRIDES))
_ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in BIDI_OVERRIDES}

#: Soft hyphen, zero-width space, word joiner, byte order mark: they only say where a line may break
#: or how bytes are ordered; nobody sees or types them. Joiners (ZWJ, ZWNJ) are spelling: they stay.
_INVISIBLE = "\u00ad\u200b\u2060\ufeff"
#: Control characters and lone surrogates. Tab, line feed and the other line ends are text.
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")


def canonical(text: str) -> str:
    """The one form in which a text is stored, so that its offsets mean the same everywhere.

    Line ends become one line feed (a browser's form posts CRLF), and the characters go that only
    lay a text out: U+00AD, U+200B, U+2060, U+FEFF. Everything else stays to the letter, so the
    offsets of a clean file are the file's own. What is canonical already comes back as it is.

    Raises Invalid for control characters and lone surrogates: they are no text, and PostgreSQL
    stores no NUL.
    """
    check(text)
    # Line ends first: what stood between CR and LF parted them.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for character in _INVISIBLE:  # ten times as fast as `translate`
        text = text.replace(character, "")
    return text


def check(text: str, field: str = "text") -> None:
    """Raise Invalid, by the field's name, for control characters and lone surrogates."""
    found = _NO_TEXT.search(text)
    if found:
        position, line = found.start(), text.count("\n", 0, found.start()) + 1
        told = (
            f"This is no plain text: character {position} (line {line}) is the control"
            f" character U+{ord(found[0]):04X}. Is it a binary file? Take this character out, or"
            " save it as text or HTML, and try again."
        )
        raise Invalid(**{field: told})


def without_controls(text: str) -> str:
    """The text without what `canonical` refuses: a page's templates leave such things behind, and
    HTML's parsers pass over them."""
    return _NO_TEXT.sub("", text)


def straight(text: str) -> str:
    """For a name or a title among words of ours: without the signs that would turn these around.
    Where a text stands by itself, it is shown as it is."""
    return text.translate(_GONE)


def escaped(json: str) -> str:
    """JSON for people to read: the signs that turn words around as JSON's own escapes."""
    return json.translate(_ESCAPED)


def words_of(text: str) -> list[str]:
    """The words of a passage, however it was copied: no matter which blanks are between them, or
    where they may be hyphenated. Raises Invalid as `canonical` does."""
    return canonical(text).split()


def sha256(text: str) -> str:
    """Hexadecimal SHA-256 of the text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()
