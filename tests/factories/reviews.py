"""Reviews in every state, brought there by the desk's own verbs, for tests.

What a test does not name does not matter to it. Each factory returns the row as it stands.
"""

from typing import Any

from claims.models import Claim
from reviews import actions, document
from reviews.actions import EvidenceItem
from reviews.models import ClaimReview, Rating
from tests.factories import claims, people, publications

HEADLINE = "Non, le chômage n’a pas baissé de moitié"
SUMMARY = "Il a baissé de 0,2 point."


def fresh(review: ClaimReview) -> ClaimReview:
    return ClaimReview.objects.get(pk=review.pk)


def review(*, language: str = "fr", claim: Claim | None = None, **details: Any) -> ClaimReview:
    """An open review, of a claim that was accepted by somebody who has no other part in it."""
    opener = people.reviewer()
    claim = claim or claims.claim(accepted_by=opener, **details)
    opened = ClaimReview.objects.filter(claim=claim, language=language).first()
    return opened or actions.open_review(claim, actor=opener, language=language)


def taken(by: Any, **more: Any) -> ClaimReview:
    return fresh(actions.take(review(**more).pk, actor=by))


def rating(code: str = "false", *, language: str = "fr") -> Rating:
    return Rating.objects.select_related("scale").get(scale__language=language, code=code)


def evidence_item(**more: Any) -> EvidenceItem:
    about: dict[str, Any] = {
        "stance": "refutes",
        "quote": "7,3 % contre 7,5 %",
        "locator": "p. 4",
        "note": "La baisse est de 0,2 point.",
    }
    return EvidenceItem(**about | {"source": more.pop("source", None) or claims.source()} | more)


def content(review: ClaimReview, **changes: Any) -> dict[str, Any]:
    """What the gate asks for, and no more."""
    needed = {
        "rating": rating(language=review.language),
        "headline": HEADLINE,
        "summary": SUMMARY,
    }
    if review.revision > 1:
        needed["correction_note"] = "Le chiffre de 2025 est corrigé."
    return needed | changes


def written(
    held: ClaimReview, by: Any, *, evidence: list[EvidenceItem] | None = None, **changes: Any
) -> ClaimReview:
    """A review in somebody's hands with everything that it needs; evidence is kept or added."""
    if evidence is None and not held.evidence.exists():
        evidence = [evidence_item()]
    return actions.edit(
        held.pk, actor=by, seen=held.version, changes=content(held, **changes), evidence=evidence
    )


def ready(by: Any, *, evidence: list[EvidenceItem] | None = None, **more: Any) -> ClaimReview:
    """In review by somebody, with everything that it needs."""
    return fresh(written(taken(by, **more), by, evidence=evidence))


def submitted(by: Any, **more: Any) -> ClaimReview:
    return fresh(actions.submit(ready(by, **more).pk, actor=by))


def approve(review: ClaimReview, by: Any) -> ClaimReview:
    """Approve the content as it stands."""
    digest = document.verdict(fresh(review)).digest()
    return fresh(actions.approve(review.pk, actor=by, digest=digest))


def approved(by: Any, second: Any, **more: Any) -> ClaimReview:
    return approve(submitted(by, **more), second)


def publish(review: ClaimReview, by: Any) -> ClaimReview:
    """Publish what is approved; its place in the change feed too."""
    actions.publish(review.pk, actor=by)
    publications.commit()
    return fresh(review)


def published(by: Any, second: Any, editor: Any, **more: Any) -> ClaimReview:
    return publish(approved(by, second, **more), editor)


def corrected(
    review: ClaimReview, by: Any, second: Any, editor: Any, **changes: Any
) -> ClaimReview:
    """Another revision of a published or withdrawn verdict, published."""
    held = actions.revise(review.pk, actor=by, reason="Un lecteur nous a écrit.")
    actions.submit(written(held, by, **changes).pk, actor=by)
    return publish(approve(review, second), editor)


def withdrawn(review: ClaimReview, proposer: Any, second: Any, **more: Any) -> ClaimReview:
    actions.propose_withdrawal(
        review.pk, actor=proposer, **{"public_reason": "La vidéo était truquée."} | more
    )
    actions.withdraw(review.pk, actor=second)
    publications.commit()
    return fresh(review)
