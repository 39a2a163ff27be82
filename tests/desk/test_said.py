"""Whom the text names, on the desk: shown, and offered; a claimant when a person says so."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from claims import actions
from claims.actions import Said, Span
from claims.extraction import Precision, Speech
from claims.models import Claim, Claimant
from claims.workflow import State
from factcheck.history.models import Event
from tests.factories import claims, people

SignIn = Callable[[str], Client]
TEXT = "Le taux de chômage a baissé, selon Éva Roy. La salle a applaudi. " * 2
ROY = (TEXT.index("Éva"), TEXT.index("Éva") + 7)
MARCH_3 = date(2026, 3, 3)
SAID = Said(Speech.REPORTED, ROY, "selon", MARCH_3, Precision.DAY)


def told(said: Said | None = SAID) -> Claim:
    """A claim of a new text, which tells this of it."""
    snapshot = claims.snapshot(TEXT)
    return actions.suggest(snapshot, [Span(0, 43, said=said)], actor=None)[0]


def page(claim: Claim, verb: str = "") -> str:
    article = claim.appearances.get().snapshot.article_id
    middle = f"triage/{claim.pk}/{verb}" if verb else "change"
    return f"/admin/claims/article/{article}/{middle}/"


def card(answer: Any) -> Any:
    return html.fromstring(answer.content.decode()).xpath("//*[@id='triage-card']")[0]


def posted(answer: Any) -> dict[str, str]:
    """What the card's form sends as it stands, pressed without a look."""
    form = card(answer).xpath(".//form[@id='card-form']")[0]
    return {name: value or "" for name, value in form.fields.items()}


def now(claim: Claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


# --- Shown


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (SAID, "Said by Éva Roy, reported (selon), March 3, 2026."),
        (
            Said(Speech.DIRECT, ROY, "dit", date(2026, 3, 1), Precision.MONTH),
            "Said by Éva Roy, in quotes (dit), March 2026.",
        ),
        (
            Said(Speech.REPORTED, None, "selon", date(2026, 1, 1), Precision.YEAR),
            "Reported: the text names nobody for certain (selon), 2026.",
        ),
        (Said(Speech.DIRECT), "In quotes: the text names nobody for certain."),
        (Said(Speech.OWN), "In the article's own voice."),
    ],
)
def test_who_said_it_stands_with_the_quote(said: Said, shown: str, sign_in: SignIn) -> None:
    client, claim = sign_in("reviewer"), told(said)
    for address in (page(claim), f"/admin/claims/claim/{claim.pk}/change/"):
        tree = html.fromstring(client.get(address).content.decode())
        [line] = tree.xpath("//p[@class='said-by']")
        assert " ".join(line.text_content().split()) == shown


def test_of_what_nobody_read_nothing_is_told(sign_in: SignIn) -> None:
    assert b"said-by" not in sign_in("reviewer").get(page(told(None))).content


def test_the_speakers_words_are_marked_also_where_they_stand_further_off(sign_in: SignIn) -> None:
    client = sign_in("reviewer")
    shown = card(client.get(page(told())))
    assert [mark.text for mark in shown.xpath(".//blockquote/mark[@class='speaker']")] == [
        "Éva Roy"
    ]
    assert shown.get("data-speakers").split() == [f"{ROY[0]}-{ROY[1]}"]

    far = f"Éva Roy, maire. {'La salle a applaudi. ' * 40}« Il ment », a-t-elle dit."
    said = Said(Speech.DIRECT, (0, 7), "a-t-elle dit")
    start = far.index("« Il")
    [claim] = actions.suggest(claims.snapshot(far), [Span(start, start + 9, said=said)], actor=None)
    shown = card(client.get(page(claim)))
    assert not shown.xpath(".//blockquote/mark[@class='speaker']")
    assert [mark.text for mark in shown.xpath(".//p[@class='said-by']/q/mark")] == ["Éva Roy"]


