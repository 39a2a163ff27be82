"""Who may do which verb. Whoever may not learns nothing, whatever the state."""

import pytest

from factcheck.errors import DeskError, NotAllowed
from reviews import actions
from reviews.workflow import REVIEW
from tests import raw
from tests.factories import claims, people, reviews
from tests.reviews.test_table import DO

pytestmark = pytest.mark.django_db

REVIEWER = {"take", "edit", "release", "submit", "recall", "note", "revise"}
APPROVER = REVIEWER | {"approve", "request_changes", "decline_withdrawal", "withdraw"}
EDITOR = REVIEWER | {
    "give",
    "take_over",
    "schedule",
    "unschedule",
    "publish",
    "propose_withdrawal",
    "decline_withdrawal",
    "withdraw",
    "abandon",
    "reopen",
}
MAY = {
    "": set(),
    "contributor": set(),
    "reviewer": REVIEWER,
    "approver": APPROVER,
    "editor": EDITOR,
    "partner manager": set(),
    "auditor": set(),
}


@pytest.mark.parametrize("role", MAY)
def test_each_role_does_its_work_and_no_other(role: str) -> None:
    somebody, review = people.person(role), reviews.submitted(people.reviewer())
    before = raw.everything()
    allowed = set()
    for verb, do in DO.items():
        try:
            with raw.undone():
                do(review, somebody)
        except NotAllowed as refusal:
            assert REVIEW[verb].permission in str(refusal)
        except DeskError:
            allowed.add(verb)  # it is their work; the state is not right
        else:
            allowed.add(verb)
    assert allowed == MAY[role]
    assert raw.everything() == before


@pytest.mark.parametrize("role", [role for role in MAY if not MAY[role]])
def test_who_may_not_cannot_tell_whether_a_review_is_there(role: str) -> None:
    review, somebody = reviews.review(), people.person(role)
    said = set()
    for pk in (review.pk, 0):
        with pytest.raises(NotAllowed) as refusal:
            actions.take(pk, actor=somebody)
        said.add(str(refusal.value))
    assert len(said) == 1
    assert str(review) not in said.pop()


def test_accepting_a_claim_needs_both_permissions() -> None:
    claim, somebody = claims.claim(), people.person("contributor")
    before = raw.everything()
    with pytest.raises(NotAllowed):
        claims.actions.accept(claim.pk, actor=somebody)
    assert raw.everything() == before


def test_who_left_the_desk_does_nothing_more() -> None:
    author = people.reviewer()
    review = reviews.ready(author)
    author.is_active = False
    with pytest.raises(NotAllowed):
        actions.submit(review.pk, actor=author)
