"""From private rows to the published document: every field that is public, and nothing else."""

from datetime import date
from typing import Any

import orjson
import pytest

from claims import actions as triage
from claims.models import Article, Claimant
from factcheck.accounts.models import User
from factcheck.errors import Blocked
from factcheck.publications.models import Publication
from reviews import actions, document
from reviews.models import Approval, ClaimReview
from tests.factories import claims, people, reviews

pytestmark = pytest.mark.django_db

WORDS = "Le taux de chômage a baissé de moitié."


@pytest.fixture
def full(author: User, second: User, editor: User, settings: Any) -> ClaimReview:
    """A published verdict in which every field is filled, the internal ones too."""
    settings.FACTCHECK_ORGANIZATION_NAME = "Le Phare"
    settings.FACTCHECK_ORGANIZATION_URL = "https://phare.example/"
    for slug in ("emploi", "budget"):
        claims.topic(slug)
    snapshot = claims.snapshot(
        f"« {WORDS} » Applaudissements.",
        url="https://gazette.example/chomage",
        published_on="2026-03-02",
        author="SECRET de la rédaction",
    )
    claim = claims.claim(
        WORDS,
        within=snapshot,
        accepted_by=people.person("reviewer", "SECRET-reviewer"),
        claimant=claims.claimant(same_as="https://w.example/Q1"),
        claimed_on=date(2026, 3, 1),
        topics=["emploi", "budget"],
    )
    source = claims.source(published_on=date(2026, 2, 1))
    review = reviews.ready(
        author, claim=claim, evidence=[reviews.evidence_item(source=source, stance="refutes")]
    )
    changes = {"notes": "SECRET", "claimant_contacted": True, "review_by": date(2027, 3, 1)}
    actions.edit(review.pk, actor=author, seen=review.version, changes=changes)
    actions.submit(review.pk, actor=author)
    actions.request_changes(review.pk, actor=second, reason="SECRET, trop long.")
    actions.submit(review.pk, actor=author)
    return reviews.publish(reviews.approve(review, second), editor)


def said(review: ClaimReview) -> dict[str, Any]:
    return orjson.loads(Publication.objects.get(verdict=review.uid).body)


def test_every_field_of_the_document(full: ClaimReview) -> None:
    document = said(full)
    publication = Publication.objects.get()
    at = document["published_at"]
    assert document == {
        "id": str(full.uid),
        "version": 1,
        "status": "published",
        "url": f"http://127.0.0.1:8000/verdicts/{full.uid}/",
        "language": "fr",
        "claim": {
            "id": str(full.claim.uid),
            "text": WORDS,
            "language": "fr",
            "claimant": {
                "name": "Jeanne Martin", "type": "Person", "same_as": "https://w.example/Q1",
            },
            "claimed_on": "2026-03-01",
            "appearances": [
                {
                    "url": "https://gazette.example/chomage",
                    "title": "Le débat sur l’emploi",
                    "publisher": "La Gazette",
                    "published_on": "2026-03-02",
                    "selector": {
                        "exact": WORDS,
                        "prefix": "« ",
                        "suffix": " » Applaudissements.",
                        "start": 2,
                        "end": 2 + len(WORDS),
                    },
                }
            ],
        },
        "rating": {
            "scale": "verite",
            "code": "false",
            "label": "Faux",
            "value": 1,
            "best": 5,
            "worst": 1,
            "canonical": "false",
        },
        "headline": reviews.HEADLINE,
        "summary": reviews.SUMMARY,
        "topics": ["budget", "emploi"],
        "evidence": [
            {
                "stance": "refutes",
                "quote": "7,3 % contre 7,5 %",
                "locator": "p. 4",
                "note": "La baisse est de 0,2 point.",
                "source": {
                    "title": "Tableau 4",
                    "url": "https://stats.example/4",
                    "publisher": "Institut",
                    "type": "dataset",
                    "published_on": "2026-02-01",
                    "archived_url": "https://archive.example/4",
                },
            }
        ],
        "corrections": [],
        "reviewed_by": {"name": "Le Phare", "url": "https://phare.example/"},
        "first_published_at": at,
        "published_at": at,
        "expires_at": "2027-03-01",
        "previous_hash": None,
        "content_hash": publication.content_hash,
    }  # fmt: skip


