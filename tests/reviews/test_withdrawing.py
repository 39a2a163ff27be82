"""Taking a verdict back: one proposes, another confirms, and a tombstone says why."""

from collections.abc import Callable
from uuid import uuid4

import orjson
import pytest

from factcheck.accounts.models import User
from factcheck.errors import Conflict, Invalid, NotAllowed
from factcheck.history.models import Event
from factcheck.publications import record
from factcheck.publications.models import Publication, PublishedClaim
from reviews import actions
from reviews.models import ClaimReview
from reviews.workflow import State
from tests import raw
from tests.factories import people, reviews

pytestmark = pytest.mark.django_db

WHY = "La vidéo était truquée."


@pytest.fixture
def public(author: User, second: User, editor: User) -> ClaimReview:
    return reviews.published(author, second, editor)


def propose(review: ClaimReview, by: User, **more: object) -> ClaimReview:
    return actions.propose_withdrawal(review.pk, actor=by, **{"public_reason": WHY} | more)  # type: ignore[arg-type]


def test_a_verdict_is_withdrawn_by_two(public: ClaimReview, second: User, editor: User) -> None:
    propose(public, editor)
    assert reviews.fresh(public).status == State.PUBLISHED
    assert PublishedClaim.objects.get().status == "published"

    actions.withdraw(public.pk, actor=second)

    review = reviews.fresh(public)
    assert (review.status, review.is_public) == (State.WITHDRAWN, False)
    assert (review.withdrawal_reason, review.withdrawal_proposed_by) == ("", None)
    last = Publication.objects.latest("version")
    assert (last.kind, last.withdrawal_reason) == ("withdrawn", WHY)
    assert (last.authored_by, last.approved_by, last.published_by) == (editor, second, second)
    assert PublishedClaim.objects.get().status == "withdrawn"
    proposed, confirmed = Event.objects.filter(verb__contains="withdraw").order_by("version")
    assert (proposed.actor, proposed.reason) == (editor, WHY)
    assert (confirmed.actor, confirmed.reason) == (second, WHY)
    assert confirmed.data == {
        "version": 2, "content_hash": last.content_hash,
        "authored_by": editor.pk, "approved_by": second.pk,
    }  # fmt: skip


def test_nobody_confirms_their_own_proposal(public: ClaimReview) -> None:
    for somebody in (people.editor(), people.superuser()):
        propose(public, somebody)
        before = raw.everything()
        with pytest.raises(NotAllowed, match="a second person has to confirm"):
            actions.withdraw(public.pk, actor=somebody)
        assert raw.everything() == before
        actions.decline_withdrawal(public.pk, actor=somebody, reason="Non.")


def test_it_needs_a_reason_for_the_public(public: ClaimReview, editor: User) -> None:
    with pytest.raises(Invalid, match="the public will read it") as refusal:
        propose(public, editor, public_reason=" \n")
    assert list(refusal.value.fields) == ["public_reason"]


def test_it_is_proposed_once(public: ClaimReview, editor: User) -> None:
    propose(public, editor)
    with pytest.raises(Conflict, match="editor has proposed"):
        propose(public, people.editor())


def test_it_is_proposed_before_it_is_confirmed_or_declined(
    public: ClaimReview, second: User
) -> None:
    with pytest.raises(Conflict, match="propose it first"):
        actions.withdraw(public.pk, actor=second)
    with pytest.raises(Conflict, match="propose it first"):
        actions.decline_withdrawal(public.pk, actor=second, reason="Non.")


def test_a_proposal_can_be_declined(public: ClaimReview, second: User, editor: User) -> None:
    propose(public, editor)
    with pytest.raises(Invalid, match="Say why"):
        actions.decline_withdrawal(public.pk, actor=second, reason="")
    actions.decline_withdrawal(public.pk, actor=second, reason="Elle est authentique.")
    review = reviews.fresh(public)
    assert (review.status, review.withdrawal_reason) == (State.PUBLISHED, "")
    assert Publication.objects.count() == 1
    with pytest.raises(Conflict, match="propose it first"):
        actions.withdraw(public.pk, actor=second)


