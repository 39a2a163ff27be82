"""Opening the review of a claim: accepting a claim does it."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from claims.actions.articles import checked_language
from claims.models import Claim
from claims.workflow import TRIAGE
from factcheck.accounts.permissions import require
from factcheck.history import journal
from factcheck.history.models import Event
from reviews.actions.steps import contribute, move
from reviews.models import ClaimReview
from reviews.workflow import REVIEW, State


def open_review(claim: Claim, *, actor: Any, language: str = "") -> ClaimReview:
    """The review of a claim in a language (its own by default): a new one, or the one there is.

    An abandoned one is opened again. Who reworded the claim before, or merged another into it, has
    contributed to it.
    """
    require(actor, REVIEW["open"].permission, system=False)
    language = checked_language(language or claim.language)
    with transaction.atomic():
        journal.lock(Claim, claim.pk)  # two who open it at once: the second one finds it
        reviews = ClaimReview.objects.select_for_update(of=("self",), no_key=True)
        review = reviews.filter(claim=claim, language=language).first()
        if review is None:
            review = ClaimReview(claim=claim, language=language)
            data = {"claim": str(claim.uid)}
            journal.create([review], REVIEW.event("open"), actor=actor, state=State.OPEN, data=data)
            contribute(review, *_who_shaped(claim))
        elif review.status == State.ABANDONED:
            move(review, "reopen", actor=actor)
    return review


def _who_shaped(claim: Claim) -> Any:
    verbs = [TRIAGE.event("edit"), TRIAGE.event("absorb")]
    events = Event.objects.filter(subject=claim.uid, verb__in=verbs)
    return get_user_model().objects.filter(pk__in=events.values("actor"))
