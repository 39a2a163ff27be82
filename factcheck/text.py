"""Text as the desk keeps it, and what it refuses. Pure: no models, no settings."""

import hashlib
import unicodedata

from factcheck.errors import Invalid

#: Characters that steer how text is shown or are not text at all. Tab and line feed are text.
_CONTROL = {"Cc", "Cs"}
_TEXT_CONTROLS = "\t\n\f\x0b\x85"
# A bidirectional override can make a person read other words than the ones that are stored.
BIDI_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def decode(raw: bytes) -> str:
    """Bytes as text: UTF-8, or UTF-16 where its mark says so. Raises Invalid for anything else."""
    encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise Invalid(
            text=f"This is not a text in UTF-8 (byte {error.start} cannot be read)."
            " Save it as UTF-8 text or HTML and try again."
        ) from None


def canonical(text: str) -> str:
    """The one form in which a text is stored, so that its offsets mean the same everywhere.

    Line ends become one line feed, and a leading byte order mark goes (both are the transport's,
    not the author's: a browser's form posts CRLF). Everything else stays to the letter.
    Raises Invalid for control characters: they are no text, and PostgreSQL stores no NUL.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    for position, character in enumerate(text):
        if character in _TEXT_CONTROLS or unicodedata.category(character) not in _CONTROL:
            continue
        raise Invalid(
            text=f"This is no plain text: character {position} is the control character"
            f" U+{ord(character):04X}. Is it a binary file? Save it as text or HTML and try again."
        )
    return text


def sha256(text: str) -> str:
    """Hexadecimal SHA-256 of the text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()
