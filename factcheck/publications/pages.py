"""The public page of a verdict, for people and for search engines."""

from uuid import UUID

import orjson
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from factcheck.publications import claimreview, queries

# JSON's own escapes for what could end the script element or begin a comment in it.
_HARMLESS = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


@require_safe
@cache_control(public=True, max_age=30)
def verdict(request: HttpRequest, id: UUID) -> HttpResponse:
    head = queries.current(id)
    if head is None or head.body is None:
        raise Http404
    document = orjson.loads(head.body)
    return render(
        request,
        "publications/verdict.html",
        {
            "document": document,
            "versions": queries.history(id),
            "json_ld": _json_for_html(claimreview.claim_review(document)),
        },
    )


def _json_for_html(value: object) -> SafeString:
    return mark_safe(orjson.dumps(value).decode().translate(_HARMLESS))  # noqa: S308 - escaped
