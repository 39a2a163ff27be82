"""Parts of a page that come and go: the evidence of a review, the ratings of a scale. Whoever comes
too late keeps what they typed into a part that is gone, and can save it all the same."""

from typing import Any

import pytest

from factcheck.accounts.models import User
from reviews.models import ClaimReview, RatingScale
from tests.edits.pages import Page, opened, signed_in
from tests.factories import claims, people, reviews

pytestmark = pytest.mark.django_db


@pytest.fixture
def author() -> User:
    return people.reviewer()


@pytest.fixture
def review(author: User) -> ClaimReview:
    items = [reviews.evidence_item(quote=quote) for quote in ("Première.", "Seconde.")]
    return reviews.ready(author, evidence=items)


def page(review: ClaimReview, person: User) -> Page:
    address = f"/admin/reviews/claimreview/{review.pk}/change/"
    return opened(signed_in(person), address, "claimreview_form")


def quotes(review: ClaimReview) -> list[str]:
    return list(review.evidence.order_by("pk").values_list("quote", flat=True))


def new_piece(number: int, quote: str) -> dict[str, Any]:
    """What the page sends for a piece that was added to it."""
    source = claims.source().pk
    given = {"source": source, "stance": "refutes", "quote": quote, "locator": "", "note": ""}
    piece = {f"evidence-{number}-{name}": value for name, value in given.items()}
    return piece | {f"evidence-{number}-id": "", "evidence-TOTAL_FORMS": number + 1}


def test_a_piece_that_somebody_removed_while_another_worded_it(
    review: ClaimReview, author: User
) -> None:
    pages = [page(review, author), page(review, author)]
    assert pages[0].save(**{"evidence-0-DELETE": "on"}).status == 302
    assert quotes(review) == ["Seconde."]

    late = pages[1].save(**{"evidence-0-quote": "Mieux dit."})
    assert late.status == 409
    assert "was changed while you were working on it" in late.text
    assert "Mieux dit." in late.compared
    assert late.value("evidence-0-quote") == "Seconde."
    assert late.value("evidence-1-quote") == "Mieux dit."

    again = late.save()
    assert again.status == 302, again.text
    assert sorted(quotes(review)) == ["Mieux dit.", "Seconde."]


def test_two_who_add_a_piece(review: ClaimReview, author: User) -> None:
    pages = [page(review, author), page(review, author)]
    assert pages[0].save(**new_piece(2, "La tierce.")).status == 302
    late = pages[1].save(**new_piece(2, "La quarte."))
    assert late.status == 409
    assert "La tierce." in late.compared
    assert late.value("evidence-2-quote") == "La tierce."
    assert late.value("evidence-3-quote") == "La quarte."
    again = late.save()
    assert again.status == 302, again.text
    assert quotes(review) == ["Première.", "Seconde.", "La tierce.", "La quarte."]


def test_what_others_did_to_the_parts_outlives_a_save_of_other_words(
    review: ClaimReview, author: User
) -> None:
    """One piece is removed, one reworded, one added; the other one has touched none of them."""
    pages = [page(review, author), page(review, author)]
    changes = {"evidence-0-DELETE": "on", "evidence-1-quote": "Autrement."}
    assert pages[0].save(**changes, **new_piece(2, "La tierce.")).status == 302
    late = pages[1].save(headline="Un autre titre")
    assert late.status == 409
    again = late.save()
    assert again.status == 302, again.text
    assert quotes(review) == ["Autrement.", "La tierce."]
    assert reviews.fresh(review).headline == "Un autre titre"


def test_a_piece_that_both_reword_is_shown_in_both_versions(
    review: ClaimReview, author: User
) -> None:
    pages = [page(review, author), page(review, author)]
    assert pages[0].save(**{"evidence-1-quote": "Ainsi."}).status == 302
    late = pages[1].save(**{"evidence-1-quote": "Non : autrement."})
    assert "Ainsi.Non : autrement." in late.compared
    assert late.value("evidence-1-quote") == "Non : autrement."
    assert late.save().status == 302
    assert quotes(review) == ["Première.", "Non : autrement."]


def test_a_piece_that_both_remove(review: ClaimReview, author: User) -> None:
    pages = [page(review, author), page(review, author)]
    assert pages[0].save(**{"evidence-0-DELETE": "on"}).status == 302
    late = pages[1].save(**{"evidence-0-DELETE": "on", "headline": "Un autre titre"})
    assert late.status == 409
    assert late.save().status == 302
    assert quotes(review) == ["Seconde."]


def test_a_rating_that_somebody_removed_while_another_worded_it() -> None:
    scale, client = RatingScale.objects.get(language="fr"), signed_in(people.editor())
    address = f"/admin/reviews/ratingscale/{scale.pk}/change/"
    pages = [opened(client, address, "ratingscale_form") for _ in "ab"]
    first, count = pages[0].value("ratings-0-label"), scale.ratings.count()
    assert pages[0].save(**{"ratings-0-DELETE": "on"}).status == 302
    late = pages[1].save(**{"ratings-0-label": "Mieux dit"})
    assert late.status == 409
    assert late.value(f"ratings-{count - 1}-label") == "Mieux dit"
    again = late.save()
    assert again.status == 302, again.text
    labels = set(scale.ratings.values_list("label", flat=True))
    assert "Mieux dit" in labels
    assert first not in labels
