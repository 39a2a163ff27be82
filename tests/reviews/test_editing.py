"""Editing a review: text and evidence together, nothing lost, nothing half written."""

from datetime import date
from typing import Any

import pytest

from factcheck.accounts.models import User
from factcheck.errors import Conflict, Invalid, Stale
from factcheck.history.models import Event
from reviews import actions
from reviews.models import ClaimReview, Evidence, Rating
from reviews.workflow import State
from tests import raw
from tests.factories import claims, people, reviews

pytestmark = pytest.mark.django_db


def edit(review: ClaimReview, by: Any, **more: Any) -> ClaimReview:
    seen = reviews.fresh(review).version
    return actions.edit(review.pk, **{"actor": by, "seen": seen} | more)


def told() -> dict[str, Any]:
    return Event.objects.filter(verb="review:edit").latest("version").data


def kept(item: Evidence, **changes: Any) -> actions.EvidenceItem:
    about = {name: getattr(item, name) for name in ("source", "stance", "quote", "locator", "note")}
    return actions.EvidenceItem(**about | {"id": item.pk} | changes)


def test_what_is_edited_is_told_before_and_after(author: User) -> None:
    review = reviews.taken(author)
    rating = reviews.rating("false")
    edit(
        review,
        author,
        changes={
            "rating": rating,
            "headline": "Non",
            "review_by": date(2027, 1, 1),
            "claimant_contacted": True,
            "notes": "",
        },
    )
    review = reviews.fresh(review)
    assert (review.rating, review.headline, review.version) == (rating, "Non", 3)
    assert told() == {
        "changes": {
            "rating": [None, f"Faux (#{rating.pk})"],
            "headline": ["", "Non"],
            "review_by": [None, "2027-01-01"],
            "claimant_contacted": [False, True],
        }
    }


def test_text_is_kept_in_one_form(author: User) -> None:
    review = reviews.taken(author)
    edit(
        review,
        author,
        changes={"summary": "Un.\r\nDeux."},
        evidence=[reviews.evidence_item(quote="Un.\r\nDeux.")],
    )
    assert reviews.fresh(review).summary == review.evidence.get().quote == "Un.\nDeux."


# --- Evidence


def test_evidence_is_the_list_that_was_given(author: User) -> None:
    review = reviews.taken(author)
    source, other = claims.source(), claims.source(title="Tableau 5")
    edit(
        review,
        author,
        evidence=[
            reviews.evidence_item(source=source, quote="a"),
            reviews.evidence_item(source=source, quote="b"),
        ],
    )
    first, second = review.evidence.all()
    assert [item["quote"] for item in told()["evidence"]["added"]] == ["a", "b"]
    assert told()["evidence"]["added"][0]["source"] == str(source.uid)

    edit(
        review,
        author,
        evidence=[
            kept(second, quote="B", source=other),
            reviews.evidence_item(source=source, quote="c"),
        ],
    )
    kept_one, new_one = review.evidence.all()
    assert (kept_one, kept_one.quote, new_one.quote) == (second, "B", "c")
    evidence = told()["evidence"]
    assert [item["uid"] for item in evidence["removed"]] == [str(first.uid)]
    assert evidence["removed"][0]["quote"] == "a"
    assert evidence["changed"] == [
        {
            "uid": str(second.uid),
            "quote": ["b", "B"],
            "source": [f"{source} (#{source.pk})", f"{other} (#{other.pk})"],
        }
    ]
    assert [item["quote"] for item in evidence["added"]] == ["c"]


def test_text_alone_leaves_the_evidence(author: User) -> None:
    review = reviews.ready(author)
    edit(review, author, changes={"headline": "Autrement"})
    assert review.evidence.count() == 1
    edit(review, author, evidence=[])
    assert review.evidence.count() == 0


def test_evidence_as_it_was_is_no_change(author: User) -> None:
    review = reviews.ready(author)
    edit(review, author, evidence=[kept(item) for item in review.evidence.all()])
    assert reviews.fresh(review).version == review.version


