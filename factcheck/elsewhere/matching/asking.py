"""The reviews of others on the same claim, with what a person is shown of each."""

from collections.abc import Sequence
from typing import NamedTuple

from factcheck.elsewhere.matching.index import INDEX
from factcheck.elsewhere.models import ImportedReview
from factcheck.matching.asking import Text
from factcheck.matching.judging import Judgement

_SHOWN = ("claim", "headline", "language", "publisher", "url", "rating_label", "reviewed_on")


class Match(NamedTuple):
    """`review` has the publisher, the rating in their own words, and the address to read it."""

    judgement: Judgement
    review: ImportedReview


def matches(texts: Sequence[Text], limit: int = 5) -> list[list[Match]]:
    """At most `limit` reviews for each text, in any language, the most probable first.

    Three statements, however many texts. Raises Invalid for a blank text, and TookTooLong.
    """
    judged = INDEX.match(texts, limit)
    wanted = {each.id for found in judged for each in found}
    rows = ImportedReview.objects.only(*_SHOWN).in_bulk(wanted) if wanted else {}
    return [[Match(each, rows[each.id]) for each in found if each.id in rows] for found in judged]
