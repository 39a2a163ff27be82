"""What a reader asks the search page for: words and filters, each read or told what is wrong."""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from factcheck.publications.document import CANONICAL_RATINGS
from factcheck.publications.queries import Selection
from factcheck.publications.search import asking

LONGEST = 2_000
_FIELDS = ("q", "rating", "language", "from", "to")


@dataclass(slots=True)
class Question:
    """A search as it was asked. `form` is what was typed, `errors` says by field what is wrong."""

    form: dict[str, str]
    cursor: str
    words: asking.Asked | None = None
    filters: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def selection(self) -> Selection:
        return Selection(self.filters)

    def asks(self) -> dict[str, str]:
        """What is asked for, without what was left empty."""
        return {name: text for name, text in self.form.items() if text}


def read(request: HttpRequest) -> Question:
    """The question of an address, errors in the language that is active. What a form does not have
    is ignored: people share addresses with the parameters of others."""
    form = {name: request.GET.get(name, "").strip() for name in _FIELDS}
    question = Question(form, request.GET.get("cursor", ""))
    for name, reader in _READERS.items():
        if form[name]:
            try:
                reader(question, form[name])
            except ValueError as error:
                question.errors[name] = str(error)
    start, end = question.filters.get("published_from"), question.filters.get("published_to")
    if start and end and end < start:
        question.errors["to"] = _("This day is before the one from which you search.")
    return question


def _words(question: Question, text: str) -> None:
    if len(text) > LONGEST:
        raise ValueError(_("It takes at most %(most)s characters.") % {"most": LONGEST})
    question.words = asking.parse(text)


def _rating(question: Question, text: str) -> None:
    if text not in CANONICAL_RATINGS:
        raise ValueError(_("Choose one of the ratings."))
    question.filters["rating_canonical"] = text


def _language(question: Question, text: str) -> None:
    # A language without a verdict finds nothing, and the page says so.
    question.filters["language"] = text[:35].replace("\0", "")


def _from(question: Question, text: str) -> None:
    question.filters["published_from"] = datetime.combine(_day(text), time.min, UTC)


def _to(question: Question, text: str) -> None:
    question.filters["published_to"] = datetime.combine(_day(text), time.max, UTC)


def _day(text: str) -> date:
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ValueError(_("Write the day like this: 2026-03-31."))


_READERS = {"q": _words, "rating": _rating, "language": _language, "from": _from, "to": _to}
