"""Whether the words around a repeat deny it: “it is false that …”, “…, which is not true”. Pure."""

import re

from factcheck.matching.differences import contents

_BEFORE, _AFTER = 60, 60  # characters
#: A denial further away is of something else: "who has not answered says that …".
_CLOSE = 30
_CLAUSE = re.compile(r"[.;:!?«»“”\"(),\n]")
_FALSE = r"(?:faux|fausse|inexacte?|false|untrue|wrong|incorrect|a (?:lie|myth|hoax)|un mythe)"
_IS_FALSE = rf"(?:is|was|est|était)\s+(?:{_FALSE}|not true|pas vrai)\b"
_SAID = re.compile(rf"\b{_IS_FALSE}", re.IGNORECASE)
_SAID_BEFORE = re.compile(rf"\b{_FALSE}\b[^.;!?\n]{{0,30}}\Z", re.IGNORECASE)
_SAID_AFTER = re.compile(
    rf"\W{{0,4}}(?:(?:which|this|that|it|ce qui|c['’])\s?)?{_IS_FALSE}", re.IGNORECASE
)


def denied(text: str, start: int, end: int, language: str) -> bool:
    """Of a span that repeats a claim word for word."""
    before = text[max(0, start - _BEFORE) : start]
    if _SAID_BEFORE.search(before) or _SAID_AFTER.match(text, end, end + _AFTER):
        return True
    *_others, clause = _CLAUSE.split(before[-_CLOSE:])
    return contents(clause, language).denials % 2 == 1


def called_false(text: str) -> bool:
    """Whether a sentence says of something that it is false: what the matcher takes for no denial,
    since many a claim has such a word."""
    return _SAID.search(text) is not None
