"""How we check: what a reader, a partner and the field's codes ask of a desk."""

from typing import Any, NamedTuple

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from factcheck.publications.pages import answering, queries
from factcheck.publications.pages.languages import Spoken
from factcheck.publications.rendering import ratings
from factcheck.publications.replica import may_answer


class Contact(NamedTuple):
    """How a reader reaches the desk."""

    url: str
    text: str


@require_safe
@may_answer
def methodology(request: HttpRequest) -> HttpResponseBase:
    documents = [orjson.loads(body) for body in queries.rated()]

    def context(spoken: Spoken) -> dict[str, Any]:
        return {
            "meanings": ratings.MEANINGS,
            "scales": ratings.scales(documents),
            "contact": _contact(settings.FACTCHECK_CONTACT),
        }

    shows = [settings.FACTCHECK_CONTACT, *(document["content_hash"] for document in documents)]
    return answering.page(request, "methodology", shows, context, seconds=300)


def _contact(given: str) -> Contact | None:
    """A web address, or a mail address; None where the desk names none."""
    if not given:
        return None
    is_page = given.startswith(("https://", "http://"))
    return Contact(given if is_page else f"mailto:{given}", given)
