"""Two people save the same page at the same moment, again and again, over HTTP: no edit is silently
lost. What happens on every other page is in `tests/edits/`."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from claims.models import Claim
from factcheck.history.models import Event
from tests.factories import claims
from tests.scenarios.desk import Page, Person


def _no_edit_is_lost(sign_in: Callable[..., Person], pairs: int) -> None:
    claim = claims.claim()
    address = f"/admin/claims/claim/{claim.pk}/change/"
    people = [sign_in("reviewer"), sign_in("reviewer")]

    def save(person: Person, page: Page, text: str) -> Page:
        return person.save(page, "claim", text=text)

    saved: list[str] = []
    with ThreadPoolExecutor(2) as both:
        for number in range(pairs):
            pages = [person.open(address) for person in people]
            texts = [f"Version {number} de {name}." for name in ("Rosa", "Rémi")]
            answers = list(both.map(save, people, pages, texts))
            assert sorted(answer.status for answer in answers) == [200, 409]
            won = [answer.status for answer in answers].index(200)
            lost = answers[1 - won]
            # The other one holds their own words, and sees those that stand.
            assert lost.form("claim_form").fields["text"] == texts[1 - won]
            assert texts[won] in lost.text
            saved.append(texts[won])

    assert Claim.objects.get(pk=claim.pk).text == saved[-1]
    edits = Event.objects.filter(subject=claim.uid, verb="claim:edit").order_by("version")
    told: list[Any] = [event.data["changes"]["text"][1] for event in edits]
    assert told == saved


def test_some_pairs_of_saves(sign_in: Callable[..., Person]) -> None:
    _no_edit_is_lost(sign_in, 8)


@pytest.mark.long
def test_a_thousand_pairs_of_saves(sign_in: Callable[..., Person]) -> None:
    _no_edit_is_lost(sign_in, 1_000)
