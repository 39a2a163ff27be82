"""A passage of a text, given by its place or by its words: checked before anything rests on it."""

import re

from django.utils.translation import gettext as _

from claims.models import Snapshot
from factcheck import text as texts
from factcheck.errors import Invalid


def exact_words(snapshot: Snapshot, start: int, end: int) -> str:
    """The words of a span. Raises Invalid when it is not inside the text, or blank."""
    length = len(snapshot.text)
    if not 0 <= start < end <= length:
        raise Invalid(
            span=_(
                "The passage from %(start)s to %(end)s is not in the text, which has %(length)s"
                " characters: 0 ≤ start < end ≤ %(length)s."
            )
            % {"start": start, "end": end, "length": length}
        )
    exact = snapshot.text[start:end]
    if not exact.strip():
        raise Invalid(span=_("The passage has no words: select the sentence that is claimed."))
    return exact


def words_at(snapshot: Snapshot, start: int, end: int, selected: str) -> str:
    """The words of a span that a person selected, where they are the ones that the person saw;
    raises Invalid otherwise."""
    exact = exact_words(snapshot, start, end)
    if exact.split() != _words(selected):
        raise Invalid(
            passage=_(
                "The text has other words at this place than the ones you selected. Nothing was"
                " stored: select the passage again, or copy its words."
            )
        )
    return exact


def span_of(text: str, passage: str) -> tuple[int, int]:
    """Where a passage stands, by its words. Raises Invalid when it is not there once."""
    words = _words(passage)
    if not words:
        raise Invalid(passage=_("Copy the words of the article that make the claim."))
    found = list(re.finditer(r"\s+".join(map(re.escape, words)), text))
    if not found:
        raise Invalid(
            passage=_("These words are not in the article's text: copy them from it exactly.")
        )
    if len(found) > 1:
        raise Invalid(
            passage=_("These words are in the text %(count)s times: copy more of the sentence.")
            % {"count": len(found)}
        )
    return found[0].span()


def _words(passage: str) -> list[str]:
    """As the text has them. Raises Invalid, as for a text, for what is none."""
    try:
        return texts.words_of(passage)
    except Invalid as error:
        raise Invalid(passage=str(error)) from None
