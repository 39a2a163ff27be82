"""Compressed answers (gzip), where a client asks for them: RFC 9110, 8.4.1 and 12.5.3.

Compressed bytes are another representation: whoever sends them gives them a tag of their own, and
says `Vary: Accept-Encoding`.
"""

import re
import zlib
from collections.abc import Callable, Iterator
from typing import Protocol

#: Below so many bytes, compressing costs more than it saves.
WORTH_IT = 1_400
_GZIP, _LEVEL = 31, 3
_ZERO = re.compile(r"q=0(\.0*)?")


class Chunks(Protocol):
    """Bytes that come one after the other, from something that must be closed, read or not."""

    def __iter__(self) -> Iterator[bytes]: ...
    def close(self) -> None: ...


def accepted(accept_encoding: str) -> bool:
    """Whether gzip is named, or meant by `*`, and not with a weight of zero."""
    if accept_encoding == "":
        return False
    weights = {}
    for part in accept_encoding.lower().split(","):
        name, _semicolon, parameters = part.partition(";")
        weights[name.strip()] = not _ZERO.fullmatch(parameters.replace(" ", ""))
    return weights.get("gzip", weights.get("*", False))


def squeezed(body: bytes) -> bytes:
    """The bytes, compressed."""
    return zlib.compress(body, _LEVEL, _GZIP)


class Squeezed:
    """Chunks, each compressed as it comes."""

    def __init__(self, chunks: Chunks) -> None:
        self._chunks = chunks
        self.close: Callable[[], None] = chunks.close

    def __iter__(self) -> Iterator[bytes]:
        squeeze = zlib.compressobj(_LEVEL, wbits=_GZIP)
        for chunk in self._chunks:
            yield squeeze.compress(chunk)
        yield squeeze.flush()
