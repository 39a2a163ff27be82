"""The feeds that anybody reads: no key, no person, nothing but what is published."""

import re

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from factcheck import problems
from factcheck.publications.document import WITHDRAWN
from factcheck.publications.formats import answers, atom, datafeed, queries
from factcheck.publications.formats.answers import Public
from factcheck.publications.replica import may_answer

# BCP 47, as far as its form goes.
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*", re.ASCII)


@require_safe
def claim_reviews(request: HttpRequest) -> HttpResponseBase:
    """Every verdict that stands, as one DataFeed."""
    if refusal := _refusal(request, allowed=set()):
        return refusal
    feed = queries.feed()
    found = Public(
        answers.tag("datafeed", feed.epoch, str(feed.last)),
        lambda: datafeed.chunks(feed),
        "application/ld+json",
        language=settings.LANGUAGE_CODE,
        modified=feed.changed_at,
        seconds=300,
    )
    return answers.answer(request, found)


@require_safe
@may_answer
def verdicts_atom(request: HttpRequest) -> HttpResponseBase:
    """The latest verdicts, corrections and withdrawals, of all languages or of one."""
    if refusal := _refusal(request, allowed={"language"}):
        return refusal
    language = request.GET.get("language")
    # With the documents even where only the tag is needed: the tag is that of these very bytes.
    latest = queries.latest(atom.ENTRIES, language)
    modified = latest[0].updated_at if latest else queries.feed().changed_at

    def body() -> bytes:
        documents = [orjson.loads(verdict.body) for verdict in latest]
        return atom.feed(documents, language=language, updated=modified)

    etag = answers.tag("atom", language or "", str(modified), *(one.content_hash for one in latest))
    found = Public(
        etag,
        body,
        "application/atom+xml; charset=utf-8",
        language=language or settings.LANGUAGE_CODE,
        modified=modified,
    )
    return answers.answer(request, found)


@require_safe
@may_answer
def corrections_atom(request: HttpRequest) -> HttpResponseBase:
    """The latest corrections and withdrawals, one by one."""
    if refusal := _refusal(request, allowed=set()):
        return refusal
    rows = [row for row in queries.corrections(atom.ENTRIES) if row.kind == WITHDRAWN or row.stands]
    modified = rows[0].published_at if rows else queries.feed().changed_at
    found = Public(
        answers.tag("corrections", str(modified), *(str(row.number) for row in rows)),
        lambda: atom.corrections(rows, updated=modified),
        "application/atom+xml; charset=utf-8",
        language=settings.LANGUAGE_CODE,
        modified=modified,
    )
    return answers.answer(request, found)


def _refusal(request: HttpRequest, *, allowed: set[str]) -> HttpResponse | None:
    """A 400 for a parameter that there is not, or a language that is none."""
    for name, values in request.GET.lists():
        if name not in allowed:
            known = ", ".join(sorted(allowed)) or "none"
            detail = f"There is no parameter {name[:60]!r} here. Allowed: {known}."
            return problems.document("unknown-parameter", detail, parameter=name[:60])
        if len(values) != 1 or len(values[0]) > 35 or not _LANGUAGE.fullmatch(values[0]):
            detail = f"{name}: Give one BCP 47 tag, such as fr."
            return problems.document("invalid-parameter", detail, parameter=name)
    return None