@pytest.mark.parametrize(
    "make",
    [
        reviews.review,
        lambda: reviews.ready(people.reviewer()),
        lambda: reviews.submitted(people.reviewer()),
        lambda: reviews.approved(people.reviewer(), people.approver()),
    ],
)
def test_what_was_never_public_is_not_withdrawn(
    make: Callable[[], ClaimReview], editor: User
) -> None:
    review = make()
    with pytest.raises(Conflict, match="nothing to withdraw"):
        propose(review, editor)


# --- A successor


def test_a_successor_is_named_to_the_public(
    public: ClaimReview, author: User, second: User, editor: User
) -> None:
    better = reviews.published(author, second, editor)
    reviews.withdrawn(public, editor, second, successor=better.uid)
    tombstone = orjson.loads(PublishedClaim.objects.get(pk=public.uid).body)
    assert tombstone["withdrawal"]["successor"] == str(better.uid)
    assert Event.objects.get(verb="review:propose_withdrawal").data == {
        "successor": str(better.uid)
    }


def test_a_successor_is_another_public_verdict(
    public: ClaimReview, author: User, second: User, editor: User
) -> None:
    not_yet = reviews.approved(author, second)
    gone = reviews.withdrawn(reviews.published(author, second, editor), editor, second)
    for uid in (public.uid, not_yet.uid, gone.uid, uuid4()):
        with pytest.raises(Invalid, match="another verdict that is published"):
            propose(public, editor, successor=uid)


def test_a_successor_that_is_withdrawn_meanwhile(
    public: ClaimReview, author: User, second: User, editor: User
) -> None:
    better = reviews.published(author, second, editor)
    propose(public, editor, successor=better.uid)
    reviews.withdrawn(better, editor, second)
    before = raw.everything()
    with pytest.raises(Invalid, match="successor"):
        actions.withdraw(public.pk, actor=second)
    assert raw.everything() == before


# --- While another revision is under way


@pytest.mark.parametrize(
    "state", [State.OPEN, State.IN_REVIEW, State.SUBMITTED, State.APPROVED, State.ABANDONED]
)
def test_it_is_withdrawn_while_a_revision_is_under_way(
    state: State, public: ClaimReview, author: User, second: User, editor: User
) -> None:
    propose(public, editor)
    held = actions.revise(public.pk, actor=author, reason="Un lecteur.")
    reviews.written(held, author, summary="Le brouillon.")
    if state in (State.SUBMITTED, State.APPROVED):
        actions.submit(public.pk, actor=author)
    if state == State.APPROVED:
        reviews.approve(public, second)
    if state == State.OPEN:
        actions.release(public.pk, actor=author)
    if state == State.ABANDONED:
        actions.abandon(public.pk, actor=editor, reason="Sans objet.")
    assert reviews.fresh(public).status == state

    actions.withdraw(public.pk, actor=second)

    review = reviews.fresh(public)
    assert (review.status, review.holder, review.is_public) == (State.WITHDRAWN, None, False)
    assert review.summary == "Le brouillon."
    assert [p.kind for p in Publication.objects.order_by("version")] == ["published", "withdrawn"]
    with pytest.raises(Conflict):
        actions.publish(public.pk, actor=editor)


def test_a_withdrawn_verdict_returns_as_a_correction(
    public: ClaimReview, author: User, second: User, editor: User
) -> None:
    reviews.withdrawn(public, editor, second)
    review = reviews.corrected(public, author, second, editor, correction_note="Vérifié encore.")
    assert (review.status, review.is_public, review.revision) == (State.PUBLISHED, True, 2)
    head = PublishedClaim.objects.get()
    assert (head.version, head.status) == (3, "corrected")


def test_when_the_record_fails_nothing_is_written(
    public: ClaimReview, second: User, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    propose(public, editor)
    before = raw.everything()
    monkeypatch.setattr(record, "_store", lambda *_args, **_kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        actions.withdraw(public.pk, actor=second)
    assert raw.everything() == before
