"""A rating as its publisher gave it, and on the desk's scale where that is certain. Pure."""

import re
from typing import Any, NamedTuple

from factcheck.elsewhere.reading.items import as_list
from factcheck.elsewhere.reading.labels import NO_PLACE, PLACES, meaning
from factcheck.elsewhere.reading.notes import Notes
from factcheck.elsewhere.reading.texts import plain

_LONGEST, _LARGEST = 200, 1_000_000_000
_NUMBER = re.compile(r"(-?\d{1,9}(?:[.,]\d{1,9})?)\s*(%)?(?:\s*/\s*(\d{1,9}))?")
#: How far a number may be from a place on the scale, and from what the words say: to many desks the
#: numbers are but a list, so that only opposite ends contradict each other.
_EXACT, _APART = 0.02, 0.7

Number = int | float


class Rating(NamedTuple):
    """`label` in the publisher's words, "" for none. The numbers are None where none makes sense:
    `worst <= value <= best` otherwise."""

    label: str
    value: Number | None
    best: Number | None
    worst: Number | None


class Canonical(NamedTuple):
    """`rating` is one of the desk's, or ""; `because` is a code of `reasons`."""

    rating: str
    because: str


def rating(value: Any, notes: Notes) -> Rating:
    """Of a `reviewRating`. What cannot be on one scale together is noted."""
    node = next(iter(as_list(value)), None)
    node = node if isinstance(node, dict) else {"ratingValue": node}
    label = plain(node.get("alternateName") or node.get("name"), "rating", notes)
    number, of = _number(node.get("ratingValue"))
    if number is None and not label:
        label = plain(node.get("ratingValue"), "rating", notes)
    if len(label) > _LONGEST:
        notes.add("rating", "shortened", len(label))
        label = label[:_LONGEST].rstrip()
    if number is None:
        if not label:
            notes.add("rating", "no_rating")
        return Rating(label, None, None, None)
    best, worst = _number(node.get("bestRating"))[0], _number(node.get("worstRating"))[0]
    # schema.org's own defaults: from 1 to 5.
    best = best if best is not None else (of if of is not None else 5)
    worst = worst if worst is not None else (0 if of == 100 else 1)
    if not worst <= number <= best or worst == best:
        why = "no_scale" if worst == best else "reversed" if best < worst else "out_of_range"
        notes.add("rating", why, f"{number} ({worst}–{best})")
        return Rating(label, None, None, None)
    return Rating(label, number, best, worst)


def canonical(given: Rating) -> Canonical:
    """By the words, unless the number contradicts them; by the number where the words are unknown
    and it stands exactly at one of the scale's five places."""
    place = _place(given)
    said = meaning(given.label) if given.label else ""
    if said in PLACES:
        if place is not None and abs(place - PLACES[said]) > _APART:
            return Canonical("", "contradiction")
        return Canonical(said, "by_words")
    if said:
        return Canonical("", "no_place") if said == NO_PLACE else Canonical(said, "by_words")
    if place is None:
        return Canonical("", "unknown_words" if given.label else "no_rating")
    near = [name for name, at in PLACES.items() if abs(at - place) <= _EXACT]
    return Canonical(near[0], "by_number") if near else Canonical("", "between")


def _place(given: Rating) -> float | None:
    if given.value is None or given.best is None or given.worst is None:
        return None
    return (given.value - given.worst) / (given.best - given.worst)


def _number(value: Any) -> tuple[Number | None, Number | None]:
    """The number, and of how much it is where that is written with it: "60 %", "3/5"."""
    if isinstance(value, bool) or value is None:
        return None, None
    if isinstance(value, int | float):
        # Not for what is infinite, or no number, either.
        return (_simple(float(value)) if abs(value) < _LARGEST else None), None
    found = _NUMBER.fullmatch(value.strip()) if isinstance(value, str) else None
    if not found:
        return None, None
    of = 100 if found[2] else _simple(float(found[3])) if found[3] else None
    return _simple(float(found[1].replace(",", "."))), of


def _simple(number: float) -> Number:
    return int(number) if number.is_integer() else number
