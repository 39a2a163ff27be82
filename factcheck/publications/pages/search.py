"""The search page: the record's own search, as a form that works without any script."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from factcheck.problems import Problem
from factcheck.publications.formats.queries import languages as languages_of_record
from factcheck.publications.pages import answering, asking, found, languages
from factcheck.publications.pages.asking import Question
from factcheck.publications.pages.found import Page
from factcheck.publications.pages.languages import Spoken
from factcheck.publications.rendering import listed
from factcheck.publications.rendering.ratings import MEANINGS
from factcheck.publications.rendering.shell import address, tongue
from factcheck.publications.replica import may_answer
from factcheck.publications.search import finding


@require_safe
@may_answer
def search(request: HttpRequest) -> HttpResponseBase:
    with translation.override(languages.of(request).code):
        question = asking.read(request)
        page = None if question.errors else _page(question)
    tongues = [(code, tongue(code)) for code in languages_of_record()]
    keeps = question.asks()

    def context(spoken: Spoken) -> dict[str, Any]:
        form = {
            "form": question.form,
            "errors": question.errors,
            "asks": keeps,
            "ratings": MEANINGS,
            "tongues_of_record": tongues,
            "first": address("search", spoken.asked, **keeps),
        }
        return form if page is None else form | _results(question, page, spoken)

    if page is None:
        return answering.refusal(request, "search", context, keeps=keeps)
    shows = [question.cursor, page.cursor or "", str(page.matched), str(tongues), *page.hashes]
    return answering.page(request, "search", shows, context, keeps=keeps)


def _page(question: Question) -> Page | None:
    try:
        return found.page(question)
    except Problem:
        question.errors["cursor"] = _("This page of the search is no longer there.")
        return None


def _results(question: Question, page: Page, spoken: Spoken) -> dict[str, Any]:
    keeps = question.asks()
    return {
        "items": [
            listed.item(verdict.document, verdict.highlights, spoken=spoken.code)
            for verdict in page.verdicts
        ],
        "told": _told(page),
        "filtered": question.filters and question.words,
        "unfiltered": address("search", spoken.asked, q=question.form["q"]),
        "paged": question.cursor,
        "next": page.cursor and address("search", spoken.asked, **keeps, cursor=page.cursor),
    }


def _told(page: Page) -> str:
    """How many there are, as far as it is known."""
    if not page.verdicts:
        return _("No verdict was found.")
    if page.matched is None:
        return _("The newest first")
    if page.matched >= finding.MOST:
        most = {"most": finding.MOST}
        return _("There are many; these are of the %(most)s newest, the best first") % most
    return ngettext(
        "%(count)s verdict was found", "%(count)s verdicts were found, the best first", page.matched
    ) % {"count": page.matched}