def test_the_reviewer_sees_it_with_the_quote(sign_in: SignIn) -> None:
    claim = told()
    actions.accept(claim.pk, actor=people.reviewer())
    review = claim.reviews.get()
    answer = sign_in("reviewer").get(f"/admin/reviews/claimreview/{review.pk}/change/")
    assert b"Said by" in answer.content
    assert b"<i>no claimant named</i>" in answer.content


# --- Offered


def test_a_claimant_of_that_name_is_offered_and_accepted_with_the_form(sign_in: SignIn) -> None:
    claims.claimant("Eva Roy"), claims.claimant("Éva Roy-Dubois")
    roy, claim, client = claims.claimant("Éva Roy"), told(), sign_in("reviewer")
    answer = client.get(page(claim))
    sent = posted(answer)
    assert (sent["claimant"], sent["claimed_on"]) == (str(roy.pk), "2026-03-03")
    assert answer.content.decode().count("Proposed from the text") == 2
    assert now(claim).claimant is None  # so far it was only shown

    client.post(page(claim, "accept"), sent)
    accepted = now(claim)
    assert (accepted.claimant, accepted.claimed_on) == (roy, MARCH_3)
    assert accepted.status == State.ACCEPTED
    verbs = Event.objects.filter(subject=claim.uid).order_by("version").values_list("verb")
    assert [verb for (verb,) in verbs] == ["claim:suggest", "claim:edit", "claim:accept"]


def test_what_a_person_says_wins(sign_in: SignIn) -> None:
    claims.claimant("Éva Roy")
    other, client = claims.claimant("Paul Roy"), sign_in("reviewer")
    one, two = told(), told()
    client.post(page(one, "accept"), posted(client.get(page(one))) | {"claimant": other.pk})
    client.post(
        page(two, "accept"), posted(client.get(page(two))) | {"claimant": "", "claimed_on": ""}
    )
    assert (now(one).claimant, now(one).claimed_on) == (other, MARCH_3)
    assert (now(two).claimant, now(two).claimed_on) == (None, None)


def test_what_a_person_took_out_does_not_come_back(sign_in: SignIn) -> None:
    claims.claimant("Éva Roy")
    claim, client = told(), sign_in("reviewer")
    sent = posted(client.get(page(claim)))
    client.post(
        page(claim, "edit"), sent | {"claimant": "", "text": "Autrement.", "claimed_on": ""}
    )
    answer = client.get(page(claim))
    again = posted(answer)
    assert (again["claimant"], again["claimed_on"]) == ("", "")
    assert "Choose “Éva Roy”" in answer.content.decode()  # by a press, it does


@pytest.mark.parametrize(
    ("verb", "answers"), [("dismiss", {"dismissal": "opinion"}), ("merge", {"into": None})]
)
def test_a_claim_that_is_left_has_it_from_nobody(
    verb: str, answers: dict[str, Any], sign_in: SignIn
) -> None:
    claims.claimant("Éva Roy")
    claim, client = told(), sign_in("reviewer")
    if "into" in answers:
        answers = {"into": claims.claim().pk}
    sent = posted(client.get(page(claim)))
    assert client.post(page(claim, verb), sent | answers).status_code == 302
    assert (now(claim).claimant, now(claim).claimed_on, now(claim).version) == (None, None, 2)


@pytest.mark.parametrize("precision", [Precision.MONTH, Precision.YEAR])
def test_a_date_that_is_not_a_day_is_only_shown(precision: Precision, sign_in: SignIn) -> None:
    claim = told(Said(Speech.REPORTED, ROY, "selon", date(2026, 1, 1), precision))
    assert posted(sign_in("reviewer").get(page(claim)))["claimed_on"] == ""


