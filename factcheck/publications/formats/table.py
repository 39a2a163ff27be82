"""The verdicts that stand as a table: one row each, its columns named one by one. Pure.

For people with a spreadsheet; machines take the documents themselves.
"""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any

COLUMNS = (
    "id",
    "version",
    "status",
    "url",
    "language",
    "claim",
    "claim_language",
    "claimant",
    "claimant_type",
    "claimed_on",
    "rating",
    "rating_label",
    "rating_canonical",
    "headline",
    "summary",
    "topics",
    "said_at",
    "sources",
    "first_published_at",
    "published_at",
    "content_hash",
)
#: What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def lines(documents: Iterable[dict[str, Any]]) -> Iterator[str]:
    """CSV (RFC 4180), its names in the first line."""
    yield _line(COLUMNS)
    for document in documents:
        row = _row(document)
        yield _line([_harmless(row[column]) for column in COLUMNS])


def _row(document: dict[str, Any]) -> dict[str, Any]:
    claim, rating = document["claim"], document["rating"]
    claimant = claim["claimant"] or {"name": None, "type": None}
    same = ("id", "version", "status", "url", "language", "headline", "summary", "content_hash")
    return {name: document[name] for name in same} | {
        "claim": claim["text"],
        "claim_language": claim["language"],
        "claimant": claimant["name"],
        "claimant_type": claimant["type"],
        "claimed_on": claim["claimed_on"],
        "rating": rating["code"],
        "rating_label": rating["label"],
        "rating_canonical": rating["canonical"],
        "topics": "; ".join(document["topics"]),
        "said_at": _addresses(claim["appearances"]),
        "sources": _addresses(item["source"] for item in document["evidence"]),
        "first_published_at": document["first_published_at"],
        "published_at": document["published_at"],
    }


def _addresses(works: Iterable[dict[str, Any]]) -> str:
    return " ".join(work["url"] for work in works if work["url"])


def _harmless(value: Any) -> Any:
    """A text that a spreadsheet would run gets a quote in front, as it takes for a text."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value


def _line(values: Iterable[Any]) -> str:
    out = StringIO()
    csv.writer(out).writerow(values)
    return out.getvalue()
