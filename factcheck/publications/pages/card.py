"""The embeddable card: anybody may frame it, nobody may keep it without asking whether it holds."""

from uuid import UUID

import orjson
from csp.constants import NONE, SELF
from csp.decorators import csp
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from factcheck.publications import queries
from factcheck.publications.formats import answers
from factcheck.publications.formats.answers import Public
from factcheck.publications.pages import answering
from factcheck.publications.rendering import card as rendering
from factcheck.publications.replica import may_answer

#: Its own: a style sheet and nothing else, on any page.
_POLICY = {
    "default-src": [NONE],
    "style-src": [SELF],
    "base-uri": [NONE],
    "form-action": [NONE],
    "frame-ancestors": ["*"],
}


@require_safe
@xframe_options_exempt
@csp(_POLICY)
@may_answer
def card(request: HttpRequest, id: UUID) -> HttpResponseBase:
    head = queries.current(id)
    if head is None:
        raise Http404
    document = orjson.loads(head.body or b"")
    found = Public(
        answers.tag("card", head.content_hash),
        lambda: rendering.page(document).encode(),
        answering.HTML,
        language=document["language"],
        modified=head.updated_at,
        dated=True,
        seconds=0,
    )
    response = answers.answer(request, found)
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
