"""What no row can be is refused in the form, and told; nothing breaks."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories import claims, people, reviews

SignIn = Callable[[str], Client]
pytestmark = pytest.mark.django_db

NO_ROWS = ["abc", "-1", "99999999999999999999999", "1; DROP", "٣"]


@pytest.mark.parametrize("value", NO_ROWS)
def test_a_claim_is_merged_into_no_such_thing(sign_in: SignIn, value: str) -> None:
    claim = claims.claim()
    address = f"/admin/claims/claim/{claim.pk}/do/merge/"
    answer = sign_in("reviewer").post(address, {"into": value, "seen": claim.version})
    assert answer.status_code == 400
    assert b"errorlist" in answer.content


@pytest.mark.parametrize("value", NO_ROWS)
def test_a_claimant_and_a_source_that_are_none(sign_in: SignIn, value: str) -> None:
    review = reviews.taken(people.reviewer())
    client = sign_in("reviewer")
    client.force_login(review.holder)
    claim = client.post(
        f"/admin/claims/claim/{review.claim_id}/change/",
        {"text": "x", "claimant": value, "seen": review.claim.version},
    )
    evidence = {
        "evidence-TOTAL_FORMS": 1, "evidence-INITIAL_FORMS": 0, "evidence-0-source": value,
        "seen": review.version,
    }  # fmt: skip
    written = client.post(f"/admin/reviews/claimreview/{review.pk}/change/", evidence)
    for answer in (claim, written):
        assert answer.status_code == 200
        assert b"errorlist" in answer.content
