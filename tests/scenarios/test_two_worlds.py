"""With unpublished work at the desk, and without: every public byte is the same."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from factcheck.partners import lookup
from factcheck.publications.models import Publication
from factcheck.publications.pages import sitemap
from reviews import actions
from reviews.models import ClaimReview
from tests.factories import claims, partners, people, reviews

SECRET = "Ce que personne ne doit lire encore"


def public(review: ClaimReview, key: str) -> dict[str, Any]:
    """Every public address, its bytes and its tag."""
    client = Client()
    parcel = f"/sitemaps/{Publication.objects.latest('id').pk // sitemap.EACH}.xml"
    found = {}
    for path in (
        "/api/v1/verdicts/", "/api/v1/verdicts/?q=chomage", "/api/v1/verdicts/?order=claimed",
        f"/api/v1/verdicts/{review.uid}/", f"/api/v1/verdicts/{review.uid}/versions/",
        "/api/v1/changes/", "/api/v1/snapshot/", "/api/v1/schema/", "/api/v1/guide/",
        "/v1alpha1/claims:search?query=chomage", "/feeds/claimreview.json",
        "/feeds/verdicts.atom", "/feeds/corrections.atom", f"/verdicts/{review.uid}/",
        f"/verdicts/{review.uid}/versions/1/", f"/verdicts/{review.uid}/claimreview.json",
        "/", "/search/", "/search/?q=chomage", "/corrections/", "/methodology/",
        f"/embed/{review.uid}/", f"/oembed?url={settings.PUBLIC_BASE_URL}/verdicts/{review.uid}/",
        "/record/", "/record/leaves/", "/sitemap.xml", "/sitemaps/pages.xml", parcel, "/robots.txt",
    ):  # fmt: skip
        answer: Any = client.get(path, headers=partners.bearer(key))
        assert answer.status_code == 200, path
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        found[path] = body, answer.headers.get("ETag")
        answer.close()
    for path, question in {
        "/api/v1/match/": {"texts": [review.claim.text, SECRET]},
        "/api/v1/annotate/": {"text": f"{review.claim.text} {SECRET}", "threshold": "related"},
    }.items():
        answer = client.post(
            path, question, content_type="application/json", headers=partners.bearer(key)
        )
        assert answer.status_code == 200, answer.content
        found[path] = answer.content, None
    return found


@pytest.fixture
def published(committed: None) -> ClaimReview:
    lookup.forget()
    return reviews.published(people.reviewer(), people.approver(), people.editor())


def test_nothing_unpublished_changes_a_byte(published: ClaimReview) -> None:
    _row, key = partners.key(scopes=["read", "match"])
    before = public(published, key)
    assert any(b"ch\xc3\xb4mage" in body for body, _tag in before.values())

    # A draft of a correction, and work in every state.
    rosa, alain = people.reviewer(), people.approver()
    draft = actions.revise(published.pk, actor=rosa, reason=SECRET)
    actions.edit(
        draft.pk, actor=rosa, seen=draft.version,
        changes={"headline": SECRET, "summary": SECRET, "notes": SECRET},
    )  # fmt: skip
    claims.claim(SECRET)
    claims.source(title=SECRET)
    claims.claimant(name=SECRET)
    reviews.taken(rosa)
    reviews.submitted(people.reviewer())
    reviews.approved(people.reviewer(), alain)

    after = public(published, key)
    assert after == before
    assert not any(SECRET.encode() in body for body, _tag in after.values())
