"""Telling the world: the record, the head, the event and the state in one transaction."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest
from django.utils import timezone

from claims import actions as triage
from claims.models import Claim, Source
from factcheck.accounts.models import User
from factcheck.errors import Conflict, Invalid, NotAllowed
from factcheck.history.models import Event
from factcheck.publications import heads, record
from factcheck.publications.models import Publication, PublishedClaim
from reviews import actions, document, policies, tasks
from reviews.models import Approval, ClaimReview
from reviews.workflow import State
from tests import raw
from tests.factories import claims, people, reviews

pytestmark = pytest.mark.django_db


def head(review: ClaimReview) -> PublishedClaim:
    return PublishedClaim.objects.get(pk=review.uid)


def test_publishing_says_it_once_and_everywhere(author: User, second: User, editor: User) -> None:
    review = reviews.published(author, second, editor)

    assert (review.status, review.is_public) == (State.PUBLISHED, True)
    publication = Publication.objects.get()
    assert (publication.verdict, publication.claim_uid) == (review.uid, review.claim.uid)
    assert (publication.version, publication.kind) == (1, "published")
    assert publication.approved_digest == Approval.objects.get().digest
    assert bytes(head(review).body) == bytes(publication.body)
    event = Event.objects.get(verb="review:publish")
    assert event.actor == editor
    assert event.data["version"] == 1
    assert event.data["content_hash"] == publication.content_hash
    assert event.data["digest"] == publication.approved_digest
    assert event.data["on_time"] is None
    assert {item["code"] for item in event.data["gate"]} >= {"rating", "evidence"}


@pytest.mark.parametrize("place", ["record", "head", "event"])
def test_when_any_of_it_fails_nothing_is_written(
    place: str, author: User, second: User, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError("the disk is full")

    review = reviews.approved(author, second)
    before = raw.everything()
    where = {
        "record": (record, "append"),
        "head": (heads, "store"),
        "event": (actions.publishing, "move"),
    }[place]
    monkeypatch.setattr(*where, fail)
    with pytest.raises(RuntimeError, match="disk"):
        actions.publish(review.pk, actor=editor)
    assert raw.everything() == before

    monkeypatch.undo()
    assert reviews.publish(review, editor).status == State.PUBLISHED


def test_the_content_is_checked_again_at_the_last_moment(
    author: User, second: User, editor: User
) -> None:
    review = reviews.approved(author, second)
    raw.tamper("UPDATE claims_source SET title = 'Un autre tableau'")
    before = raw.everything()
    with pytest.raises(Conflict, match="after its approval"):
        actions.publish(review.pk, actor=editor)
    assert raw.everything() == before


def test_two_languages_are_two_verdicts(author: User, second: User, editor: User) -> None:
    claim = claims.claim(accepted_by=author)
    french = reviews.published(author, second, editor, claim=claim)
    english = reviews.published(author, second, editor, claim=claim, language="en")
    assert french.uid != english.uid
    assert {(h.language, h.rating_code) for h in PublishedClaim.objects.all()} == {
        ("fr", "false"),
        ("en", "false"),
    }


def test_a_reviews_cost_does_not_grow_with_the_record(
    author: User, second: User, editor: User, django_assert_max_num_queries: Any
) -> None:
    reviews.published(author, second, editor)
    review = reviews.approved(author, second)
    with django_assert_max_num_queries(32):
        actions.publish(review.pk, actor=editor)


# --- Corrections


def test_a_correction_says_what_changed_and_leaves_the_first_version_public_meanwhile(
    author: User, second: User, editor: User
) -> None:
    review = reviews.published(author, second, editor)
    said = bytes(head(review).body)

    held = actions.revise(review.pk, actor=author, reason="Un lecteur nous a écrit.")
    assert (held.revision, held.author, held.holder) == (2, None, author)
    reviews.written(held, author, summary="Il a baissé de 0,3 point.")
    actions.submit(review.pk, actor=author)
    reviews.approve(review, second)
    assert bytes(head(review).body) == said
    assert reviews.fresh(review).is_public

    reviews.publish(review, editor)
    document = orjson.loads(head(review).body)
    assert (document["version"], document["status"]) == (2, "corrected")
    assert document["summary"] == "Il a baissé de 0,3 point."
    assert [item["note"] for item in document["corrections"]] == ["Le chiffre de 2025 est corrigé."]
    assert document["previous_hash"] == orjson.loads(said)["content_hash"]


def test_a_revision_says_why(author: User, second: User, editor: User) -> None:
    review = reviews.published(author, second, editor)
    with pytest.raises(Invalid, match="Say why"):
        actions.revise(review.pk, actor=author, reason="")


def test_a_revision_that_is_given_up_changes_nothing_in_public(
    author: User, second: User, editor: User
) -> None:
    review = reviews.published(author, second, editor)
    said = bytes(head(review).body)
    held = actions.revise(review.pk, actor=author, reason="Un lecteur.")
    reviews.written(held, author)
    actions.abandon(review.pk, actor=editor, reason="Rien à corriger.")
    assert reviews.fresh(review).is_public
    assert bytes(head(review).body) == said

    actions.reopen(review.pk, actor=editor, reason="Si.")
    actions.take(review.pk, actor=author)
    actions.submit(review.pk, actor=author)
    reviews.publish(reviews.approve(review, second), editor)
    assert head(review).version == 2


def test_a_correction_goes_through_two_people_again(
    author: User, second: User, editor: User
) -> None:
    review = reviews.published(author, second, editor)
    held = actions.revise(review.pk, actor=author, reason="Un lecteur.")
    reviews.written(held, author)
    for state in (State.IN_REVIEW, State.SUBMITTED):
        assert reviews.fresh(review).status == state
        with pytest.raises(Conflict):
            actions.publish(review.pk, actor=editor)
        if state == State.IN_REVIEW:
            actions.submit(review.pk, actor=author)
    assert Publication.objects.count() == 1


# --- At an agreed time


def soon() -> datetime:
    return timezone.now() + timedelta(hours=2)


@pytest.fixture
def scheduled(author: User, second: User, editor: User) -> ClaimReview:
    review = reviews.approved(author, second)
    actions.schedule(review.pk, actor=editor, publish_at=soon())
    return reviews.fresh(review)


PassHours = Callable[[float], None]


def test_it_is_published_when_its_time_has_come(
    scheduled: ClaimReview, editor: User, pass_hours: Callable[[float], None]
) -> None:
    when = scheduled.publish_at
    assert when
    tasks.publish_scheduled(timestamp=0)
    assert not Publication.objects.exists()

    pass_hours(2.01)
    assert actions.publish_due() == [scheduled]
    assert actions.publish_due() == []

    review = reviews.fresh(scheduled)
    event = Event.objects.get(verb="review:publish")
    assert (review.status, review.publish_at, review.scheduled_by) == (State.PUBLISHED, None, None)
    assert (event.actor, event.data["on_time"]) == (editor, when.isoformat())
    assert Publication.objects.get().published_by == editor


@pytest.mark.parametrize("when", [None, datetime(2020, 1, 1, tzinfo=UTC)])
def test_a_time_that_is_none_or_past_is_refused(
    when: datetime | None, author: User, second: User, editor: User
) -> None:
    review = reviews.approved(author, second)
    with pytest.raises(Invalid) as refusal:
        actions.schedule(review.pk, actor=editor, publish_at=when)
    assert list(refusal.value.fields) == ["publish_at"]
    assert reviews.fresh(review).publish_at is None


def test_another_time_replaces_the_first(
    scheduled: ClaimReview, pass_hours: Callable[[float], None]
) -> None:
    other = people.editor()
    actions.schedule(scheduled.pk, actor=other, publish_at=soon() + timedelta(hours=10))
    pass_hours(3)
    assert actions.publish_due() == []
    assert reviews.fresh(scheduled).scheduled_by == other


def test_the_time_is_cancelled_and_the_approval_stays(
    scheduled: ClaimReview, pass_hours: Callable[[float], None]
) -> None:
    when, other = scheduled.publish_at, people.editor()
    assert when
    actions.unschedule(scheduled.pk, actor=other)
    review = reviews.fresh(scheduled)
    assert (review.status, review.publish_at, review.scheduled_by) == (State.APPROVED, None, None)
    event = Event.objects.get(verb="review:unschedule")
    assert (event.actor, event.data) == (other, {"publish_at": when.isoformat()})
    pass_hours(3)
    assert actions.publish_due() == []
    with pytest.raises(Conflict, match="No time is set"):
        actions.unschedule(review.pk, actor=other)
    reviews.publish(review, other)


def test_cancelling_is_offered_where_a_time_is_set(scheduled: ClaimReview, editor: User) -> None:
    def offered() -> list[str]:
        possible = policies.possible(reviews.fresh(scheduled), editor)
        return [it.transition.verb for it in possible if not it.refusal]

    assert "unschedule" in offered()
    actions.unschedule(scheduled.pk, actor=editor)
    assert "unschedule" not in offered()
    assert "schedule" in offered()


def test_it_can_be_published_before_its_time(scheduled: ClaimReview, editor: User) -> None:
    review = reviews.publish(scheduled, editor)
    assert (review.status, review.publish_at) == (State.PUBLISHED, None)


def _by_an_edit(review: ClaimReview) -> None:
    seen = reviews.fresh(review).version
    actions.edit(review.pk, actor=people.reviewer(), seen=seen, changes={"headline": "x"})


def _by_its_source(review: ClaimReview) -> None:
    source = Source.objects.get()
    triage.edit_record(
        Source, source.pk, actor=people.reviewer(), seen=source.version, changes={"title": "x"}
    )


def _by_its_claim(review: ClaimReview) -> None:
    claim = Claim.objects.get(pk=review.claim_id)
    triage.edit(claim.pk, actor=people.reviewer(), seen=claim.version, changes={"text": "x"})


def _by_giving_it_up(review: ClaimReview) -> None:
    actions.abandon(review.pk, actor=people.editor(), reason="Sans objet.")


@pytest.mark.parametrize("void", [_by_an_edit, _by_its_source, _by_its_claim, _by_giving_it_up])
def test_what_is_void_before_its_time_is_not_published(
    void: Callable[[ClaimReview], None], scheduled: ClaimReview, pass_hours: Callable[[float], None]
) -> None:
    void(scheduled)
    pass_hours(3)
    assert actions.publish_due() == []
    assert not Publication.objects.exists()
    assert reviews.fresh(scheduled).publish_at is None


def test_whoever_lost_the_permission_meanwhile_publishes_nothing(
    scheduled: ClaimReview,
    editor: User,
    pass_hours: Callable[[float], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    editor.groups.clear()
    pass_hours(3)
    before = raw.everything()
    assert actions.publish_due() == []
    assert raw.everything() == before
    assert f"Review {scheduled.pk} was not published at its time" in caplog.text
    with pytest.raises(NotAllowed):
        actions.publish(scheduled.pk, actor=people.approver())


def test_one_that_cannot_be_published_keeps_no_other_back(
    scheduled: ClaimReview, author: User, second: User, pass_hours: Callable[[float], None]
) -> None:
    gone = people.editor()
    other = reviews.approved(author, second)
    actions.schedule(other.pk, actor=gone, publish_at=soon())
    raw.tamper("UPDATE reviews_claimreview SET publish_at = now() WHERE id = %s", other.pk)
    gone.groups.clear()
    pass_hours(3)
    assert actions.publish_due() == [scheduled]
    assert reviews.fresh(other).status == State.APPROVED
    assert (
        document.verdict(reviews.fresh(other)).digest() == Approval.objects.get(review=other).digest
    )


def test_nor_does_one_that_breaks(
    scheduled: ClaimReview,
    author: User,
    second: User,
    editor: User,
    pass_hours: PassHours,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    other = reviews.approved(author, second)
    actions.schedule(other.pk, actor=editor, publish_at=soon())
    pass_hours(3)
    sound = document.verdict

    def breaks(review: ClaimReview) -> Any:
        if review.pk == scheduled.pk:
            raise RuntimeError("broken")
        return sound(review)

    monkeypatch.setattr(document, "verdict", breaks)
    assert actions.publish_due() == [other]
    assert reviews.fresh(scheduled).status == State.APPROVED
    assert "broken" in caplog.text
