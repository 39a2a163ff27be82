"""Where the claim is said to have appeared: addresses, as far as they are whole. Pure."""

from datetime import date
from typing import Any, NamedTuple

from factcheck.elsewhere.reading.addresses import address_or_none
from factcheck.elsewhere.reading.dates import day
from factcheck.elsewhere.reading.items import as_list
from factcheck.elsewhere.reading.notes import Notes
from factcheck.elsewhere.reading.texts import plain

_MOST, _TITLE, _PUBLISHER = 50, 500, 200


class Appearance(NamedTuple):
    """`published_on` is ISO 8601 or ""; what is not known is ""."""

    url: str
    title: str
    publisher: str
    published_on: str


def appearances(item: dict[str, Any], today: date, notes: Notes) -> list[Appearance]:
    """Of an `itemReviewed`: those of a Claim, and the work itself in the form before Claim was
    made. Each address once, in the order given."""
    given = [*as_list(item.get("appearance")), *as_list(item.get("firstAppearance"))]
    if item.get("url") and item.get("@type") != "Claim":
        given.append(item)
    if len(given) > _MOST:
        notes.add("appearance", "too_many", len(given))
    found: dict[str, Appearance] = {}
    for each in given[:_MOST]:
        appearance = _appearance(each, today, notes)
        if appearance:
            found.setdefault(appearance.url, appearance)
    return list(found.values())


def _appearance(value: Any, today: date, notes: Notes) -> Appearance | None:
    node = value if isinstance(value, dict) else {"url": value}
    addresses = [*as_list(node.get("url")), *as_list(node.get("@id"))]
    url = address_or_none(addresses[0], "appearance", notes) if addresses else ""
    if not url:
        return None
    stated = day(node.get("datePublished"), "appearance", today, notes)
    publisher = next(iter(as_list(node.get("publisher"))), None)
    return Appearance(
        url,
        plain(node.get("headline") or node.get("name"), "appearance", notes)[:_TITLE],
        plain(publisher, "appearance", notes)[:_PUBLISHER],
        stated.text if stated else "",
    )
