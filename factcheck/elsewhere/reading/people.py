"""Who checked, and who is said to have claimed it. Never guessed: a word is not a person. Pure."""

import re
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from factcheck.elsewhere.reading.addresses import NoAddress, address, address_or_none, site
from factcheck.elsewhere.reading.items import as_list, types
from factcheck.elsewhere.reading.labels import folded
from factcheck.elsewhere.reading.notes import Notes
from factcheck.elsewhere.reading.texts import plain

_LONGEST, _MOST = 300, 10
_PERSON = frozenset({"Person", "Patient"})
_ORGANIZATION = re.compile(
    r"Organization|\w+Organization|Corporation|NGO|PoliticalParty|GovernmentOffice|Newspaper"
    r"|Airline|Consortium|LibrarySystem|LocalBusiness|EducationalOrganization|School|\w+University"
)


class Publisher(NamedTuple):
    name: str
    site: str


class Claimant(NamedTuple):
    """`type` is "Person", "Organization", or "" where it is neither or nobody knows."""

    name: str
    type: str
    same_as: tuple[str, ...]


def publisher(node: dict[str, Any], url: str, notes: Notes) -> Publisher:
    """The organization that checked, else the person; by its site where it has no name.

    Further ones are noted: a list shows one name.
    """
    given = [each for name in ("author", "publisher") for each in as_list(node.get(name))]
    named = [(_kind(each), _publisher(each, notes)) for each in given[:_MOST]]
    known = [(kind, found) for kind, found in named if found.name]
    known.sort(key=lambda each: each[0] == "Person")
    if not known:
        own = next((found.site for _kind, found in named if found.site), "") or site(url)
        notes.add("publisher", "no_publisher")
        return Publisher(own, own)
    first = known[0][1]
    for _, other in known[1:]:
        if other.name != first.name:
            notes.add("publisher", "further", other.name)
    return Publisher(first.name, first.site or site(url))


def claimants(value: Any, notes: Notes) -> list[Claimant]:
    """Of `itemReviewed.author`. Words such as "Various" stay words; "N/A" is nobody."""
    found: list[Claimant] = []
    given = as_list(value)
    for each in given[:_MOST]:
        claimant = _claimant(each, notes)
        if claimant and claimant not in found:
            found.append(claimant)
    if len(given) > _MOST:
        notes.add("claimant", "too_many", len(given))
    return found


def _publisher(value: Any, notes: Notes) -> Publisher:
    if not isinstance(value, dict):
        text = plain(value, "publisher", notes)
        try:
            return Publisher("", site(address(text)))
        except NoAddress:
            return Publisher(_short(text, "publisher", notes), "")
    name = _short(plain(value.get("name"), "publisher", notes), "publisher", notes)
    return Publisher(name, _site(value.get("url") or value.get("@id"), notes))


def _site(value: Any, notes: Notes) -> str:
    """Of an address, or as Google's answers have it: the name of the host alone."""
    text = plain(value, "publisher", notes)
    bare = urlsplit(f"//{text}") if re.fullmatch(r"[\w-]+(?:\.[\w-]+)+/?", text) else None
    if bare:
        return (bare.hostname or "").removeprefix("www.")
    return site(address_or_none(text, "publisher", notes)) if text else ""


def _claimant(value: Any, notes: Notes) -> Claimant | None:
    node = value if isinstance(value, dict) else {"name": value}
    name = _short(plain(node.get("name"), "claimant", notes), "claimant", notes)
    if not name:
        return None
    kind = folded(name)
    if kind in _NOBODY["nobody"]:
        notes.add("claimant", "nobody", name)
        return None
    type = _kind(node)
    if kind in _NOBODY["many"] and type:
        notes.add("claimant", "not_one", name)
        type = ""
    return Claimant(name, type, _same_as(node.get("sameAs"), notes))


def _same_as(value: Any, notes: Notes) -> tuple[str, ...]:
    found = (address_or_none(each, "claimant", notes) for each in as_list(value)[:_MOST])
    return tuple(dict.fromkeys(filter(None, found)))


def _kind(value: Any) -> str:
    kinds = types(value) if isinstance(value, dict) else []
    if any(kind in _PERSON for kind in kinds):
        return "Person"
    return "Organization" if any(_ORGANIZATION.fullmatch(kind) for kind in kinds) else ""


def _short(name: str, field: str, notes: Notes) -> str:
    if len(name) <= _LONGEST:
        return name
    notes.add(field, "shortened", len(name))
    return name[:_LONGEST].rstrip()


def _nobody() -> dict[str, frozenset[str]]:
    """The words of `nobody.txt` by their heading."""
    found: dict[str, set[str]] = {}
    heading = ""
    for line in Path(__file__).with_name("nobody.txt").read_text().splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
        elif line and not line.startswith("#"):
            found.setdefault(heading, set()).update(folded(word) for word in line.split(","))
    return {heading: frozenset(words) for heading, words in found.items()}


_NOBODY = _nobody()
