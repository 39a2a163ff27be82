"""A sentence as words and signs; what stands in quotes is one sign."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claims.extraction.attribution.quotations import Quotation
from factcheck.sentences.words import normal

QUOTE = '"'


class Token(NamedTuple):
    """A word with its letters small in `norm`, a sign (norm = itself), or a quotation (`QUOTE`)."""

    start: int
    end: int
    norm: str
    capital: bool = False
    word: bool = False


_LETTERS = r"[\w\u0300-\u036f]+"
_PRONOUN = r"-(?:t-)?(?:ils?|elles?|on|je|tu|nous|vous|moi|ce|ci|là)\b"
_TITLE = (
    r"(?:MM?|Mr|Mrs|Ms|Mmes?|Mlles?|Drs?|Prs?|Reps?|Sens?|Gov|Gen|Prof|St|Jr|Sgt|Lt|Col|Rev|[A-Z])"
    r"\."
)
_TOKEN = re.compile(
    rf"(?P<word>(?:[CDJLMNSTcdjlmnst]|[Qq]u|[Ll]orsqu|[Pp]uisqu|[Jj]usqu)['’](?=\w)"
    rf"|\b{_TITLE}(?=\s|[A-Z])"
    rf"|['’]s\b"
    rf"|{_LETTERS}(?:(?:(?!{_PRONOUN})[-.]|['’](?!s\b))(?=\w){_LETTERS})*)"
    r"|[,;:()\[\]—–…!?.]"
)
MOST = 600  # tokens of a sentence that are looked at


def tokens(text: str, start: int, end: int, quoted: Sequence[Quotation]) -> list[Token]:
    """Of `text[start:end]`; `quoted` are the quotations that reach into it, in order."""
    found: list[Token] = []
    at = start
    for quotation in quoted:
        found += _plain(text, at, max(at, quotation.start))
        at = min(end, quotation.end)
        found.append(Token(max(start, quotation.start), at, QUOTE))
        if len(found) > MOST:
            return found[:MOST]
    found += _plain(text, at, end)
    return found[:MOST]


def _plain(text: str, start: int, end: int) -> Iterator[Token]:
    for match in _TOKEN.finditer(text, start, end):
        written = match.group()
        if match.lastgroup:
            yield Token(
                match.start(), match.end(), normal(written), written[0].isupper(), word=True
            )
        else:
            yield Token(match.start(), match.end(), written)
