"""Talking about a review: to whom it goes, and what it leaves alone."""

from typing import Any

import pytest

from factcheck.accounts.models import User
from factcheck.errors import Conflict, Invalid, NotAllowed
from factcheck.history import replay
from factcheck.history.models import Event
from reviews import actions, document
from reviews.models import ClaimReview, Comment
from reviews.workflow import State
from tests import raw
from tests.factories import people, reviews

pytestmark = pytest.mark.django_db


def say(review: ClaimReview, by: Any, text: str = "La source est faible.") -> Comment:
    return actions.comment(review.pk, actor=by, text=text)


def mentioned(comment: Comment) -> set[str]:
    return {mention.person.username for mention in comment.mentions.all()}


def test_a_comment_is_kept_with_its_event(author: User, second: User) -> None:
    review = reviews.submitted(author)
    said = say(review, second, " Relis le tableau,\r\n@author. ")
    assert (said.text, said.author, said.review) == ("Relis le tableau,\n@author.", second, review)
    event = Event.objects.get(subject=said.uid)
    assert (event.verb, event.actor) == ("comment:write", second)
    assert event.data == {"review": str(review.uid), "mentions": ["author"]}
    assert list(replay.differences()) == []


def test_it_leaves_approvals_and_open_pages_alone(author: User, second: User, editor: User) -> None:
    review = reviews.submitted(author)
    read = document.verdict(review).digest()
    say(review, editor)
    actions.approve(review.pk, actor=second, digest=read, seen=review.version)
    approved = reviews.fresh(review)
    say(review, author)
    assert reviews.fresh(review) == approved
    assert reviews.fresh(review).version == approved.version
    actions.publish(review.pk, actor=editor, seen=approved.version)
    say(review, author)
    assert reviews.fresh(review).status == State.PUBLISHED


def test_who_comments_has_not_edited(author: User, second: User) -> None:
    review = reviews.submitted(author)
    say(review, second)
    assert reviews.approve(review, second).status == State.APPROVED


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@author et @second : à voir", {"author", "second"}),
        ("@Author, @AUTHOR.", {"author"}),
        ("(@léa.b@x) @anne-marie+1.", {"léa.b@x", "anne-marie+1"}),
        ("écrire à author@second.example", set()),
        ("12 @ 3 €, @ author", set()),
    ],
)
def test_who_is_mentioned(author: User, second: User, text: str, names: set[str]) -> None:
    for name in ("léa.b@x", "anne-marie+1"):
        people.person("reviewer", name)
    assert mentioned(say(reviews.review(), second, text)) == names


@pytest.mark.parametrize("name", ["personne", "paul", "parti", "auth"])
def test_a_name_that_nobody_has_who_reads_reviews_is_refused(
    name: str, author: User, second: User
) -> None:
    people.person("partner manager", "paul")
    people.person("reviewer", "parti", is_active=False)
    review = reviews.review()
    before = raw.everything()
    with pytest.raises(Invalid, match=f"@{name}") as refusal:
        say(review, second, f"@author, @{name} ?")
    assert "@author" not in str(refusal.value)
    assert "text" in refusal.value.fields
    assert raw.everything() == before


def test_an_auditor_can_be_mentioned_and_an_administrator_too(author: User) -> None:
    people.person("auditor", "aude")
    people.person(username="chef", is_superuser=True)
    assert mentioned(say(reviews.review(), author, "@aude @chef")) == {"aude", "chef"}


@pytest.mark.parametrize(
    ("text", "told"), [(" \n", "Write what"), ("x" * 5_001, "5000"), ("\x00", "character")]
)
def test_what_is_no_comment_is_refused(author: User, text: str, told: str) -> None:
    with pytest.raises(Invalid, match=told):
        say(reviews.review(), author, text)


@pytest.mark.parametrize("role", ["", "contributor", "partner manager", "auditor"])
def test_who_only_reads_or_does_not_read_says_nothing(role: str) -> None:
    review, somebody = reviews.review(), people.person(role)
    for pk in (review.pk, 0):
        with pytest.raises(NotAllowed):
            actions.comment(pk, actor=somebody, text="Non.")


# --- Never edited


def test_its_author_takes_it_back_and_it_stays_marked(author: User, second: User) -> None:
    said = say(reviews.review(), author)
    with pytest.raises(NotAllowed, match="Somebody else"):
        actions.retract(said.pk, actor=second)
    actions.retract(said.pk, actor=author)
    said.refresh_from_db()
    assert said.retracted_at
    assert said.text == "La source est faible."
    with pytest.raises(Conflict, match="before"):
        actions.retract(said.pk, actor=author)
    assert list(replay.differences()) == []


def test_postgresql_refuses_to_change_it(author: User) -> None:
    said = say(reviews.review(), author, "Voir @author.")
    for statement in (
        "UPDATE reviews_comment SET text = 'Autre chose.'",
        "UPDATE reviews_comment SET retracted_at = now()",
        "DELETE FROM reviews_comment",
        "DELETE FROM reviews_mention",
        "UPDATE reviews_mention SET person_id = person_id",
    ):
        with raw.refused():
            raw.run(statement)
    raw.forge(said, "comment:retract")
    with raw.refused("never edited"):
        raw.run("UPDATE reviews_comment SET text = 'x', version = version + 1")
