"""What changed between two contents, word by word: pure, no models.

A content is what `document.Verdict.content()` says, the words that two people approve; a published
document has them, too.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from factcheck.redline import GONE, NEW, Piece, words


class Change(NamedTuple):
    """A part of the content that differs. `number` is a piece of evidence's or an appearance's, in
    the new content; 0 elsewhere, and for what is gone."""

    part: str  # "headline", "evidence", …
    number: int
    field: str  # of a piece of evidence: "quote", …; "" for the whole
    pieces: list[Piece]


def changes(old: dict[str, Any], new: dict[str, Any]) -> list[Change]:
    """Every part that differs, in the order in which the public reads them."""
    found = []
    for part, get in _PARTS.items():
        before, after = get(old), get(new)
        if before != after:
            found.append(Change(part, 0, "", words(before, after)))
    found += _of_list("appearance", _places(old), _places(new))
    found += _of_list("evidence", _evidence(old), _evidence(new))
    return found


# --- The parts of a content, as texts


def _text(*path: str) -> Any:
    def get(content: dict[str, Any]) -> str:
        value: Any = content
        for name in path:
            value = value.get(name) if value else None
        return "" if value is None else str(value)

    return get


_PARTS = {
    "claim": _text("claim", "text"),
    "claimant": _text("claim", "claimant", "name"),
    "claimed_on": _text("claim", "claimed_on"),
    "rating": _text("rating", "label"),
    "headline": _text("headline"),
    "summary": _text("summary"),
    "topics": lambda content: ", ".join(content["topics"]),
    "review_by": _text("expires_at"),
    "correction_note": _text("correction"),
}

_Item = dict[str, str]


def _evidence(content: dict[str, Any]) -> list[_Item]:
    return [
        {name: item[name] for name in ("stance", "quote", "locator", "note")}
        | {"source": _work(item["source"])}
        for item in content["evidence"]
    ]


def _places(content: dict[str, Any]) -> list[_Item]:
    return [
        {"exact": place["selector"]["exact"], "source": _work(place)}
        for place in content["claim"]["appearances"]
    ]


def _work(work: dict[str, Any]) -> str:
    parts = ("title", "publisher", "published_on", "url", "archived_url")
    return ", ".join(work[name] for name in parts if work.get(name))


def _of_list(part: str, old: list[_Item], new: list[_Item]) -> Iterator[Change]:
    pairs = _matched(old, new)
    for number, item in enumerate(new, start=1):
        before = pairs.get(number - 1)
        if before is None:
            yield Change(part, number, "", [Piece(NEW, _whole(item))])
            continue
        for field, text in item.items():
            if before[field] != text:
                yield Change(part, number, field, words(before[field], text))
    kept = [id(item) for item in pairs.values()]
    for item in old:
        if id(item) not in kept:
            yield Change(part, 0, "", [Piece(GONE, _whole(item))])


def _whole(item: _Item) -> str:
    return " · ".join(text for text in item.values() if text)


def _matched(old: list[_Item], new: list[_Item]) -> dict[int, _Item]:
    """The old item that each new one was: the same, or else one that says most of it alike.

    What is approved carries no numbers of its evidence, only its words.
    """
    pairs: dict[int, _Item] = {}
    free = list(old)
    for alike in (_same, _same_source, _same_quote):
        for number, item in enumerate(new):
            if number in pairs:
                continue
            found = next((other for other in free if alike(other, item)), None)
            if found is not None:
                pairs[number] = found
                free = [other for other in free if other is not found]
    return pairs


def _same(old: _Item, new: _Item) -> bool:
    return old == new


def _same_source(old: _Item, new: _Item) -> bool:
    return old["source"] == new["source"]


def _same_quote(old: _Item, new: _Item) -> bool:
    said = old.get("quote") or old.get("exact")
    return bool(said) and said == (new.get("quote") or new.get("exact"))
