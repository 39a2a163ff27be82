"""A published document made ready for a template: dates as dates, links that are harmless."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from factcheck.publications.document import WITHDRAWN
from factcheck.publications.rendering import passages, scale
from factcheck.publications.rendering.shell import direction
from factcheck.text import straight

_STANCES = {"supports": _("Supports the claim"), "refutes": _("Refutes the claim")}
_CONTEXT = _("Gives context")


def shown(document: dict[str, Any]) -> dict[str, Any]:
    """The document with what only a page needs; a tombstone, too."""
    times = {name: datetime.fromisoformat(document[name]) for name in _TIMES}
    said = document | times | {"direction": direction(document["language"])}
    if document["status"] == WITHDRAWN:
        withdrawal = document["withdrawal"]
        on = datetime.fromisoformat(withdrawal["date"])
        return said | {"withdrawal": withdrawal | {"date": on}}
    corrections = [
        item | {"date": datetime.fromisoformat(item["date"])} for item in document["corrections"]
    ]
    return said | {
        "claim": _claim(document["claim"]),
        "scale": scale.of(document["rating"]),
        "evidence": [_evidence(item) for item in document["evidence"]],
        "corrections": corrections,
        "corrected_at": corrections[-1]["date"] if corrections else None,
        "expires_at": day(document["expires_at"]),
    }


_TIMES = ("first_published_at", "published_at")


def plain(text: str) -> str:
    """For a title, or another program's preview: one line, which no sign turns around."""
    return " ".join(straight(text).split())


def link(address: str | None) -> str | None:
    """The address, unless it is one that a browser would run instead of open."""
    return address if address and address.startswith(("https://", "http://")) else None


def day(text: str | None) -> date | None:
    """The day, for our own way of writing it; None for what is no whole date."""
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def _claim(claim: dict[str, Any]) -> dict[str, Any]:
    claimant = claim["claimant"]
    return claim | {
        "claimant": claimant and claimant | {"same_as": link(claimant["same_as"])},
        "claimed_on": day(claim["claimed_on"]),
        "direction": direction(claim["language"]),
        "appearances": [_appearance(place) for place in claim["appearances"]],
    }


def _appearance(place: dict[str, Any]) -> dict[str, Any]:
    work = _work(place)
    url = work["url"]
    return work | {"passage": passages.address(url, place["selector"]["exact"]) if url else None}


def _evidence(item: dict[str, Any]) -> dict[str, Any]:
    return item | {
        "says": _STANCES.get(item["stance"], _CONTEXT),
        "source": _work(item["source"]),
    }


def _work(work: dict[str, Any]) -> dict[str, Any]:
    return work | {
        "url": link(work["url"]),
        "archived_url": link(work.get("archived_url")),
        "published_on": day(work["published_on"]),
    }
