"""The ClaimReviews that are somewhere within a value, each with its place. Pure."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from factcheck.elsewhere.reading import google

Node = dict[str, Any]

_DEPTH = 12
#: What refers to another node by its id alone, in pages that have each thing once.
_REFERRING = (
    "author",
    "publisher",
    "itemReviewed",
    "reviewRating",
    "appearance",
    "firstAppearance",
)


class Found(NamedTuple):
    """`fault` is a code of `reasons`, "" for what says that it is a ClaimReview."""

    place: str
    node: Node
    fault: str = ""
    detail: str = ""


def reviews(value: Any, place: str = "", *, else_too: bool = False) -> Iterator[Found]:
    """Every review, and everything that stands where one should be and is none; with `else_too`
    other things are passed over."""
    named = dict(_named(value, _DEPTH))
    for found in _reviews(value, place, _DEPTH):
        if not found.fault:
            yield found._replace(node=_whole(found.node, named, 3))
        elif not (else_too and found.fault == "other_type"):
            yield found


def types(node: Node) -> list[str]:
    """Without schema.org's address; also where "@" is forgotten."""
    given = node.get("@type", node.get("type"))
    return [
        each.rpartition("/")[2].rpartition(":")[2]
        for each in as_list(given)
        if isinstance(each, str)
    ]


def as_list(value: Any) -> list[Any]:
    """Of a value that may be one or many, also many of many."""
    if isinstance(value, list):
        return [inner for each in value for inner in (each if isinstance(each, list) else [each])]
    return [] if value is None else [value]


def _reviews(value: Any, place: str, depth: int) -> Iterator[Found]:
    if isinstance(value, list) and depth:
        for number, each in enumerate(value):
            yield from _reviews(each, f"{place}[{number}]", depth - 1)
        return
    if not isinstance(value, dict):
        yield Found(place, {}, "no_object", "" if value is None else type(value).__name__)
        return
    kinds = types(value)
    if "ClaimReview" in kinds or (not kinds and "claimReviewed" in value):
        yield Found(place, value)
    elif google.is_answer(value):
        for number, claim in enumerate(as_list(value["claims"])):
            yield from _google(claim, f"{place}.claims[{number}]")
    elif google.is_claim(value):
        yield from _google(value, place)
    elif list_name := next((name for name in ("dataFeedElement", "@graph") if name in value), None):
        yield from _listed(value[list_name], f"{place}.{list_name}", depth, list_name == "@graph")
    elif "DataFeedItem" in kinds or (not kinds and "item" in value):
        if not as_list(value.get("item")) and value.get("item", []) != [None]:
            yield Found(f"{place}.item", {}, "no_item")
        else:
            yield from _listed(value["item"], f"{place}.item", depth, quiet=False)
    else:
        inner = list(_inside(value, place, depth))
        yield from inner or [Found(place, {}, "other_type", ", ".join(kinds))]


def _listed(value: Any, place: str, depth: int, quiet: bool) -> Iterator[Found]:
    """The reviews of a list, or of what should be one. In a page's graph there is much else, which
    is no fault: with `quiet` it is passed over, unless there is no review at all."""
    if not depth:
        yield Found(place, {}, "too_deep")
        return
    found = list(_reviews(value, place.removeprefix("."), depth - 1))
    sound = [each for each in found if each.fault != "other_type"]
    yield from sound if quiet and sound else found


def _inside(value: Any, place: str, depth: int) -> Iterator[Found]:
    """Reviews that are a part of something else, such as an article."""
    if not depth:
        return
    if isinstance(value, dict):
        for name, each in value.items():
            if isinstance(each, dict) and "ClaimReview" in types(each):
                yield Found(f"{place}.{name}".removeprefix("."), each)
            elif isinstance(each, dict | list):
                yield from _inside(each, f"{place}.{name}".removeprefix("."), depth - 1)
    elif isinstance(value, list):
        for number, each in enumerate(value):
            if isinstance(each, dict) and "ClaimReview" in types(each):
                yield Found(f"{place}[{number}]", each)
            else:
                yield from _inside(each, f"{place}[{number}]", depth - 1)


def _google(claim: Any, place: str) -> Iterator[Found]:
    place = place.removeprefix(".")
    if not isinstance(claim, dict):
        yield Found(place, {}, "no_object", type(claim).__name__)
        return
    checks = as_list(claim.get("claimReview"))
    if not checks:
        yield Found(f"{place}.claimReview", {}, "no_item")
    for number, check in enumerate(checks):
        where = f"{place}.claimReview[{number}]"
        if isinstance(check, dict):
            yield Found(where, google.claim_review(claim, check))
        else:
            yield Found(where, {}, "no_object", type(check).__name__)


def _named(value: Any, depth: int) -> Iterator[tuple[str, Node]]:
    if isinstance(value, dict):
        name = value.get("@id")
        if isinstance(name, str) and not _is_reference(value):
            yield name, value
    if depth and isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _named(each, depth - 1)


def _is_reference(value: Any) -> bool:
    return isinstance(value, dict) and "@id" in value and value.keys() <= {"@id", "@type"}


def _whole(node: Node, named: dict[str, Node], depth: int) -> Node:
    """With the nodes that it refers to; as it is where it refers to none."""
    changed = {
        name: _filled(node[name], named, depth)
        for name in _REFERRING
        if depth and isinstance(node.get(name), dict | list)
    }
    return node | changed if changed else node


def _filled(value: Any, named: dict[str, Node], depth: int) -> Any:
    if isinstance(value, list):
        return [_filled(each, named, depth - 1) for each in value] if depth else value
    if _is_reference(value):
        value = named.get(str(value["@id"]), value)
    return _whole(value, named, depth - 1) if isinstance(value, dict) else value
