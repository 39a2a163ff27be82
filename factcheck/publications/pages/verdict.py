"""The public pages of a verdict, for people and for search engines.

Our words on them are in the verdict's language, where we have them, whoever reads: so one copy of a
page serves everybody. A withdrawn verdict keeps its page, with status 200 and the reason: those who
follow an old link need it. Search engines are told to drop it, and its ClaimReview is gone.
"""

from collections.abc import Callable
from uuid import UUID

import orjson
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from factcheck.publications.document import WITHDRAWN
from factcheck.publications.formats import answers, claimreview
from factcheck.publications.formats.answers import Public
from factcheck.publications.pages import queries
from factcheck.publications.pages.queries import Shown
from factcheck.publications.queries import history
from factcheck.publications.rendering import verdict as rendering
from factcheck.publications.replica import may_answer

_SECONDS = 30
_HTML = "text/html; charset=utf-8"


@require_safe
@may_answer
def verdict(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """The page. Its address takes any parameter: people share it with those of others."""

    def page(found: Shown) -> bytes:
        return rendering.page(orjson.loads(found.body), history(id), found.others).encode()

    return _answer(request, id, "page", page, _HTML)


@require_safe
@may_answer
def version(request: HttpRequest, id: UUID, number: int) -> HttpResponseBase:
    """What one version said, and what changed with it; nothing of what was withdrawn."""

    def page(found: Shown) -> bytes:
        versions, document = history(id), orjson.loads(found.body)
        if not 1 <= number <= len(versions):
            raise Http404
        if document["status"] == WITHDRAWN:
            if number == document["version"]:  # the withdrawal itself
                return rendering.page(document, versions).encode()
            return rendering.withdrawn_version(document, number).encode()
        *before, this = map(orjson.loads, queries.versions(id, [number - 1, number]))
        return rendering.version(this, before[0] if before else None, versions).encode()

    return _answer(request, id, f"version {number}", page, _HTML)


@require_safe
@may_answer
def claim_review(request: HttpRequest, id: UUID) -> HttpResponseBase:
    """The ClaimReview alone, a withdrawn one too."""

    def review(found: Shown) -> bytes:
        return orjson.dumps(claimreview.claim_review(orjson.loads(found.body)))

    return _answer(request, id, "claimreview", review, "application/ld+json")


def _answer(
    request: HttpRequest, id: UUID, what: str, make: Callable[[Shown], bytes], content_type: str
) -> HttpResponseBase:
    head = queries.shown(id)
    if head is None:
        raise Http404
    others = [f"{language} {other}" for language, other in head.others]
    found = Public(
        answers.tag(what, head.content_hash, *others),
        lambda: make(head),
        content_type,
        language=orjson.loads(head.body)["language"],
        modified=head.updated_at,
        dated=head.alone,
        seconds=_SECONDS,
    )
    return answers.answer(request, found)
