"""A text cut into words and signs, and the form in which only typography is no difference."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# A word with its combining accents, a figure with its point or comma, an ellipsis, or one sign.
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[\w\u0300-\u036f]+|\.{3}|[^\w\s]")

_FOLDED = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‘’‚‛ʼ", "'"),
        **dict.fromkeys("‐‑‒–—−", "-"),
        "…": "...",
    }
)
#: Signs beside which a blank is a matter of the language's typography, or of taste.
_LOOSE = frozenset('";:!?%€$£') | {"..."}

# Where a sentence ends for this purpose: rather too often than too seldom, since a passage is held
# against the whole of its sentence.
_END = re.compile(r"""[.!?…]["'»”’)\]]*+(?=\s|\Z)|(?=\n)""")
_BEGIN = re.compile(r"""(?:[.!?…]["'»”’)\]]*+\s+|\n\s*)(?=\S)""")
_ENDED = re.compile(r"""[.!?…]\s*["'»”’)\]]*+\s*\Z""")
#: Characters before and after a passage in which its sentence may begin and end.
_REACH = 600


class Tokens(NamedTuple):
    """The words and signs of a text: the folded form of each, and its place in code points."""

    folded: list[str]
    starts: list[int]
    ends: list[int]


def tokens(text: str) -> Tokens:
    """The whole text, in order."""
    folded, starts, ends = [], [], []
    for match in _TOKEN.finditer(text):
        folded.append(_fold(match[0]))
        starts.append(match.start())
        ends.append(match.end())
    return Tokens(folded, starts, ends)


def plain(text: str) -> str:
    """The form that two passages share when they differ in nothing but how they are set.

    A blank counts between words, and between figures and signs: “1,5” is not “1, 5”.
    """
    parts: list[str] = []
    end, before = 0, ""
    for match in _TOKEN.finditer(text):
        token = _fold(match[0])
        if parts and match.start() > end and not {before, token} & _LOOSE:
            parts.append(" ")
        parts.append(token)
        end, before = match.end(), token
    return "".join(parts)


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with the rest of the sentence, or the sentences, that it is a part of."""
    earliest = max(0, start - _REACH)
    ends = [match.end() for match in _BEGIN.finditer(text, earliest, start + 1)]
    begin = max((at for at in ends if at <= start), default=earliest)
    if _ENDED.search(text, max(start, end - 12), end):
        return begin, end
    after = _END.search(text, end, min(len(text), end + _REACH))
    return begin, after.end() if after else min(len(text), end + _REACH)


@lru_cache(maxsize=65_536)
def _fold(token: str) -> str:
    if token.isascii():
        return token
    return unicodedata.normalize("NFC", token).translate(_FOLDED)
