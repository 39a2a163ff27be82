"""An article's page, where its claims are triaged: without JavaScript, and as its script asks."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from claims import actions
from claims.actions import Span
from claims.admin.triage.reasons import MEANINGS
from claims.extraction.ranking import WEIGHTS
from claims.models import Article, Claim
from claims.workflow import State
from factcheck.history.models import Event
from tests.factories import claims, people, publications

SignIn = Callable[[str], Client]
TEXT = "Un. Deux deux. Trois trois trois. Quatre."
SCRIPT = {"X-Triage": "1"}


@pytest.fixture
def found(db: None) -> list[Claim]:
    """Four claims of one text, in its order; the third is the most worth checking."""
    snapshot = claims.snapshot(TEXT)
    ends = [(0, 3), (4, 14), (15, 33), (34, 41)]
    spans = [Span(start, end, score=0.9 if start == 15 else 0.2) for start, end in ends]
    return actions.suggest(snapshot, spans, actor=None)


def article() -> Article:
    return Article.objects.get()


def page(verb: str = "", claim: Claim | None = None) -> str:
    address = f"/admin/claims/article/{article().pk}/"
    return f"{address}triage/{claim.pk}/{verb}/" if claim else f"{address}change/"


def tree(answer: Any) -> Any:
    return html.fromstring(answer.content.decode())


def chosen(answer: Any) -> int:
    [card] = tree(answer).xpath("//*[@id='triage-card']/@data-claim")
    return int(card)


def form(claim: Claim, **more: Any) -> dict[str, Any]:
    """What the card of a claim posts."""
    return {"seen": claim.version, "text": claim.text, "claimant": "", "claimed_on": "", **more}


def now(claim: Claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


# --- What is shown


def test_the_text_is_there_to_the_letter_with_every_claim_at_its_place(
    found: list[Claim], sign_in: SignIn
) -> None:
    actions.suggest(article().snapshots.get(), [Span(8, 20)], actor=None)  # across two others
    answer = sign_in("reviewer").get(page())
    [text] = tree(answer).xpath("//*[@id='triage-text']")
    assert text.text_content() == TEXT
    assert len(text.xpath("a")) == 5
    assert [mark.text for mark in text.xpath("mark[contains(@class, 'deep')]")] == [
        " deux.",
        "Trois",
    ]


def test_each_state_has_its_sign_and_its_name(found: list[Claim], sign_in: SignIn) -> None:
    somebody = people.reviewer()
    actions.accept(found[0].pk, actor=somebody)
    actions.dismiss(found[1].pk, actor=somebody, dismissal="opinion")
    signs = tree(sign_in("reviewer").get(page())).xpath("//*[@id='triage-text']/a")
    assert [(a.get("data-sign"), a.get("aria-label")) for a in signs] == [
        ("✓", "1, accepted"),
        ("✗", "2, dismissed"),
        ("?", "3, suggested"),
        ("?", "4, suggested"),
    ]


def test_the_first_that_waits_is_chosen_and_the_filters_count(
    found: list[Claim], sign_in: SignIn
) -> None:
    actions.accept(found[0].pk, actor=people.reviewer())
    client = sign_in("reviewer")
    answer = client.get(page())
    assert chosen(answer) == found[1].pk
    assert "1 of 4 decided" in answer.content.decode()
    assert chosen(client.get(page(), {"show": "accepted"})) == found[0].pk
    assert chosen(client.get(page(), {"order": "worth"})) == found[2].pk
    assert chosen(client.get(page(), {"claim": "999999", "show": "x"})) == found[1].pk


def test_every_reason_of_the_extractor_has_plain_words() -> None:
    assert set(MEANINGS) == {*WEIGHTS, "model"}


def test_neighbours_are_told_with_how_probable_they_are(sign_in: SignIn) -> None:
    publications.publish(publications.verdict(text="À Lyon, le chômage a baissé de moitié."))
    claims.claim("Le taux de chômage baisse à Lyon.")
    claims.claim("Le taux de chômage a baissé de moitié à Lyon.")
    newest = Article.objects.latest("pk")
    content = sign_in("reviewer").get(f"/admin/claims/article/{newest.pk}/change/").content.decode()
    assert "Le taux de chômage baisse à Lyon." in content
    assert "/verdicts/" in content
    assert "Merge into this" in content
    assert "% probable: the same claim, by words" in content


@pytest.mark.parametrize("role", ["auditor", "contributor"])
def test_who_decides_nothing_sees_the_same_without_buttons(
    found: list[Claim], sign_in: SignIn, role: str
) -> None:
    client = sign_in(role)
    content = client.get(page()).content.decode()
    assert found[0].text in content
    for word in ("Save the wording", "formaction", "Dismiss as"):
        assert word not in content
    assert ("Make a claim of this" in content) == (role == "contributor")
    assert client.post(page("accept", found[0]), form(found[0])).status_code == 403
    assert now(found[0]).status == State.SUGGESTED


#: Sentences that have nothing in common: none is known again in another.
LETTERS = str.maketrans("0123456789", "abcdefghij")


def test_it_costs_the_same_however_many_claims_there_are(sign_in: SignIn, db: None) -> None:
    client, counts = sign_in("reviewer"), []
    for many in (1, 2, 300):  # the first page of a process asks more
        text = "".join(f"Zq{at:06d}. ".translate(LETTERS) for at in range(many))
        snapshot = claims.snapshot(text + str(many))
        spans = [Span(at * 10, at * 10 + 9, score=0.5) for at in range(many)]
        actions.suggest(snapshot, spans, actor=None)
        address = f"/admin/claims/article/{snapshot.article_id}/change/"
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
        assert not any('"raw"' in query["sql"] for query in queries.captured_queries)
    assert counts[1] == counts[2] == 16


# --- What is decided


def test_accepted_with_corrections_and_on_to_the_next(found: list[Claim], sign_in: SignIn) -> None:
    claims.topic("emploi")
    given = form(found[0], text="Un seul.", claimed_on="2026-03-01", topics=["emploi"])
    answer = sign_in("reviewer").post(page("accept", found[0]), given, follow=True)
    claim = now(found[0])
    assert (claim.text, claim.status, claim.topics) == ("Un seul.", State.ACCEPTED, ["emploi"])
    assert str(claim.claimed_on) == "2026-03-01"
    assert chosen(answer) == found[1].pk
    assert "#triage" in answer.redirect_chain[-1][0]
    assert "Done: Accept" in answer.content.decode()


def test_accepting_without_a_correction_writes_no_edit(found: list[Claim], sign_in: SignIn) -> None:
    sign_in("reviewer").post(page("accept", found[0]), form(found[0]))
    told = Event.objects.filter(subject=found[0].uid).order_by("version")
    assert [event.verb for event in told] == ["claim:suggest", "claim:accept"]


def test_the_filter_and_the_order_stay(found: list[Claim], sign_in: SignIn) -> None:
    address = page("dismiss", found[2]) + "?show=suggested&order=worth"
    answer = sign_in("reviewer").post(address, form(found[2], dismissal="opinion"))
    assert "show=suggested&order=worth" in answer["Location"]
    assert f"claim={found[0].pk}" in answer["Location"]
    assert now(found[2]).dismissal == "opinion"


def test_merged_and_taken_out_again(found: list[Claim], sign_in: SignIn) -> None:
    client = sign_in("reviewer")
    client.post(page("merge", found[0]), form(found[0], into="", neighbour=found[3].pk))
    assert now(found[0]).merged_into == found[3]
    content = client.get(page(), {"claim": found[3].pk}).content.decode()
    assert "Undo the merge" in content
    answer = client.post(page("restore", found[0]), {"seen": 2}, follow=True)
    assert now(found[0]).status == State.SUGGESTED
    assert chosen(answer) == found[0].pk


def test_the_script_gets_the_parts_that_change(found: list[Claim], sign_in: SignIn) -> None:
    client = sign_in("reviewer")
    answer = client.post(page("accept", found[0]), form(found[0]), headers=SCRIPT, follow=True)
    [card] = tree(answer).xpath("//*[@id='triage-card']")
    assert (card.get("data-changed"), card.get("data-state")) == (str(found[0].pk), "accepted")
    content = answer.content.decode()
    assert "triage-text" not in content
    assert "<html" not in content
    assert "Done: Accept" in content
    merged = form(found[1], into=found[3].pk)
    answer = client.post(page("merge", found[1]), merged, headers=SCRIPT, follow=True)
    assert "triage-text" in answer.content.decode()  # other words are marked now


@pytest.mark.parametrize("headers", [{}, SCRIPT])
def test_somebody_was_faster(found: list[Claim], sign_in: SignIn, headers: Any) -> None:
    actions.edit(found[0].pk, actor=people.reviewer(), seen=1, changes={"text": "Elle d’abord."})
    client = sign_in("reviewer")
    answer = client.post(
        page("accept", found[0]), form(found[0], text="Et moi.", seen=1), headers=headers
    )
    assert answer.status_code == 409
    assert now(found[0]).status == State.SUGGESTED
    shown = tree(answer)
    assert shown.xpath("//*[@id='card-text']")[0].text.strip() == "Et moi."
    assert "Elle d’abord." in shown.text_content()
    assert shown.xpath("//*[@id='card-form']//input[@name='seen']/@value") == ["2"]
    # Having seen both versions, the person saves again.
    client.post(page("accept", found[0]), form(found[0], text="Et moi.", seen=2))
    assert (now(found[0]).text, now(found[0]).status) == ("Et moi.", State.ACCEPTED)


def test_what_was_dismissed_meanwhile_is_not_accepted(found: list[Claim], sign_in: SignIn) -> None:
    actions.dismiss(found[0].pk, actor=people.reviewer(), dismissal="opinion")
    given = form(found[0], text="Et moi.", seen=2)  # even when that was seen
    answer = sign_in("reviewer").post(page("accept", found[0]), given)
    assert answer.status_code == 409
    assert "this claim is “dismissed”" in answer.content.decode()
    assert "Et moi." in answer.content.decode()


@pytest.mark.parametrize(
    ("verb", "given", "told"),
    [
        ("accept", {"text": " "}, "This field is required"),
        ("accept", {"claimed_on": "hier"}, "valid date"),
        ("accept", {"topics": ["sport"]}, "not one of the available"),
        ("dismiss", {}, "why: This field is required"),
        ("dismiss", {"dismissal": "other", "reason": " "}, "what the other reason is"),
        ("merge", {"into": ""}, "into: This field is required"),
        ("merge", {"into": "999999"}, "not one of the available"),
    ],
)
def test_what_is_refused_is_told_in_place(
    found: list[Claim], sign_in: SignIn, verb: str, given: Any, told: str
) -> None:
    claims.topic("emploi")
    sent = form(found[0], **{"text": "Déjà <i>tapé</i>.", "reason": "Bien réfléchi."} | given)
    answer = sign_in("reviewer").post(page(verb, found[0]), sent, headers=SCRIPT)
    content = answer.content.decode()
    assert answer.status_code == 400
    assert told in content
    assert ("Déjà &lt;i&gt;tapé&lt;/i&gt;." in content) == ("text" not in given)
    assert now(found[0]).version == 1


def test_a_claim_of_another_article_is_not_decided_here(
    found: list[Claim], sign_in: SignIn
) -> None:
    client, address = sign_in("reviewer"), page("accept", found[0])
    other = claims.claim()
    foreign = address.replace(f"/{found[0].pk}/", f"/{other.pk}/")
    assert client.post(foreign, form(other)).status_code == 403
    assert client.post(address.replace("/accept/", "/explode/")).status_code == 404
    assert sign_in("partner manager").post(address, form(found[0])).status_code == 403
    assert client.get(address).status_code == 302


# --- A passage that was selected


def selection(text: str, start: int, end: int) -> dict[str, Any]:
    snapshot = article().snapshots.latest("pk")
    return {"snapshot": snapshot.pk, "start": start, "end": end, "words": text[start:end]}


def test_a_selected_passage_becomes_a_claim_and_is_chosen(sign_in: SignIn) -> None:
    text = "Oui 😀.\nE\u0301té long.\nOui 😀."
    claims.article(text)
    client, address = sign_in("contributor"), page().replace("change/", "triage/select/")
    sent = selection(text, 5, 12)
    sent["words"] = sent["words"].replace("\n", "\r\n")  # as a browser posts it
    answer = client.post(address, sent, headers=SCRIPT, follow=True)
    claim = Claim.objects.get()
    assert claim.appearances.get().exact == text[5:12]
    assert chosen(answer) == claim.pk
    assert "triage-text" in answer.content.decode()


@pytest.mark.parametrize(
    ("other", "status"),
    [({"words": "Autre"}, 400), ({"start": "x"}, 400), ({"end": "9" * 30}, 400),
     ({"start": "50", "end": "60"}, 400), ({"snapshot": "0"}, 409)],
)  # fmt: skip
def test_a_selection_that_is_none_is_refused(
    sign_in: SignIn, other: dict[str, Any], status: int
) -> None:
    claims.article(TEXT)
    address = page().replace("change/", "triage/select/")
    answer = sign_in("reviewer").post(address, selection(TEXT, 4, 14) | other, headers=SCRIPT)
    assert answer.status_code == status
    assert 'role="alert"' in answer.content.decode()
    assert not Claim.objects.exists()
