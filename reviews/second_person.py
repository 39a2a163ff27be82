"""The two-person rule, explained: who edited a revision, and who may therefore approve it."""

from typing import Any, NamedTuple

from factcheck.accounts.permissions import people_who_may
from reviews.models import ClaimReview, Contribution
from reviews.workflow import REVIEW

_NAMED = 5


class SecondPerson(NamedTuple):
    edited: list[Contribution]  # oldest first, one for each person
    approvers: int  # people who may approve: with the role, and no hand in it
    names: list[str]  # the first few of them

    @property
    def others(self) -> int:
        """How many more there are than are named."""
        return self.approvers - len(self.names)


def second_person(review: ClaimReview) -> SecondPerson:
    """Who edited the revision that is being worked on, and who may approve it."""
    edited = list(
        review.contributions.filter(revision=review.revision)
        .select_related("person")
        .order_by("at", "pk")
    )
    may: list[Any] = list(
        people_who_may(REVIEW["approve"].permission).exclude(
            pk__in=[contribution.person_id for contribution in edited]
        )
    )
    return SecondPerson(edited, len(may), [str(person) for person in may[:_NAMED]])
