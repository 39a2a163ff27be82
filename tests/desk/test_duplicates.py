"""A claim's own page shows what may be the same claim, and merges them when a person says so."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from lxml import html

from claims import actions
from claims.models import Claim
from claims.workflow import State
from tests.factories import claims, people, publications

SignIn = Callable[[str], Client]
pytestmark = pytest.mark.django_db
SAID, AGAIN = (
    "Le taux de chômage a baissé de moitié à Lyon.",
    "À Lyon, le taux de chômage a baissé de moitié.",
)


def page(claim: Claim) -> str:
    return f"/admin/claims/claim/{claim.pk}/change/"


def panel(client: Client, claim: Claim) -> Any:
    tree = html.fromstring(client.get(page(claim)).content.decode())
    [found] = tree.xpath("//section[@aria-labelledby='duplicates']")
    return found


def press(client: Client, form: Any) -> Any:
    given = {field.get("name"): field.get("value") for field in form.xpath(".//input[@name]")}
    return client.post(form.get("action"), given, follow=True)


def test_a_suggestion_is_merged_into_the_claim_that_was_met_before(sign_in: SignIn) -> None:
    met, new = claims.claim(SAID, accepted_by=people.reviewer()), claims.claim(AGAIN)
    client = sign_in("reviewer")
    found = panel(client, new)
    assert "accepted" in found.text_content()
    assert "% probable: the same claim" in found.text_content()
    [form] = found.xpath(".//form")
    assert "Merge this claim into it" in form.text_content()
    assert Claim.objects.filter(status=State.DUPLICATE).count() == 0  # nothing by itself

    answer = press(client, form)
    new.refresh_from_db()
    assert (new.status, new.merged_into) == (State.DUPLICATE, met)
    assert answer.redirect_chain[-1][0] == page(met)  # where the work goes on
    assert not panel(client, met).xpath(".//form")  # a duplicate is not met again


def test_a_claim_at_work_takes_the_suggestion_over(sign_in: SignIn) -> None:
    working, new = claims.claim(SAID, accepted_by=people.reviewer()), claims.claim(AGAIN)
    client = sign_in("reviewer")
    [form] = panel(client, working).xpath(".//form")
    assert "Merge it into this claim" in form.text_content()

    answer = press(client, form)
    new.refresh_from_db()
    assert (new.status, new.merged_into) == (State.DUPLICATE, working)
    assert answer.redirect_chain[-1][0] == page(working)


def test_who_was_shown_another_wording_is_told(sign_in: SignIn) -> None:
    claims.claim(SAID, accepted_by=people.reviewer())
    new = claims.claim(AGAIN)
    client = sign_in("reviewer")
    [form] = panel(client, new).xpath(".//form")
    actions.edit(new.pk, actor=people.reviewer(), seen=new.version, changes={"text": AGAIN + "!"})
    assert press(client, form).status_code == 409
    new.refresh_from_db()
    assert new.status == State.SUGGESTED


def test_a_published_verdict_is_shown_with_what_differs(sign_in: SignIn) -> None:
    publications.publish(publications.verdict(text="À Lyon, le chômage a baissé de 3 %."))
    claim = claims.claim("À Lyon, le chômage a baissé de 5 %.")
    found = panel(sign_in("reviewer"), claim)
    assert found.xpath(".//a[contains(@href, '/verdicts/')]")
    assert found.xpath(".//mark")[0].text == "5 % here, 3 % there"


def test_an_auditor_sees_them_without_buttons(sign_in: SignIn) -> None:
    claims.claim(SAID)
    found = panel(sign_in("auditor"), claims.claim(AGAIN))
    assert SAID in found.text_content()
    assert not found.xpath(".//form | .//button")
