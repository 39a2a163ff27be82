"""The public page of a verdict, for people and for search engines.

Its own words are in the verdict's language, where we have them, whoever reads: so one copy of a
page serves everybody. A withdrawn verdict keeps its page, with status 200 and the reason: those who
follow an old link need it. Search engines are told to drop it, and its ClaimReview is gone.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import orjson
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from factcheck.publications import queries
from factcheck.publications.document import WITHDRAWN
from factcheck.publications.formats import answers, atom, claimreview, words
from factcheck.publications.formats.answers import Public

# JSON's own escapes for what could end the script element or begin a comment in it.
_HARMLESS = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}
_SECONDS = 30

_STANCES = {"supports": _("Supports the claim"), "refutes": _("Refutes the claim")}
_CONTEXT = _("Gives context")
_KINDS = {"published": _("Published"), "corrected": _("Corrected"), "withdrawn": _("Withdrawn")}


@require_safe
def verdict(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """The page. Its address takes any parameter: people share it with those of others."""
    return _answer(request, id, _page, "text/html; charset=utf-8")


@require_safe
def claim_review(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """The ClaimReview alone, a withdrawn one too."""
    return _answer(request, id, _review, "application/ld+json")


def _answer(
    request: HttpRequest, id: UUID, make: Callable[[dict[str, Any]], bytes], content_type: str
) -> HttpResponseBase:
    head = queries.current(id)
    if head is None:
        raise Http404
    document = orjson.loads(head.body or b"")
    found = Public(
        answers.tag(make.__name__, head.content_hash),
        lambda: make(document),
        content_type,
        language=document["language"],
        modified=head.updated_at,
        dated=True,
        seconds=_SECONDS,
    )
    return answers.answer(request, found)


def _review(document: dict[str, Any]) -> bytes:
    return orjson.dumps(claimreview.claim_review(document))


def _page(document: dict[str, Any]) -> bytes:
    withdrawn = document["status"] == WITHDRAWN
    spoken = words.of(document["language"])
    context = {
        "document": document if withdrawn else _shown(document),
        "spoken": spoken,
        "desk": settings.FACTCHECK_ORGANIZATION_NAME,
        "feed": atom.url(document["language"]),
        "versions": [_version(version) for version in queries.history(UUID(document["id"]))],
        "json_ld": None if withdrawn else _json_for_html(claimreview.claim_review(document)),
    }
    with translation.override(spoken), timezone.override(UTC):
        return render_to_string("publications/verdict.html", context).encode()


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


def _version(version: queries.Version) -> dict[str, Any]:
    return version._asdict() | {"what": _KINDS[version.kind]}


def _json_for_html(value: object) -> SafeString:
    return mark_safe(orjson.dumps(value).decode().translate(_HARMLESS))  # noqa: S308 - escaped
