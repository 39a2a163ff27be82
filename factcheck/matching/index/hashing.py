"""A term as the number that stands for it. Pure.

A hash needs no dictionary, so two writers of the same new word never wait for each other. With 64
bits, a million different terms meet by chance once in forty million indexes.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b


@lru_cache(maxsize=65_536)
def number(term: str) -> int:
    """PostgreSQL's bigint."""
    return _hashed(term)


def repeat(terms: Iterable[str]) -> int:
    """A term that only texts of the same terms have, in whatever order."""
    return number("\n".join(sorted(set(terms))))


def phrase(words: Sequence[str]) -> int:
    """Words in a row as one term. No single term has a blank in it, nor has `repeat`."""
    return _hashed(" ".join(words))


def _hashed(text: str) -> int:
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
