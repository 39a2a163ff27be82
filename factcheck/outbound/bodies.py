"""Reading an answer's body: however large, endless or packed, it costs no more than agreed."""

import zlib
from collections.abc import Iterable, Iterator

import httpx
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from factcheck.outbound.errors import BadAnswer

#: What we offer: the encodings whose output can be bounded while they are undone.
ENCODINGS = "gzip, deflate"
_ENDLESS_MEMBERS = 1_000
#: zlib's `wbits`: a gzip stream; deflate with zlib's frame; without it, as some servers send it.
_GZIP, _ZLIB, _RAW = 31, 15, -15


def read(answer: httpx.Response, most: int, *, cut: bool = False) -> bytes:
    """The body, decompressed while it comes in: `most` bytes of it at most.

    A longer one raises BadAnswer; with `cut`, what is beyond is not read.
    """
    stream: Iterable[bytes] = answer.stream  # type: ignore[assignment]
    encoding = _encoding(answer)
    announced = answer.headers.get("content-length", "")
    if not cut and announced.isascii() and announced.isdecimal() and int(announced[:18]) > most:
        raise too_large(most)
    body = bytearray()
    for piece in _undone(_bounded(stream, most, cut), encoding, most):
        body += piece
        if len(body) > most:
            if cut:
                break
            raise too_large(most)
    return bytes(body[:most])


def too_large(most: int) -> BadAnswer:
    return BadAnswer(
        _(
            "The page is larger than %(most)s bytes: no article is."
            " Paste the article's text instead."
        )
        % {"most": number_format(most, force_grouping=True)}
    )


def _encoding(answer: httpx.Response) -> str:
    layers = ",".join(answer.headers.get_list("content-encoding")).lower().split(",")
    layers = [layer for layer in map(str.strip, layers) if layer not in ("", "identity")]
    if not layers:
        return ""
    if len(layers) > 1 or layers[0] not in ("gzip", "x-gzip", "deflate"):
        raise BadAnswer(
            _("The site packs its page in a way that was not asked for (%(encoding)s).")
            % {"encoding": ", ".join(layers)[:80]}
        )
    return layers[0].removeprefix("x-")


def _bounded(stream: Iterable[bytes], most: int, cut: bool) -> Iterator[bytes]:
    """What comes over the wire: never more than the page itself may have."""
    size = 0
    for part in stream:
        size += len(part)
        if size > most and not cut:
            raise too_large(most)
        yield part
        if size > most:
            return


def _undone(parts: Iterable[bytes], encoding: str, most: int) -> Iterator[bytes]:
    if not encoding:
        yield from parts
        return
    wbits, members, undo = _GZIP, 0, None
    for part in parts:
        while part:
            if undo is None:
                if encoding == "deflate":
                    wbits = _ZLIB if part[0] & 0x0F == 8 else _RAW
                undo = zlib.decompressobj(wbits)
            try:
                piece = undo.decompress(part, most + 1)
            except zlib.error as error:
                raise _broken() from error
            yield piece
            part = undo.unconsumed_tail
            if undo.eof:
                part, undo, members = undo.unused_data, None, members + 1
                if encoding == "deflate" or members > _ENDLESS_MEMBERS:
                    return
    if undo is not None:
        raise _broken()


def _broken() -> BadAnswer:
    return BadAnswer(_("The page came in broken, or cut off."), retry=True)
