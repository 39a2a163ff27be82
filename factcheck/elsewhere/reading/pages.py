"""The JSON-LD of an HTML page, or of many that follow each other. Pure.

Scripts are found as browsers find them: raw text until their end tag, none inside of comments.
"""

import re
from collections.abc import Iterator

import webencodings

from factcheck.elsewhere.reading.pieces import Cut, Input, Kept, Piece, Unreadable, parsed

_OPENING = re.compile(rb"<!--|<script\b([^<>]{0,4000}+)>", re.IGNORECASE)
_LD_JSON = re.compile(rb"application/ld\+json", re.IGNORECASE)
_CLOSING = {False: re.compile(rb"</script", re.IGNORECASE), True: re.compile(rb"-->")}
_CHARSET = re.compile(rb"<meta[^>]{0,300}\bcharset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_AROUND = re.compile(rb"\A\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>|;)\s*\Z")
#: Bytes in which a page declares its charset; and those that an opening tag may be cut in.
_HEAD, _TAG = 4096, 5_000


def read(given: Input) -> Iterator[Piece]:
    """The value of each JSON-LD script. Raises Cut where the page ends inside of one,
    Unreadable where there is none."""
    charset = _declared(given)
    count = 0
    while opening := _opening(given):
        is_comment, wanted = opening[0] == b"<!--", bool(_LD_JSON.search(opening[1] or b""))
        count += wanted
        place = f"script {count}"
        kept = Kept() if wanted else None
        if not _until(given, _CLOSING[is_comment], kept) and wanted:
            raise Cut(place)
        if kept is not None:
            raw = kept.get()
            json = raw if raw is None else _AROUND.sub(b"", _as_utf8(raw, charset))
            yield parsed(place, json)._replace(else_too=True)
    if not count:
        raise Unreadable("no_json_ld")


def _opening(given: Input) -> re.Match[bytes] | None:
    while True:
        if found := _OPENING.search(given.buffer, given.at):
            given.at = found.end()
            return found
        given.at = max(given.at, len(given.buffer) - _TAG)
        if not given.more():
            return None


def _until(given: Input, closing: re.Pattern[bytes], kept: Kept | None) -> bool:
    """Whether the end was found; what is before it is kept."""
    while True:
        found = closing.search(given.buffer, given.at)
        # The end tag may have come in half.
        end = found.start() if found else max(given.at, len(given.buffer) - 10)
        if kept is not None:
            kept.add(given.buffer[given.at : end])
        given.at = found.end() if found else end
        if found:
            return True
        if not given.more():
            return False


def _declared(given: Input) -> str:
    while len(given.buffer) < _HEAD and given.more():
        pass
    found = _CHARSET.search(given.buffer[:_HEAD])
    return found[1].decode("ascii", "replace") if found else ""


def _as_utf8(raw: bytes, charset: str) -> bytes:
    """By the page's charset, where it is not UTF-8 anyway; unchanged where it is neither."""
    try:
        raw.decode()
    except UnicodeDecodeError:
        encoding = webencodings.lookup(charset)
        if encoding:
            text, _length = encoding.codec_info.decode(raw, "replace")
            return bytes(text.encode())
    return raw
