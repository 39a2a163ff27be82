"""The publish gate: what must be there, alone and together, at every step towards the public."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from factcheck.accounts.models import User
from factcheck.errors import Blocked
from reviews import actions, gate
from reviews.models import Approval, ClaimReview
from reviews.workflow import State
from tests import raw
from tests.factories import claims, reviews

pytestmark = pytest.mark.django_db

MUSTS = ["claim_accepted", "appearance", "rating", "headline", "summary", "evidence"]
SHOULDS = ["primary_source", "archived", "claimant_contacted", "review_by"]


def missing(review: ClaimReview) -> list[str]:
    return [item.code for item in gate.checklist(reviews.fresh(review)) if not item.fulfilled]


def edit(review: ClaimReview, by: Any, **more: Any) -> ClaimReview:
    return actions.edit(review.pk, actor=by, seen=reviews.fresh(review).version, **more)


def take_away(review: ClaimReview, what: str) -> None:
    """As no verb of the desk can, once others have seen it."""
    raw.tamper(
        {
            "claim_accepted": "UPDATE claims_claim SET status = 'suggested'",
            "appearance": "DELETE FROM claims_appearance",
            "rating": "UPDATE reviews_claimreview SET rating_id = NULL",
            "headline": "UPDATE reviews_claimreview SET headline = ' '",
            "summary": "UPDATE reviews_claimreview SET summary = E'\\n'",
            "evidence": "DELETE FROM reviews_evidence",
        }[what]
    )


def test_an_empty_review_is_told_all_that_is_missing(author: User) -> None:
    review = reviews.taken(author)
    with pytest.raises(Blocked) as refusal:
        actions.submit(review.pk, actor=author)
    assert refusal.value.items == [
        "Choose a rating.",
        "Write a headline.",
        "Write a summary.",
        "Add at least one piece of evidence with its source.",
    ]
    assert missing(review) == MUSTS[2:] + SHOULDS
    assert reviews.fresh(review).version == review.version


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"changes": {"rating": None}}, "rating"),
        ({"changes": {"headline": " "}}, "headline"),
        ({"changes": {"summary": "\n"}}, "summary"),
        ({"evidence": []}, "evidence"),
    ],
)
def test_one_thing_missing_blocks(author: User, changes: Any, code: str) -> None:
    review = reviews.ready(author)
    edit(review, author, **changes)
    with pytest.raises(Blocked) as refusal:
        actions.submit(review.pk, actor=author)
    [todo] = [str(it.todo) for it in gate.checklist(reviews.fresh(review)) if it.code == code]
    assert refusal.value.items == [todo]
    assert reviews.fresh(review).status == State.IN_REVIEW


def test_the_review_of_a_claim_that_was_not_accepted_is_blocked(author: User) -> None:
    review = reviews.ready(author, claim=claims.claim())
    with pytest.raises(Blocked, match="Accept the claim first"):
        actions.submit(review.pk, actor=author)


@pytest.mark.parametrize("what", MUSTS)
@pytest.mark.parametrize("verb", ["submit", "approve", "schedule", "publish"])
def test_it_is_the_same_gate_at_every_step(
    verb: str, what: str, author: User, second: User, editor: User
) -> None:
    review = {
        "submit": lambda: reviews.ready(author),
        "approve": lambda: reviews.submitted(author),
    }.get(verb, lambda: reviews.approved(author, second))()
    take_away(review, what)
    do = {
        "submit": lambda: actions.submit(review.pk, actor=author),
        "approve": lambda: actions.approve(review.pk, actor=second, digest=""),
        "schedule": lambda: actions.schedule(
            review.pk, actor=editor, publish_at=timezone.now() + timedelta(hours=1)
        ),
        "publish": lambda: actions.publish(review.pk, actor=editor),
    }[verb]
    before = raw.everything()
    with pytest.raises(Blocked) as refusal:
        do()
    assert len(refusal.value.items) == 1
    assert missing(review)[0] == what
    assert raw.everything() == before


def test_a_correction_needs_its_note(author: User, second: User, editor: User) -> None:
    review = reviews.published(author, second, editor)
    actions.revise(review.pk, actor=author, reason="Un lecteur.")
    for note in ("", "  \n"):
        if note:
            edit(review, author, changes={"correction_note": note})
        with pytest.raises(Blocked, match="correction note"):
            actions.submit(review.pk, actor=author)
    edit(review, author, changes={"correction_note": "Le chiffre est corrigé."})
    assert actions.submit(review.pk, actor=author).status == State.SUBMITTED


def test_a_note_is_not_carried_into_the_next_revision(
    author: User, second: User, editor: User
) -> None:
    review = reviews.published(author, second, editor)
    reviews.corrected(review, author, second, editor)
    actions.revise(review.pk, actor=author, reason="Encore un lecteur.")
    with pytest.raises(Blocked, match="correction note"):
        actions.submit(review.pk, actor=author)


def test_warnings_are_shown_and_do_not_block(author: User, second: User, editor: User) -> None:
    poor = claims.source(kind="news", archived_url="")
    review = reviews.published(
        author, second, editor, evidence=[reviews.evidence_item(source=poor)]
    )
    assert missing(review) == SHOULDS
    assert all(item.blocking == (item.code in MUSTS) for item in gate.checklist(review))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"changes": {"claimant_contacted": True}}, "claimant_contacted"),
        ({"changes": {"review_by": date(2030, 1, 1)}}, "review_by"),
        ({"evidence": ["dataset", ""]}, "primary_source"),
        ({"evidence": ["news", "https://archive.example/1"]}, "archived"),
    ],
)
def test_each_warning_can_be_answered(author: User, change: Any, code: str) -> None:
    poor = reviews.evidence_item(source=claims.source(kind="news", archived_url=""))
    review = reviews.ready(author, evidence=[poor])
    if "evidence" in change:
        kind, archived = change["evidence"]
        better = claims.source(kind=kind, archived_url=archived)
        change = {"evidence": [reviews.evidence_item(source=better)]}
    edit(review, author, **change)
    assert missing(review) == [it for it in SHOULDS if it != code]


def test_one_source_without_a_copy_is_enough_to_warn(author: User) -> None:
    items = [
        reviews.evidence_item(),
        reviews.evidence_item(source=claims.source(archived_url="", kind="news")),
    ]
    assert "archived" in missing(reviews.ready(author, evidence=items))


def test_the_checklist_is_kept_with_each_decision(author: User, second: User) -> None:
    review = reviews.approved(author, second)
    assert Approval.objects.get(review=review).gate == [
        {"code": item.code, "fulfilled": item.fulfilled, "blocking": item.blocking}
        for item in gate.checklist(review)
    ]


def test_it_costs_the_same_however_much_evidence(
    author: User, django_assert_num_queries: Any
) -> None:
    source = claims.source()
    for many in (1, 20):
        review = reviews.ready(author, evidence=[reviews.evidence_item(source=source)] * many)
        review = ClaimReview.objects.select_related("claim", "rating").get(pk=review.pk)
        with django_assert_num_queries(2):  # the evidence, and whether the claim appears
            gate.checklist(review)
