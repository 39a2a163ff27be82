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

from claims.reading.letters import is_mostly_utf8, looks_like, without_mark

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
    if is_mostly_utf8(raw):
        return Decoded(raw.decode("utf-8", "replace"), "utf-8", BYTES, tuple(passed_over), True)
    codec = looks_like(raw)
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
    is_utf8 = is_mostly_utf8(raw)
    for label, origin in said:
        claimed = _codec(label)
        if origin == DOCUMENT and claimed and claimed.startswith("utf-16"):
            claimed = "utf-8"  # it was read as ASCII, so it cannot be: the standard's own rule
        if is_utf8 and claimed and _is_single_byte(claimed):
            claimed = None
        yield label, claimed, origin, 0
    if not without_mark(raw):
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


def _name(codec: str) -> str:
    """As the Encoding standard calls it."""
    found = webencodings.lookup(codec.replace("_", "-"))
    return str(found.name) if found else codec
