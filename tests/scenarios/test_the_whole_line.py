"""From an article to a verdict that a partner pulls, corrected and withdrawn: over HTTP alone."""

import re
from collections.abc import Callable
from typing import Any

import httpx

from claims.models import Source
from factcheck.desk.demo import texts
from reviews.models import ClaimReview, Rating
from tests.scenarios.desk import Page, Person

SignIn = Callable[..., Person]


def number(page: Page) -> str:
    found = re.search(r"/(\d+)/change/", page.url)
    assert found, page.url
    return found[1]


def evidence(source: Source, place: int = 0, **more: Any) -> dict[str, Any]:
    """A new piece of evidence, as the review's form sends it."""
    given = {"source": source.pk, "stance": "supports", "quote": texts.QUOTE, **more}
    fields = {f"evidence-{place}-{name}": value for name, value in given.items()}
    return {"evidence-TOTAL_FORMS": place + 1, **fields}


def a_source(reviewer: Person) -> Source:
    fields = {**texts.SOURCE, "published_on": "2023-02-24"}
    page = reviewer.save(reviewer.open("/admin/claims/source/add/"), "source", **fields)
    return Source.objects.get(pk=number(page))


def a_review(reviewer: Person) -> Page:
    """An article taken in, its claims found, one of them accepted; the page of its review."""
    article = reviewer.save(
        reviewer.open("/admin/claims/article/add/"), "article",
        title="La fuite de LLaMA", language="fr", publisher="La Gazette",
        url="https://gazette.example/llama", text=texts.ARTICLE.read_text(),
    )  # fmt: skip
    assert article.status == 200
    article = reviewer.press(article, "extract")
    [mark] = article.tree.xpath("//mark[contains(., 'devait être réservé')]/@data-claim")
    claim = reviewer.open(f"/admin/claims/claim/{mark}/change/")
    claim = reviewer.save(claim, "claim", text=texts.CLAIM)
    return reviewer.press(claim, "accept")


def a_submitted_review(reviewer: Person, **fields: Any) -> Page:
    source = a_source(reviewer)
    page = reviewer.press(a_review(reviewer), "take")
    content = {
        "headline": "Oui, l’accès était réservé",
        "summary": "Meta l’annonçait ainsi.",
        "rating": Rating.objects.get(scale__slug="verite", code="true").pk,
    }
    page = reviewer.save(page, "claimreview", **{**content, **fields, **evidence(source)})
    assert "✗" not in page.text
    return reviewer.press(page, "submit")


def test_publish_correct_withdraw(sign_in: SignIn, partner: httpx.Client) -> None:
    rosa, alain, edith = sign_in("reviewer"), sign_in("approver"), sign_in("editor")
    page = a_submitted_review(rosa)
    address = f"/admin/reviews/claimreview/{number(page)}/change/"
    review = ClaimReview.objects.get(pk=number(page))

    # The second person's rule: whoever wrote it is not offered to approve it.
    assert "Approve" not in page.buttons
    assert partner.get("verdicts/").json()["results"] == []

    alain.press(alain.open(address), "approve")
    published = edith.press(edith.open(address), "publish")
    assert "Published" in published.text

    verdict = partner.get(f"verdicts/{review.uid}/").json()
    assert verdict["claim"]["text"] == texts.CLAIM
    assert verdict["rating"]["canonical"] == "true"
    selector = verdict["claim"]["appearances"][0]["selector"]
    assert texts.ARTICLE.read_text()[selector["start"] : selector["end"]] == selector["exact"]
    assert verdict["evidence"][0]["quote"] == texts.QUOTE
    cursor = partner.get("changes/").json()["next"]

    # A correction: another pass through the same two people, with a note for the public.
    page = rosa.press(rosa.open(address), "revise", reason="L’industrie manque.")
    refused = rosa.press(page, "submit")
    assert refused.status == 422
    assert "correction note" in refused.text
    mostly = Rating.objects.get(scale__slug="verite", code="mostly_true").pk
    page = rosa.save(rosa.open(address), "claimreview", rating=mostly, correction_note="Précisé.")
    rosa.press(page, "submit")
    assert partner.get(f"verdicts/{review.uid}/").json()["version"] == 1
    alain.press(alain.open(address), "approve")
    edith.press(edith.open(address), "publish")

    corrected = partner.get(f"verdicts/{review.uid}/").json()
    assert (corrected["version"], corrected["status"]) == (2, "corrected")
    assert corrected["previous_hash"] == verdict["content_hash"]
    assert corrected["corrections"][0]["note"] == "Précisé."

    # A withdrawal, by two people.
    page = edith.press(
        edith.open(address), "propose_withdrawal", public_reason="La source est fausse."
    )
    assert "Confirm withdrawal" not in page.buttons
    alain.press(alain.open(address), "withdraw")
    gone = partner.get(f"verdicts/{review.uid}/").json()
    assert gone["withdrawal"]["reason"] == "La source est fausse."
    assert "rating" not in gone

    changes = partner.get("changes/", params={"cursor": cursor}).json()["results"]
    assert [(change["kind"], change["version"]) for change in changes] == [
        ("corrected", 2),
        ("withdrawn", 3),
    ]
    versions = partner.get(f"verdicts/{review.uid}/versions/").json()["results"]
    assert [version["kind"] for version in versions] == ["published", "corrected", "withdrawn"]


