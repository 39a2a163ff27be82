"""A source's pages: added once, its copy, what rests on it, and its withdrawal."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.models import Source
from reviews.models import ClaimReview
from tests.factories import claims, people, reviews

ADD = "/admin/claims/source/add/"
LIST = "/admin/reviews/claimreview/"
GIVEN = {"title": "Le tableau", "kind": "dataset", "url": "http://stats.example/4/"}


@pytest.fixture
def desk(sign_in: Callable[[str], Client]) -> Client:
    return sign_in("reviewer")


def page(source: Source) -> str:
    return f"/admin/claims/source/{source.pk}/change/"


def resting_on(source: Source) -> ClaimReview:
    item = reviews.evidence_item(source=source)
    return reviews.published(people.reviewer(), people.approver(), people.editor(), evidence=[item])


def test_an_address_that_is_known_is_told_with_a_link_and_nothing_typed_is_lost(
    desk: Client,
) -> None:
    assert "another source at the same address" not in desk.get(ADD).content.decode()
    known = claims.source()
    answer = desk.post(ADD, GIVEN)
    told = answer.content.decode()
    assert answer.status_code == 400
    assert f'href="{page(known)}"' in told
    assert "Le tableau" in told
    assert Source.objects.count() == 1
    desk.post(ADD, {**GIVEN, "another": "on"})
    assert Source.objects.count() == 2


def test_the_archived_copy_is_a_link_and_a_missing_one_is_told(desk: Client) -> None:
    kept, not_kept = claims.source(), claims.source(archived_url="", url="https://b.example/")
    assert 'href="https://archive.example/4"' in desk.get(page(kept)).content.decode()
    told = desk.get(page(not_kept)).content.decode()
    assert "No archived copy yet" in told
    answer = desk.get("/admin/claims/source/", {"archived_url__isempty": "1"})
    assert list(answer.context["cl"].result_list) == [not_kept]


def test_the_page_shows_what_rests_on_it_with_state_and_public_page(desk: Client) -> None:
    source = claims.source()
    review, other = resting_on(source), resting_on(claims.source(title="Un autre"))
    told = desk.get(page(source)).content.decode()
    assert f'href="/admin/reviews/claimreview/{review.pk}/change/"' in told
    assert f"/verdicts/{review.uid}/" in told
    assert ": published, Faux" in told
    assert str(other.uid) not in told


def test_its_page_costs_the_same_however_much_rests_on_it(desk: Client) -> None:
    source, costs = claims.source(), []
    for rows in (1, 21):
        for _ in range(rows):
            item = reviews.evidence_item(source=source)
            reviews.ready(people.reviewer(), evidence=[item])
        with CaptureQueriesContext(connection) as queries:
            told = desk.get(page(source)).content.decode()
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 12
    assert f"{LIST}?source={source.pk}" in told
    assert desk.get(LIST, {"source": source.pk}).context["cl"].result_count == 22


def test_withdrawn_by_a_button_and_looked_at_again(desk: Client) -> None:
    source = claims.source()
    review = resting_on(source)
    resting_on(claims.source())
    desk.post(f"/admin/claims/source/{source.pk}/do/withdraw/", {"reason": "Retracted.", "seen": 1})
    assert "This source is withdrawn: “Retracted.”" in desk.get(page(source)).content.decode()
    answer = desk.get(LIST, {"source": "withdrawn"})
    assert list(answer.context["cl"].result_list) == [review]
    assert "No source is withdrawn" in desk.get(f"{LIST}{review.pk}/change/").content.decode()
    listed = desk.get("/admin/claims/source/", {"withdrawn": "yes"})
    assert list(listed.context["cl"].result_list) == [source]
    desk.post(f"/admin/claims/source/{source.pk}/do/restore/", {"reason": "A mistake.", "seen": 2})
    assert not desk.get(LIST, {"source": "withdrawn"}).context["cl"].result_count


@pytest.mark.parametrize("given", ["x", "²", "9" * 40, "-1", "0"])
def test_a_source_that_is_none_finds_nothing(desk: Client, given: str) -> None:
    reviews.ready(people.reviewer())
    assert desk.get(LIST, {"source": given}).context["cl"].result_count == 0
