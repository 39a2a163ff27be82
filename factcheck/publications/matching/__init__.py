"""Has this claim been checked, as far as the public knows? Published verdicts on the same claim.

tables     the index's own tables
guard      what PostgreSQL refuses of them                                                 pure
index      the index, and what a head is found by: written by `heads.store` and the bulk writer
asking     the verdicts that say the same, with what a person is shown of them
"""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from factcheck.matching.asking import Text
    from factcheck.matching.judging import Judgement
    from factcheck.publications.matching.asking import Match


def match(
    texts: "Sequence[Text]", limit: int = 5, *, excluding: Collection[UUID] = ()
) -> "list[list[Judgement]]":
    """For each text, in order, the verdicts that stand on the same claim or a related one, the most
    probable first; a judgement's `id` is the verdict's. Raises Invalid for a blank text, and
    TookTooLong."""
    # The models of this package are read with the record's; they must not be needed to read it.
    from factcheck.publications.matching.index import INDEX

    return INDEX.match(texts, limit, excluding=excluding)


def matches(
    texts: "Sequence[Text]", limit: int = 5, *, excluding: Collection[UUID] = ()
) -> "list[list[Match]]":
    """The same, with what a list shows of each verdict: see `asking`."""
    from factcheck.publications.matching import asking

    return asking.matches(texts, limit, excluding=excluding)