def test_even_an_approver_cannot_approve_their_own_work(sign_in: SignIn) -> None:
    alain = sign_in("approver")
    page = a_submitted_review(alain)
    assert "Approve" not in page.buttons
    assert "a second person has to" in page.text
    address = page.url.split("/change/")[0] + "/do/approve/"
    token = alain.http.cookies["csrftoken"]
    answer = alain.http.post(
        address, data={"csrfmiddlewaretoken": token}, headers={"Referer": page.url}
    )
    assert answer.status_code == 403
    assert "second person" in Page(answer).text
    assert ClaimReview.objects.get().status == "submitted"


def test_a_stale_save_is_refused_with_both_versions(sign_in: SignIn) -> None:
    rosa = sign_in("reviewer")
    page = rosa.press(a_review(rosa), "take")
    old = rosa.open(page.url)
    rosa.save(page, "claimreview", headline="Première version")

    refused = rosa.save(old, "claimreview", headline="Seconde version", notes="à moi")
    assert refused.status == 409
    assert "Nothing of yours was saved" in refused.text
    assert "Première version" in refused.text
    assert refused.form("claimreview_form").fields["headline"] == "Seconde version"
    assert ClaimReview.objects.get().headline == "Première version"

    # Having seen both, the person saves again.
    assert rosa.save(refused, "claimreview").status == 200
    review = ClaimReview.objects.get()
    assert (review.headline, review.notes) == ("Seconde version", "à moi")


def test_two_reviewers_take_the_same_review(sign_in: SignIn) -> None:
    rosa, remi = sign_in("reviewer"), sign_in("reviewer")
    page = a_review(rosa)
    seen_by_remi = remi.open(page.url)
    rosa.press(page, "take")

    refused = remi.press(seen_by_remi, "take")
    assert refused.status == 409
    holder = ClaimReview.objects.select_related("holder").get().holder
    assert holder
    assert f"“Take” by {holder}" in refused.text


def test_what_was_typed_survives_a_lease_that_was_lost(sign_in: SignIn) -> None:
    rosa, edith = sign_in("reviewer"), sign_in("editor")
    page = rosa.press(a_review(rosa), "take")
    edith.press(edith.open(page.url), "take_over", reason="Rosa est malade.")

    refused = rosa.save(page, "claimreview", summary="Deux heures de travail.")
    assert refused.status == 409
    assert "Deux heures de travail." in refused.text


def test_a_verdict_without_evidence_goes_nowhere(sign_in: SignIn) -> None:
    rosa = sign_in("reviewer")
    page = rosa.press(a_review(rosa), "take")
    refused = rosa.press(rosa.save(page, "claimreview", headline="H", summary="S"), "submit")
    assert refused.status == 422
    assert "evidence" in refused.text
    assert "rating" in refused.text
    assert ClaimReview.objects.get().status == "in_review"