@pytest.mark.parametrize("whose", ["gone", "another review's", "twice"])
def test_evidence_that_is_not_there_is_refused(author: User, whose: str) -> None:
    review, other = reviews.ready(author), reviews.ready(author)
    item = review.evidence.get()
    wanted = [kept(item)]
    if whose == "gone":
        edit(review, author, evidence=[])
    elif whose == "another review's":
        wanted = [kept(other.evidence.get())]
    else:
        wanted *= 2
    before = raw.everything()
    with pytest.raises(Invalid, match="not there any more"):
        edit(review, author, changes={"headline": "x"}, evidence=wanted)
    assert raw.everything() == before


# --- Nothing lost


def test_of_two_saves_from_one_page_the_second_is_refused(author: User) -> None:
    review = reviews.ready(author)
    edit(review, author, seen=review.version, changes={"headline": "La première"})
    before = raw.everything()
    with pytest.raises(Stale, match="“Edit” by author") as refusal:
        edit(review, author, seen=review.version, changes={"summary": "La seconde"})
    assert (refusal.value.seen, refusal.value.current) == (review.version, review.version + 1)
    assert raw.everything() == before


def test_a_change_of_evidence_makes_the_page_old_too(author: User) -> None:
    review = reviews.ready(author)
    edit(review, author, seen=review.version, evidence=[])
    with pytest.raises(Stale):
        edit(review, author, seen=review.version, changes={"headline": "x"})


@pytest.mark.parametrize(
    "verb",
    ["take", "release", "submit", "publish", "withdraw"],
)
def test_a_button_on_an_old_page_is_refused(verb: str) -> None:
    review, chief = reviews.ready(people.reviewer()), people.superuser()
    before = raw.everything()
    with pytest.raises(Stale):
        getattr(actions, verb)(review.pk, actor=chief, seen=review.version - 1)
    assert raw.everything() == before


# --- What is refused


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"status": "published"}, "status"),
        ({"holder": None}, "holder"),
        ({"revision": 7}, "revision"),
        ({"is_public": True}, "is_public"),
        ({"claim": None}, "claim"),
        ({"headline": "x" * 251}, "headline"),
        ({"summary": "Un\x00 texte."}, "summary"),
        ({"notes": "\ud800"}, "notes"),
    ],
)
def test_what_cannot_be_edited(author: User, changes: Any, field: str) -> None:
    review = reviews.taken(author)
    before = raw.everything()
    with pytest.raises(Invalid) as refusal:
        edit(review, author, changes={"summary": "x"} | changes)
    assert list(refusal.value.fields) == [field]
    assert raw.everything() == before


@pytest.mark.parametrize(
    "wrong", [{"stance": "proves"}, {"stance": ""}, {"locator": "x" * 201}, {"quote": "\x00"}]
)
def test_evidence_that_does_not_fit(author: User, wrong: Any) -> None:
    review = reviews.taken(author)
    with pytest.raises(Invalid) as refusal:
        edit(review, author, changes={"headline": "x"}, evidence=[reviews.evidence_item(**wrong)])
    assert list(refusal.value.fields) == ["evidence"]
    assert reviews.fresh(review).headline == ""


def test_a_rating_is_in_the_reviews_language(author: User) -> None:
    review = reviews.taken(author, language="en")
    with pytest.raises(Invalid, match="another language"):
        edit(
            review,
            author,
            changes={"rating": Rating.objects.get(code="true", scale__language="fr")},
        )
    edit(review, author, changes={"rating": reviews.rating("true", language="en")})
    assert reviews.fresh(review).rating


def test_only_the_holder_edits(author: User) -> None:
    review = reviews.ready(author)
    before = raw.everything()
    for somebody in (people.reviewer(), people.superuser()):
        with pytest.raises(Conflict, match="author holds this review until"):
            edit(review, somebody, changes={"headline": "x"})
        with pytest.raises(Conflict, match="author holds"):
            actions.submit(review.pk, actor=somebody)
    assert raw.everything() == before


def test_it_costs_the_same_however_much_evidence(
    author: User, django_assert_max_num_queries: Any
) -> None:
    review, source = reviews.ready(author), claims.source()
    many = [reviews.evidence_item(source=source, quote=str(number)) for number in range(20)]
    version = reviews.fresh(review).version
    with django_assert_max_num_queries(14):
        actions.edit(review.pk, actor=author, seen=version, evidence=many)
    assert reviews.fresh(review).status == State.IN_REVIEW
