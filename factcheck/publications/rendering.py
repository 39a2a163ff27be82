"""A published document as a page for people: the words around it, its dates, its harmless links."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import orjson
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from factcheck.publications.document import WITHDRAWN
from factcheck.publications.formats import atom, claimreview, words

# JSON's own escapes for what could end the script element or begin a comment in it.
_HARMLESS = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}

_STANCES = {"supports": _("Supports the claim"), "refutes": _("Refutes the claim")}
_CONTEXT = _("Gives context")
_KINDS = {"published": _("Published"), "corrected": _("Corrected"), "withdrawn": _("Withdrawn")}


def page(document: dict[str, Any], versions: Sequence[Any], *, preview: bool = False) -> str:
    """The page of a document as HTML. `versions` are those that were published, oldest first, with
    `kind`, `published_at` and `content_hash`. A preview says that it is one, and leads nowhere."""
    withdrawn = document["status"] == WITHDRAWN
    spoken = words.of(document["language"])
    context = {
        "document": document if withdrawn else _shown(document),
        "spoken": spoken,
        "desk": settings.FACTCHECK_ORGANIZATION_NAME,
        "feed": atom.url(document["language"]),
        "versions": [
            {
                "what": _KINDS[version.kind],
                "published_at": version.published_at,
                "content_hash": version.content_hash,
            }
            for version in versions
        ],
        "preview": preview,
        "json_ld": None
        if withdrawn or preview
        else _json_for_html(claimreview.claim_review(document)),
    }
    with translation.override(spoken), timezone.override(UTC):
        return render_to_string("publications/verdict.html", context)


def _shown(document: dict[str, Any]) -> dict[str, Any]:
    """The document with dates as dates, and links only where they lead to the web."""
    claim = document["claim"]
    return document | {
        "claim": claim
        | {
            "claimed_on": _day(claim["claimed_on"]),
            "appearances": [_work(place) for place in claim["appearances"]],
        },
        "evidence": [
            item
            | {
                "says": _STANCES.get(item["stance"], _CONTEXT),
                "source": _work(item["source"]),
            }
            for item in document["evidence"]
        ],
        "corrections": [
            item | {"date": datetime.fromisoformat(item["date"])}
            for item in document["corrections"]
        ],
        "first_published_at": datetime.fromisoformat(document["first_published_at"]),
        "expires_at": _day(document["expires_at"]),
    }


def _work(work: dict[str, Any]) -> dict[str, Any]:
    return work | {
        "url": _link(work["url"]),
        "archived_url": _link(work.get("archived_url")),
        "published_on": _day(work["published_on"]),
    }


def _link(address: str | None) -> str | None:
    """The address, unless it is one that a browser would run instead of open."""
    return address if address and address.startswith(("https://", "http://")) else None


def _day(text: str | None) -> date | None:
    """The day, for our own way of writing it; None for what is no whole date."""
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def _json_for_html(value: object) -> SafeString:
    return mark_safe(orjson.dumps(value).decode().translate(_HARMLESS))  # noqa: S308 - escaped
