"""The public page of a verdict, for people and for search engines.

Its own words are in the verdict's language, where we have them, whoever reads: so one copy of a
page serves everybody. A withdrawn verdict keeps its page, with status 200 and the reason: those who
follow an old link need it. Search engines are told to drop it, and its ClaimReview is gone.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import orjson
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from factcheck.publications import queries, rendering
from factcheck.publications.formats import answers, claimreview
from factcheck.publications.formats.answers import Public

_SECONDS = 30


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
    return rendering.page(document, queries.history(UUID(document["id"]))).encode()
