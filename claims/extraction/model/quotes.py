"""Finding a model's words in the text, and where exactly they stand there.

White space, quotation marks, apostrophes and dashes are often typed another way than they were
printed. These differ and it is still the same quote; nothing else may.
"""

import unicodedata
from typing import NamedTuple

_PLAIN = {
    **dict.fromkeys("’‘ʼ‛", "'"),
    **dict.fromkeys("“”„‟«»", '"'),
    **dict.fromkeys("‐‑‒–—−", "-"),
    "…": "...",
}
_SET_APART = frozenset("»%;:!?")  # by a space, in French
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")


class Plain(NamedTuple):
    """`words` in plain signs; the sign at `places[i]` of the text is what `words[i]` stands for."""

    words: str
    places: list[int]


def plain(text: str) -> Plain:
    words: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        if sign in _UNSEEN:
            continue
        last = words[-1] if words else ""
        if sign.isspace():
            if last in ("", " ") or text[places[-1]] == "«":
                continue
            sign = " "
        if sign in _SET_APART and last == " ":
            words.pop()
            places.pop()
        for one in _PLAIN.get(sign, sign):
            words.append(one)
            places.append(place)
    return Plain("".join(words), places)


def find(words: str, text: Plain, start: int = 0, end: int | None = None) -> tuple[int, int] | None:
    """The span of the whole words in the text: the first one between two places of `text.words`.

    None where they are not there. Offsets count the code points of the text itself.
    """
    wanted = plain(words).words.strip()
    if not wanted:
        return None
    end = len(text.words) if end is None else end
    at = text.words.find(wanted, start, end)
    while at >= 0:
        behind = at + len(wanted)
        if not _joins(text.words, at) and not _joins(text.words, behind):
            return text.places[at], text.places[behind - 1] + 1
        at = text.words.find(wanted, at + 1, end)
    return None


def _joins(words: str, at: int) -> bool:
    """Whether a word goes on from the sign before this place to the one at it."""
    return 0 < at < len(words) and words[at - 1].isalnum() and _is_inner(words[at])


def _is_inner(sign: str) -> bool:
    return sign.isalnum() or bool(unicodedata.combining(sign))
