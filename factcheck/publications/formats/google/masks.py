"""Partial answers: `fields=claims(text,claimReview/url),nextPageToken`. Pure.

https://developers.google.com/workspace/docs/api/how-tos/performance#partial
"""

import re
from typing import Any

#: Field → what is wanted of it; empty for all of it.
Mask = dict[str, Any]

#: What an answer consists of.
_REVIEW: Mask = {
    "publisher": {"name": {}, "site": {}},
    "url": {},
    "title": {},
    "reviewDate": {},
    "textualRating": {},
    "languageCode": {},
}
_CLAIM: Mask = {"text": {}, "claimant": {}, "claimDate": {}, "claimReview": _REVIEW}
ANSWER: Mask = {"claims": _CLAIM, "nextPageToken": {}}

_TOKEN = re.compile(r"[A-Za-z]+|[*/(),]")
_LONGEST = 1_000


def read(text: str) -> Mask:
    """The mask that the text is. Raises ValueError for one that is none, or for unknown fields."""
    if len(text) > _LONGEST:
        raise ValueError(f"it takes at most {_LONGEST} characters.")
    if not text:
        return {}
    tokens = _TOKEN.findall(text)
    if "".join(tokens) != text:
        raise ValueError("it is a list such as claims(text,claimReview/url).")
    mask = _list(tokens, ANSWER)
    if tokens:
        raise ValueError(f"{tokens[0]!r} is in the wrong place.")
    return mask


def only(mask: Mask, value: Any) -> Any:
    """What the mask leaves of the value."""
    if not mask:
        return value
    if isinstance(value, list):
        return [only(mask, item) for item in value]
    return {name: only(mask[name], part) for name, part in value.items() if name in mask}


def _list(tokens: list[str], known: Mask) -> Mask:
    mask = _item(tokens, known)
    while tokens[:1] == [","]:
        tokens.pop(0)
        mask = _both(mask, _item(tokens, known))
    return mask


def _both(one: Mask, other: Mask) -> Mask:
    """What either of them wants; an empty one wants all."""
    if not (one and other):
        return {}
    mask = one | other
    for name in one.keys() & other.keys():
        mask[name] = _both(one[name], other[name])
    return mask


def _item(tokens: list[str], known: Mask) -> Mask:
    name = tokens.pop(0) if tokens else ""
    if name != "*" and name not in known:
        raise ValueError(f"there is no field {name!r}; there are {', '.join(sorted(known))}.")
    names = list(known) if name == "*" else [name]
    return dict.fromkeys(names, _parts(tokens, known, names))


def _parts(tokens: list[str], known: Mask, names: list[str]) -> Mask:
    """What is wanted of them: all, where nothing follows."""
    inner = {field: part for name in names for field, part in known[name].items()}
    if tokens[:1] == ["/"]:
        tokens.pop(0)
        return _item(tokens, inner)
    if tokens[:1] != ["("]:
        return {}
    tokens.pop(0)
    mask = _list(tokens, inner)
    if not tokens or tokens.pop(0) != ")":
        raise ValueError("a bracket is not closed.")
    return mask
