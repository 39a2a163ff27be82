"""A correction or a withdrawal in a list: when, why, and whether the rating itself changed."""

from typing import Any

import orjson
from django.urls import reverse

from factcheck.publications.document import CORRECTED, WITHDRAWN
from factcheck.publications.rendering.shell import direction
from factcheck.publications.rendering.verdict import KINDS


def item(row: Any) -> dict[str, Any]:
    """`row` is one of `formats.queries.corrections`."""
    said = {
        "url": reverse("verdict-page", args=[row.verdict]),
        "what": KINDS[row.kind],
        "published_at": row.published_at,
        "language": row.language,
        "direction": direction(row.language),
    }
    if row.kind == WITHDRAWN:
        successor = row.successor and reverse("verdict-page", args=[row.successor])
        return said | {"withdrawn": True, "note": row.reason, "successor": successor}
    return said | (_correction(row) if row.stands else {})


def _correction(row: Any) -> dict[str, Any]:
    document, before = orjson.loads(row.body), orjson.loads(row.body_before)
    labels = before["rating"]["label"], document["rating"]["label"]
    page = reverse("verdict-version", args=[row.verdict, row.version])
    return {
        "headline": document["headline"],
        "note": document["corrections"][-1]["note"],
        "rated": labels if labels[0] != labels[1] else None,
        "compared": f"{page}#changes",
    }


def tag(row: Any) -> str:
    """What it depends on: the publication, and whether its verdict stands."""
    return f"{row.number} {row.stands}" if row.kind == CORRECTED else str(row.number)
