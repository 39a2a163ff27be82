"""Work at a desk that nobody outside may notice: something of every kind that is not published."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from claims import actions as claim_actions
from reviews import actions
from reviews.models import ClaimReview
from tests.factories import claims, elsewhere, partners, people, reviews, webhooks

SECRET = "Ce que personne ne doit lire encore au sujet du chômage"


def do(published: ClaimReview | None = None) -> list[UUID]:
    """Do all of it, on a verdict that stands, too. The ids that it made, for strangers to try."""
    rosa, alain, edith = people.reviewer(), people.approver(), people.editor()
    ids = _reviews(rosa, alain, edith)
    if published:
        _draft_of_a_correction(published, rosa, alain, edith)
    _claims(rosa)
    elsewhere.review(claimReviewed=SECRET, url="https://secret.example/verif/1")
    partners.key(partner=partners.partner(f"{rosa.username}: {SECRET}"))
    webhooks.somewhere()
    return ids


def _reviews(rosa: Any, alain: Any, edith: Any) -> list[UUID]:
    """In every state that is not public."""
    said: dict[str, Any] = {"headline": SECRET, "summary": SECRET, "notes": SECRET}
    found = [reviews.review(), reviews.taken(rosa)]
    written = reviews.taken(rosa)
    found.append(reviews.written(written, rosa, **said))
    submitted = reviews.submitted(people.reviewer())
    actions.comment(submitted.pk, actor=rosa, text=SECRET)
    scheduled = reviews.approved(people.reviewer(), alain)
    actions.schedule(
        scheduled.pk, actor=edith, seen=scheduled.version,
        publish_at=timezone.now() + timedelta(days=3),
    )  # fmt: skip
    abandoned = reviews.taken(people.reviewer())
    actions.abandon(abandoned.pk, actor=edith, reason=SECRET)
    found += [submitted, scheduled, abandoned, reviews.approved(people.reviewer(), alain)]
    return [uid for review in found for uid in (review.uid, review.claim.uid)]


def _draft_of_a_correction(published: ClaimReview, rosa: Any, alain: Any, edith: Any) -> None:
    """Ready to be published, and a withdrawal that waits for its second person."""
    draft = actions.revise(published.pk, actor=rosa, reason=SECRET)
    reviews.written(draft, rosa, headline=SECRET, summary=SECRET, notes=SECRET)
    actions.submit(draft.pk, actor=rosa)
    reviews.approve(draft, alain)
    actions.propose_withdrawal(published.pk, actor=edith, public_reason=SECRET)


def _claims(rosa: Any) -> None:
    claims.claim(SECRET)
    kept, twin = claims.claim(f"{SECRET} : un."), claims.claim(f"{SECRET} : deux.")
    claim_actions.merge(twin.pk, actor=rosa, into=kept.pk)
    dismissed = claims.claim(f"{SECRET} : trois.")
    claim_actions.dismiss(dismissed.pk, actor=rosa, dismissal="opinion")
    claims.article(f"{SECRET}. Fin.", url="https://secret.example/1", publisher=SECRET)
    claims.source(title=SECRET, url="https://secret.example/2")
    claims.claimant(name=SECRET)
    claims.topic("secret")
    claims.fetch("https://secret.example/3")
