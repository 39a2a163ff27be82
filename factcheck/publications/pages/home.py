"""The first page: what was published last, and what was corrected last."""

from typing import Any

import orjson
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from factcheck.publications import queries
from factcheck.publications.formats.queries import corrections
from factcheck.publications.pages import answering
from factcheck.publications.pages.languages import Spoken
from factcheck.publications.queries import Selection
from factcheck.publications.rendering import corrected, listed
from factcheck.publications.replica import may_answer

_LATEST, _CORRECTIONS = 15, 3


@require_safe
@may_answer
def home(request: HttpRequest) -> HttpResponseBase:
    latest = queries.page(Selection(), _LATEST)
    changed = corrections(_CORRECTIONS)

    def context(spoken: Spoken) -> dict[str, Any]:
        documents = [orjson.loads(body or b"") for _hash, body in latest]
        return {
            "items": [listed.item(document, spoken=spoken.code) for document in documents],
            "corrections": [corrected.item(row) for row in changed],
        }

    shows = [*(content_hash for content_hash, _body in latest), *map(corrected.tag, changed)]
    return answering.page(request, "home", shows, context)
