"""A reader challenges a verdict on its page: no account, no cookie, no script."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from lxml import html

from factcheck.challenges import actions, forms
from factcheck.challenges.models import CorrectionRequest
from tests.factories import challenges
from tests.factories.publications import correct, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who reads the page before writing; here, without waiting for it."""
    monkeypatch.setattr(forms, "_SOONEST", timedelta(0))


def fill_in(about: Any, **more: str) -> tuple[str, dict[str, str]]:
    address = f"/verdicts/{about.verdict}/correction/"
    page = Client().get(address)
    assert page.status_code == 200
    assert not page.cookies
    return address, fields(page) | {"message": challenges.WRONG} | more


def fields(page: Any) -> dict[str, str]:
    """What a browser would send of the page's form as it is."""
    found = html.fromstring(page.content).forms[0].fields
    return {name: value or "" for name, value in found.items()}


def test_from_the_message_to_the_answer(patient: None) -> None:
    first = publish()
    address, filled = fill_in(first, evidence="https://a.example/\nhttps://b.example/", name="Ana")
    sent = Client().post(address, filled)
    assert sent.status_code == 303
    asked = CorrectionRequest.objects.get()
    assert (asked.origin, asked.name, len(asked.evidence)) == ("reader", "Ana", 2)

    page = Client().get(sent["Location"])
    text = page.content.decode()
    assert "noindex" in text
    assert challenges.WRONG in text
    assert "Ana" not in text

    actions.accept(asked.pk, actor=challenges.decider(), answer="Vous avez raison.")
    actions.settle(correct(first), actor=None)
    text = Client().get(sent["Location"]).content.decode()
    assert "Vous avez raison." in text
    assert "Le chiffre de 2025 est corrigé." in text


def test_a_machine_is_told_and_nothing_is_kept() -> None:
    address, filled = fill_in(publish())
    at_once = Client().post(address, filled)
    assert at_once.status_code == 400
    assert challenges.WRONG in at_once.content.decode()
    for wrong in ({"homepage": "https://spam.example"}, {"loaded": "1:x:y"}, {"loaded": ""}):
        assert Client().post(address, filled | wrong).status_code == 400
    assert not CorrectionRequest.objects.exists()


def test_who_was_too_fast_sends_the_same_page_again(monkeypatch: pytest.MonkeyPatch) -> None:
    address, filled = fill_in(publish())
    again = fields(Client().post(address, filled))
    monkeypatch.setattr(forms, "_SOONEST", timedelta(0))
    assert Client().post(address, again).status_code == 303


def test_a_correction_that_came_meanwhile_is_to_be_read_first(patient: None) -> None:
    first = publish()
    address, filled = fill_in(first)
    correct(first)
    answer = Client().post(address, filled)
    assert answer.status_code == 409
    again = fields(answer)
    assert (again["version"], again["message"].strip()) == ("2", challenges.WRONG)
    assert Client().post(address, again).status_code == 303


def test_markup_is_shown_as_text(patient: None) -> None:
    address, filled = fill_in(publish(), message="</script><script>alert('x')</script> C'est faux")
    sent = Client().post(address, filled)
    assert "<script>alert" not in Client().get(sent["Location"]).content.decode()


def test_a_flood_is_told_to_wait(patient: None) -> None:
    about = publish()
    address, filled = fill_in(about)
    for n in range(5):
        assert (
            Client().post(address, filled | {"message": f"{challenges.WRONG} {n}"}).status_code
            == 303
        )
    refused = Client().post(address, filled)
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 3_000
    assert challenges.WRONG in refused.content.decode()
    elsewhere = Client(REMOTE_ADDR="203.0.113.9").post(address, filled)
    assert elsewhere.status_code == 303


def test_there_is_no_such_verdict_nor_request() -> None:
    assert Client().get(f"/verdicts/{uuid4()}/correction/").status_code == 404
    assert Client().get(f"/correction-requests/{uuid4()}/").status_code == 404
