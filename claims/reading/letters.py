"""Which charset bytes are in, by the letters that they make in it. Pure.

A general detector (charset-normalizer) was tried: it told French on a Macintosh or in DOS no
better, and the desk reads French and English alone.
"""

import re

_SAMPLE = 200_000  # bytes to look at where nothing is said
#: What French and English, and names in them, write beyond ASCII.
_WRITTEN = frozenset(
    "àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆñÑáíóúÁÍÓÚãõåÅøØß«»‹›“”„‘’‚–—…•·€£°ºª²³½¼¾§©®™×±µ¡¿\xa0\xad"
)
#: Where nobody writes such a sign: behind a letter, before one, between two; a capital in a word.
_MISPLACED = re.compile(r"\w[‚„“‘‹]|[‚„®©”›]\w|\w[…±ª]\w|[a-zß-ÿ][À-ÞŒŸ]")
#: What older machines wrote French and English in: Windows (and latin-1), Macintosh, DOS.
_LIKELY = ("cp1252", "mac_roman", "cp850")
_USUAL = 0.9  # of what is beyond ASCII
_FEW = 0.2  # wrong bytes, for each good character beyond ASCII


def is_mostly_utf8(raw: bytes) -> bool:
    """Whether what is beyond ASCII is well-formed UTF-8, but for a few bytes: no other charset's
    text is that by chance."""
    if raw.isascii():
        return False
    text = raw.decode("utf-8", "replace")
    wrong = text.count("\ufffd") - raw.count("\ufffd".encode())
    if not wrong:
        return True
    beyond = sum(not character.isascii() for character in text[:_SAMPLE]) - wrong
    return wrong <= _FEW * beyond


def looks_like(raw: bytes) -> str | None:
    """A codec in which the bytes clearly make sense, or None."""
    if codec := without_mark(raw):
        return codec
    sample = raw[:_SAMPLE]
    if b"\0" in sample:
        return None
    return next((codec for codec in _LIKELY if _makes_sense(sample, codec)), None)


def _makes_sense(sample: bytes, codec: str) -> bool:
    """Whether it reads as the desk's languages are written, by what is beyond ASCII in it."""
    text = sample.decode(codec, "replace")
    if any(ord(character) < 32 and character not in "\t\n\r\f" for character in text):
        return False
    beyond = [character for character in text if not character.isascii()]
    letters = sum(map(str.isalpha, text)) - sum(map(str.isalpha, beyond))
    usual = sum(character in _WRITTEN for character in beyond) - len(_MISPLACED.findall(text))
    return letters >= len(beyond) and usual >= _USUAL * len(beyond)


def without_mark(raw: bytes) -> str | None:
    """UTF-16 without a mark: in the desk's languages every other byte is zero, nearly always."""
    sample = raw[:_SAMPLE]
    half = len(sample) // 2
    if half < 8 or len(raw) % 2:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None
