"""A term as the number that stands for it. Pure.

A hash needs no dictionary, so two writers of the same new word never wait for each other. With 64
bits, a million different terms meet by chance once in forty million indexes.
"""

from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b


@lru_cache(maxsize=65_536)
def number(term: str) -> int:
    """PostgreSQL's bigint."""
    digest = blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def repeat(terms: Iterable[str]) -> int:
    """A term that only texts of the same terms have, in whatever order."""
    return number("\n".join(sorted(set(terms))))
