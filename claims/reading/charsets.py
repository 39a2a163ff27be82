"""The bytes of an original as characters, and by which charset. Pure.

In the order of the HTML standard ("determining the character encoding"): the byte order mark, what
the transport says, what the document says, then UTF-8, then what the bytes look like. Labels mean
what the WHATWG's Encoding standard says: who says latin-1 means windows-1252.

Two liberties, so that no wrong letters are stored: a charset in which the bytes cannot be read is
passed over, and bytes that are UTF-8 are that, whatever single-byte charset is claimed for them
(servers claim one by default).
"""

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

import webencodings

#: Where a charset comes from.
MARK, TRANSPORT, DOCUMENT, BYTES = "mark", "transport", "document", "bytes"

_HEAD = 1024  # bytes in which a document may declare its charset
_MARKS = (  # UTF-32's little-endian mark begins with UTF-16's
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}\bencoding\s*=\s*["']([\w.:-]{1,40})
    |<meta[^>]{0,300}\bcharset\s*=\s*["']?\s*([\w.:-]{1,40})""",
    re.IGNORECASE | re.VERBOSE,
)
_SAMPLE = 200_000  # bytes to look at where nothing is said
#: What French and English, and names in them, write beyond ASCII.
_WRITTEN = frozenset(
    "àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆñÑáíóúÁÍÓÚãõåÅøØß«»‹›“”„‘’‚–—…•·€£°ºª²³½¼¾§©®™×±µ¡¿\xa0\xad"
)
#: Where nobody writes such a sign: behind a letter, before one, between two; a capital in a word.
_MISPLACED = re.compile(r"\w[‚„“‘‹]|[‚„®©”›]\w|\w[…±ª]\w|[a-zß-ÿ][À-ÞŒŸ]")
#: What older machines wrote French and English in: Windows (and latin-1), Macintosh, DOS. A general
#: detector (charset-normalizer) was tried: it told the last two from French no better.
_LIKELY = ("cp1252", "mac_roman", "cp850")
_USUAL = 0.9  # of what is beyond ASCII
_FEW = 0.2  # wrong bytes, for each good character beyond ASCII


class Decoded(NamedTuple):
    """`charset` by its usual name. `passed_over` is what was claimed of it, and is not so.

    `damaged` tells that some bytes could not be read: U+FFFD stands where they were.
    """

    text: str
    charset: str
    origin: str
    passed_over: tuple[str, ...] = ()
    damaged: bool = False


class UnknownCharset(ValueError):
    """The bytes are no text in what they are said to be, nor clearly in anything else."""

    def __init__(self, place: int) -> None:
        self.place = place
        super().__init__(f"byte {place} cannot be read")


def decode(raw: bytes, told: str | None = None, *, declares: bool = False) -> Decoded:
    """The text of an original. `told` is the transport's charset, such as Content-Type's;
    `declares` that the document may say its own, as HTML does.

    Raises UnknownCharset rather than guess: wrong letters would be stored as the article's.
    """
    passed_over: list[str] = []
    for label, codec, origin, start in _candidates(raw, told, declares):
        text = _strictly(raw[start:], codec) if codec else None
        if codec and text is not None:
            return Decoded(text, _name(codec), origin, tuple(passed_over))
        if origin != BYTES and label not in passed_over:
            passed_over.append(label)
    if _is_mostly_utf8(raw):
        return Decoded(raw.decode("utf-8", "replace"), "utf-8", BYTES, tuple(passed_over), True)
    codec = _looks_like(raw)
    text = _strictly(raw, codec) if codec else None
    if codec is None or text is None:
        raise UnknownCharset(first_wrong(raw))
    return Decoded(text, _name(codec), BYTES, tuple(passed_over))


def first_wrong(raw: bytes) -> int:
    """The place of the first byte that is not UTF-8."""
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _candidates(
    raw: bytes, told: str | None, declares: bool
) -> Iterator[tuple[str, str | None, str, int]]:
    """Label, codec (None: it cannot be), origin, and the byte at which the text begins."""
    for mark, codec in _MARKS:
        if raw.startswith(mark):
            yield codec, codec, MARK, len(mark)
            return  # the mark outweighs all, by the standard
    said = [(told.strip(" \"'"), TRANSPORT)] if told else []
    if declares and (found := _DECLARED.search(raw[:_HEAD])):
        said.append(((found[1] or found[2]).decode("ascii", "replace"), DOCUMENT))
    is_utf8 = _is_mostly_utf8(raw)
    for label, origin in said:
        claimed = _codec(label)
        if origin == DOCUMENT and claimed and claimed.startswith("utf-16"):
            claimed = "utf-8"  # it was read as ASCII, so it cannot be: the standard's own rule
        if is_utf8 and claimed and _is_single_byte(claimed):
            claimed = None
        yield label, claimed, origin, 0
    if not _utf16(raw):
        yield "utf-8", "utf-8", BYTES, 0


def _codec(label: str) -> str | None:
    encoding = webencodings.lookup(label)
    if encoding is None or encoding.name in ("replacement", "x-user-defined"):
        return None
    return str(encoding.codec_info.name)


def _is_single_byte(codec: str) -> bool:
    return codec.startswith(("cp125", "cp874", "cp866", "iso8859", "koi8", "mac"))


def _strictly(raw: bytes, codec: str) -> str | None:
    try:
        return raw.decode(codec)
    except UnicodeDecodeError:
        return None


def _is_mostly_utf8(raw: bytes) -> bool:
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


def _looks_like(raw: bytes) -> str | None:
    """A codec in which the bytes clearly make sense, or None."""
    if codec := _utf16(raw):
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


def _utf16(raw: bytes) -> str | None:
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


def _name(codec: str) -> str:
    """As the Encoding standard calls it."""
    found = webencodings.lookup(codec.replace("_", "-"))
    return str(found.name) if found else codec
