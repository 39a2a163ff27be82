"""The verdicts that stand as a table: one row each, its columns named one by one. Pure.

For people with a spreadsheet; machines take the documents themselves.
"""

import csv
import re
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
#: What a spreadsheet would take for a formula, some also by signs of full width: at the start of a
#: cell, and after whatever another country's spreadsheet takes for the end of one.
_FORMULA = re.compile(
    r"(\A(?=[\t\r\n])|(?:\A|[;\t\r\n])(?=[ \u00a0]*[=+\-@\uff1d\uff0b\uff0d\uff20]))"
)


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
    """What a spreadsheet would run gets an apostrophe in front, by which it is a text."""
    return _FORMULA.sub(r"\1'", value) if isinstance(value, str) else value


def _line(values: Iterable[Any]) -> str:
    out = StringIO()
    csv.writer(out).writerow(values)
    return out.getvalue()