def test_nothing_internal_is_in_it(full: ClaimReview) -> None:
    """Notes, reasons, usernames, an article's author: the word SECRET is in each of them here."""
    stored = [*Publication.objects.values_list("body", flat=True)]
    stored += [
        orjson.dumps(content) for content in Approval.objects.values_list("content", flat=True)
    ]
    assert full.notes == "SECRET"
    for body in map(bytes, stored):
        assert b"SECRET" not in body
        for person in User.objects.all():
            assert f'"{person.username}"'.encode() not in body


def test_blanks_are_null_and_never_guessed(author: User, second: User, editor: User) -> None:
    claim = claims.claim(accepted_by=author)
    article = Article.objects.get()
    triage.edit_article(
        article.pk, actor=author, seen=1, changes={"url": "", "publisher": "", "title": "Tract"}
    )
    bare = claims.source(url="", publisher="", archived_url="")
    item = reviews.evidence_item(source=bare, quote="", locator="", note="")
    document = said(reviews.published(author, second, editor, claim=claim, evidence=[item]))

    assert (document["claim"]["claimant"], document["claim"]["claimed_on"]) == (None, None)
    [place] = document["claim"]["appearances"]
    assert place | {"selector": None} == {
        "url": None, "title": "Tract", "publisher": None, "published_on": None, "selector": None,
    }  # fmt: skip
    [evidence] = document["evidence"]
    assert evidence == {
        "stance": "refutes",
        "quote": "",
        "locator": "",
        "note": "",
        "source": {
            "title": "Tableau 4",
            "url": None,
            "publisher": None,
            "type": "dataset",
            "published_on": None,
            "archived_url": None,
        },
    }
    assert (document["topics"], document["expires_at"]) == ([], None)


@pytest.mark.parametrize(("kind", "type_"), [("", None), ("Organization", "Organization")])
def test_a_claimant_is_what_somebody_made_sure_of(
    author: User, kind: str, type_: str | None
) -> None:
    review = reviews.ready(author, claimant=claims.claimant("Rhône", kind=kind))
    who = document.verdict(review).claim.claimant
    assert who
    assert (who.name, who.type, who.same_as) == ("Rhône", type_, None)
    assert Claimant.objects.get().kind == kind


def test_a_first_version_has_no_correction(author: User) -> None:
    review = reviews.written(reviews.taken(author), author, correction_note="Pas encore.")
    assert document.verdict(review).correction is None


def test_there_is_no_verdict_without_a_rating(author: User) -> None:
    with pytest.raises(Blocked, match="Choose a rating"):
        document.verdict(reviews.taken(author))


def test_what_is_published_is_what_was_approved(full: ClaimReview) -> None:
    """Every field of the document is in the approved content, or is the record's own."""
    approved, document = Approval.objects.latest("id").content, said(full)
    own = {
        "id", "version", "status", "url", "corrections", "content_hash", "previous_hash",
        "first_published_at", "published_at", "reviewed_by",
    }  # fmt: skip
    assert {field: approved[field] for field in document.keys() - own} == {
        field: document[field] for field in document.keys() - own
    } | {"claim": {key: value for key, value in document["claim"].items() if key != "id"}}


def test_it_costs_the_same_however_much_it_quotes(
    author: User, django_assert_num_queries: Any
) -> None:
    for many in (1, 10):
        review = reviews.ready(author, evidence=[reviews.evidence_item() for _ in range(many)])
        for _ in range(many - 1):
            triage.merge(claims.claim().pk, actor=author, into=review.claim_id)
        review = reviews.fresh(review)
        with django_assert_num_queries(5):  # rating, scale, claim, its places, the evidence
            document.verdict(review)


def test_a_guessed_date_of_an_article_is_not_told(author: User) -> None:
    page = f"<html><body><article><p>{WORDS} C’était hier à Lyon.</p></article></body></html>"
    url = "https://gazette.example/2026/03/02/chomage"
    article = claims.article(
        page.replace("<body>", f'<link rel="canonical" href="{url}">'), url=url
    )
    newest = article.snapshots.first()
    assert newest
    review = reviews.ready(author, claim=claims.claim(WORDS, within=newest, accepted_by=author))
    [place] = document.verdict(review).claim.appearances
    assert (article.published_on, place.published_on) == (date(2026, 3, 2), None)
    triage.confirm_date(article.pk, actor=author, seen=1)
    review = ClaimReview.objects.get()
    [place] = document.verdict(review).claim.appearances
    assert place.published_on == "2026-03-02"