def test_two_speakers_of_one_claim_are_proposed_by_nobody(sign_in: SignIn) -> None:
    claims.claimant("Éva Roy"), claims.claimant("La salle")
    start = TEXT.index("La salle")
    spans = [
        Span(0, 43, said=SAID),
        Span(start, start + 20, said=Said(Speech.DIRECT, (start, start + 8))),
    ]
    kept, merged = actions.suggest(claims.snapshot(TEXT), spans, actor=None)
    actions.merge(merged.pk, actor=people.reviewer(), into=kept.pk)
    article = kept.appearances.first().snapshot.article_id  # type: ignore[union-attr]
    answer = sign_in("reviewer").get(f"/admin/claims/article/{article}/change/")
    assert posted(answer)["claimant"] == ""
    assert "card-name" not in answer.content.decode()


# --- Somebody who is no claimant yet


def test_one_press_makes_the_claimant_and_keeps_what_was_typed(sign_in: SignIn) -> None:
    claim, client = told(), sign_in("reviewer")
    answer = client.get(page(claim))
    assert "Add “Éva Roy” as a claimant" in answer.content.decode()
    [button] = card(answer).xpath(".//button[@id='card-name']")
    sent = posted(answer) | {"text": "Le chômage a baissé.", "named": button.get("value")}
    client.post(button.get("formaction"), sent)
    roy = Claimant.objects.get()
    assert (roy.name, roy.kind) == ("Éva Roy", "")
    changed = now(claim)
    assert (changed.claimant, changed.text) == (roy, "Le chômage a baissé.")
    assert changed.status == State.SUGGESTED
    assert "card-name" not in client.get(page(claim)).content.decode()


def test_a_stale_press_makes_nobody_and_loses_nothing(sign_in: SignIn) -> None:
    claim, client = told(), sign_in("reviewer")
    sent = posted(client.get(page(claim))) | {"text": "Le mien.", "named": "Éva Roy"}
    actions.edit(claim.pk, actor=people.reviewer(), seen=1, changes={"text": "Autre."})
    answer = client.post(page(claim, "edit"), sent)
    assert answer.status_code == 409
    assert not Claimant.objects.exists()
    assert posted(answer)["text"].strip() == "Le mien."
    assert "Autre." in answer.content.decode()
    client.post(page(claim, "edit"), posted(answer) | {"named": "Éva Roy"})
    assert (now(claim).text, str(now(claim).claimant)) == ("Le mien.", "Éva Roy")


def test_of_several_who_are_called_so_a_person_chooses(sign_in: SignIn) -> None:
    claims.claimant("Éva Roy"), claims.claimant("Éva Roy")
    claim, client = told(), sign_in("reviewer")
    answer = client.get(page(claim))
    assert posted(answer)["claimant"] == ""
    assert "Several claimants are called “Éva Roy”" in answer.content.decode()
    answer = client.post(page(claim, "edit"), posted(answer) | {"named": "Éva Roy"})
    assert answer.status_code == 400
    assert "choose the one who is meant" in answer.content.decode()


def test_who_may_not_decide_is_offered_nothing(sign_in: SignIn) -> None:
    claims.claimant("Éva Roy")
    claim = told()
    for role in ("auditor", "contributor"):
        client = sign_in(role)
        content = client.get(page(claim)).content.decode()
        assert "Said by" in content
        assert "Proposed from the text" not in content
        assert "card-name" not in content
        sent = {"seen": 1, "text": claim.text, "named": "Éva Roy"}
        assert client.post(page(claim, "edit"), sent).status_code == 403
    assert now(claim).claimant is None


def test_it_costs_no_query_more(sign_in: SignIn) -> None:
    client, counts = sign_in("reviewer"), []
    for claim in (told(None), told()):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page(claim)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


# --- In bulk


def test_accepted_in_bulk_nobody_is_filled_in_and_it_is_said(sign_in: SignIn) -> None:
    claims.claimant("Éva Roy")
    claim, silent = told(), told(None)
    chosen = {"action": "accept", "_selected_action": [claim.pk, silent.pk]}
    content = sign_in("reviewer").post("/admin/claims/claim/", chosen).content.decode()
    assert now(claim).claimant is None
    assert content.count("no claimant is filled in; the text names “Éva Roy”") == 1
