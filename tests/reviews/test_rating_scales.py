"""Rating scales: a scale and its ratings change together, and with them what quotes them."""

from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from factcheck.accounts.models import User
from factcheck.errors import Conflict, Invalid, NotAllowed, Stale
from factcheck.history.models import Event
from reviews import actions
from reviews.actions.rating_scales import RatingStep
from reviews.models import RatingScale
from tests import raw
from tests.factories import people, reviews

pytestmark = pytest.mark.django_db

TRUE = RatingStep("vrai", "Vrai", 5, "true")
FALSE = RatingStep("faux", "Faux", 1, "false")
ABOUT = {"slug": "phare", "name": "Le Phare", "language": "fr"}


def create(*ratings: RatingStep, **about: Any) -> RatingScale:
    return actions.create_scale(actor=people.editor(), ratings=ratings, **ABOUT | about)


def steps(scale: RatingScale) -> list[RatingStep]:
    return [
        RatingStep(rating.code, rating.label, rating.value, rating.canonical, rating.pk)
        for rating in scale.ratings.all()
    ]


def edit(scale: RatingScale, ratings: list[RatingStep], **changes: Any) -> RatingScale:
    return actions.edit_scale(
        scale.pk, actor=people.editor(), seen=1, changes=changes, ratings=ratings
    )


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_desk_begins_with_a_scale_in_each_language(language: str) -> None:
    scale = RatingScale.objects.get(language=language)
    assert {step.canonical for step in steps(scale)} == {
        "true", "mostly_true", "mixed", "mostly_false", "false", "unverifiable",
    }  # fmt: skip
    assert all(scale.worst <= step.value <= scale.best for step in steps(scale))
    assert Event.objects.filter(subject=scale.uid).count() == 1


def test_a_scale_and_its_ratings_are_one_thing() -> None:
    scale = create(TRUE, FALSE)
    true, false = steps(scale)
    edit(scale, [replace(true, label="Exact"), RatingStep("flou", "Flou", 3, "mixed")], best=6)
    scale.refresh_from_db()
    assert [(step.code, step.label) for step in steps(scale)] == [
        ("vrai", "Exact"), ("flou", "Flou"),
    ]  # fmt: skip
    assert (scale.best, scale.version) == (6, 2)
    event = Event.objects.get(subject=scale.uid, version=2)
    assert event.data["changes"] == {"best": [5, 6]}
    assert [rating["label"] for rating in event.data["ratings"]] == ["Exact", "Flou"]
    assert false.code not in scale.ratings.values_list("code", flat=True)


def test_an_edit_that_changes_nothing_is_none() -> None:
    scale = create(TRUE, FALSE)
    edit(scale, list(reversed(steps(scale))), name="Le Phare")
    scale.refresh_from_db()
    assert scale.version == 1


def test_an_edit_from_an_old_page_is_refused() -> None:
    scale = create(TRUE, FALSE)
    edit(scale, steps(scale), name="Le Grand Phare")
    with pytest.raises(Stale):
        edit(scale, steps(scale), name="Le Petit Phare")


def test_a_rating_in_use_is_not_removed(author: User) -> None:
    reviews.ready(author)
    scale = RatingScale.objects.get(language="fr")
    before = raw.everything()
    with pytest.raises(Conflict, match="Reviews use “Faux”"):
        edit(scale, [step for step in steps(scale) if step.code != "false"])
    assert raw.everything() == before
    edit(scale, [step for step in steps(scale) if step.code != "true"])


@pytest.mark.parametrize(
    ("ratings", "about", "error"),
    [
        ([], {}, Invalid),
        ([TRUE, TRUE], {}, Invalid),
        ([replace(TRUE, value=9)], {}, Invalid),
        ([replace(TRUE, canonical="maybe")], {}, ValidationError),
        ([replace(TRUE, label="")], {}, ValidationError),
        ([replace(TRUE, label="x" * 101)], {}, ValidationError),
        ([replace(TRUE, code="à vrai dire")], {}, ValidationError),
        ([TRUE], {"name": ""}, ValidationError),
        ([TRUE], {"slug": "verite"}, ValidationError),
        ([TRUE], {"best": 1, "worst": 5}, ValidationError),
    ],
)
def test_what_does_not_fit_is_refused_when_new_and_when_edited(
    ratings: list[RatingStep], about: Any, error: type[Exception]
) -> None:
    before = raw.everything()
    with pytest.raises(error):
        create(*ratings, **about)
    assert raw.everything() == before

    scale = create(TRUE, FALSE)
    before = raw.everything()
    with pytest.raises(error):
        edit(scale, ratings, **about)
    assert raw.everything() == before


@pytest.mark.parametrize("role", ["", "reviewer", "approver", "auditor", "partner manager"])
def test_scales_are_the_editors(role: str) -> None:
    somebody = people.person(role)
    scale = RatingScale.objects.get(language="fr")
    with pytest.raises(NotAllowed):
        actions.create_scale(actor=somebody, ratings=[TRUE], **ABOUT)
    with pytest.raises(NotAllowed):
        actions.edit_scale(
            scale.pk, actor=somebody, seen=1, changes={"name": "x"}, ratings=steps(scale)
        )


def test_ratings_change_only_with_their_scale(committed: None) -> None:
    for statement in (
        "UPDATE reviews_rating SET label = 'x'",
        "DELETE FROM reviews_rating",
        "INSERT INTO reviews_rating (scale_id, code, label, value, canonical)"
        " SELECT id, 'x', 'x', 3, 'mixed' FROM reviews_ratingscale",
    ):
        with raw.refused("only with an event"):
            raw.run(statement)
    with raw.refused("no event allows"):
        raw.run("UPDATE reviews_ratingscale SET best = 6")
