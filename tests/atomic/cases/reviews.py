"""Reviews: each verb from the situation where it writes most."""

from collections.abc import Callable
from functools import partial
from typing import Any

from reviews import actions
from reviews.actions.rating_scales import RatingStep
from reviews.models import RatingScale
from tests import raw
from tests.atomic.cases.desk import Case, Desk
from tests.factories import claims, reviews
from tests.reviews.verbs import DO


def _verb(name: str, situation: str, relation: str = "stranger") -> Case:
    def case(desk: Desk) -> Callable[[], Any]:
        return partial(DO[name], desk.review(situation), desk.who(situation, relation))

    return case


def _edit(desk: Desk) -> Callable[[], Any]:
    """The words, and a piece of evidence that is changed, one that comes, and one that goes."""
    review, author = desk.review("in_review"), desk.who("in_review", "holder")
    [first] = review.evidence.all()
    items = [
        reviews.evidence_item(id=first.pk, quote="Autrement."),
        reviews.evidence_item(quote="De plus."),
    ]
    held = actions.edit(review.pk, actor=author, seen=review.version, evidence=items)
    [first, second] = review.evidence.order_by("pk")
    wanted = [
        reviews.evidence_item(id=second.pk, quote="Encore autrement."),
        reviews.evidence_item(source=claims.source(), quote="Tout à fait."),
    ]
    return lambda: actions.edit(
        review.pk, actor=author, seen=held.version, changes={"summary": "Il a baissé."},
        evidence=wanted,
    )  # fmt: skip


def _comment(desk: Desk) -> Callable[[], Any]:
    text = f"@{desk.second.username} À relire."
    return lambda: actions.comment(desk.review("open").pk, actor=desk.chief, text=text)


def _retract(desk: Desk) -> Callable[[], Any]:
    said = actions.comment(desk.review("open").pk, actor=desk.chief, text="Hum.")
    return lambda: actions.retract(said.pk, actor=desk.chief)


def _renew(desk: Desk) -> Callable[[], Any]:
    review, holder = desk.review("in_review"), desk.who("in_review", "holder")
    raw.tamper(
        "UPDATE reviews_claimreview SET lease_until = now() + interval '1 minute' WHERE id = %s",
        review.pk,
    )
    return lambda: actions.renew(review.pk, actor=holder)


def _publish_due(desk: Desk) -> Callable[[], Any]:
    raw.tamper(
        "UPDATE reviews_claimreview SET publish_at = now() - interval '1 minute'"
        " WHERE publish_at IS NOT NULL"
    )

    def publish() -> None:
        if not actions.publish_due():  # it tells the log, and goes on with the next one
            raise RuntimeError("Nothing was published.")

    return publish


def _edit_scale(desk: Desk) -> Callable[[], Any]:
    """A rating that an approval rests on is reworded, one comes and one goes."""
    scale = RatingScale.objects.get(language="fr")
    steps = [
        RatingStep(row.code, f"{row.label} !", row.value, row.canonical, row.pk)
        for row in scale.ratings.all()
        if row.reviews.exists()
    ]
    wanted = [*steps, RatingStep("nouveau", "Nouveau", scale.best, "true")]
    return lambda: actions.edit_scale(
        scale.pk, actor=desk.chief, seen=scale.version, changes={"name": "Autre"}, ratings=wanted
    )


def _create_scale(desk: Desk) -> Callable[[], Any]:
    step = RatingStep("vrai", "Vrai", 5, "true")
    about = {"slug": "phare", "name": "Le Phare", "language": "fr"}
    return lambda: actions.create_scale(actor=desk.chief, ratings=[step], **about)


_ROOM = "reviews.actions"
CASES: dict[str, Case] = {
    f"{_ROOM}.opening.open_review": lambda desk: (
        lambda: actions.open_review(desk.review("open").claim, actor=desk.chief, language="en")
    ),
    f"{_ROOM}.holding.take": _verb("take", "lapsed"),  # which it ends first
    f"{_ROOM}.holding.take_next": lambda desk: lambda: actions.take_next(actor=desk.chief),
    f"{_ROOM}.holding.give": lambda desk: (
        lambda: actions.give(desk.review("open").pk, actor=desk.chief, person=desk.second)
    ),
    f"{_ROOM}.holding.release": _verb("release", "in_review", "holder"),
    f"{_ROOM}.holding.take_over": _verb("take_over", "in_review"),
    f"{_ROOM}.holding.renew": _renew,
    f"{_ROOM}.holding.expire_leases": lambda desk: actions.expire_leases,
    f"{_ROOM}.editing.edit": _edit,
    f"{_ROOM}.editing.note": _verb("note", "approved"),
    f"{_ROOM}.submitting.submit": _verb("submit", "in_review", "holder"),
    f"{_ROOM}.submitting.recall": _verb("recall", "submitted", "author"),
    f"{_ROOM}.approving.approve": _verb("approve", "submitted"),
    f"{_ROOM}.approving.request_changes": _verb("request_changes", "submitted"),
    f"{_ROOM}.publishing.publish": _verb("publish", "approved again"),
    f"{_ROOM}.publishing.schedule": _verb("schedule", "approved"),
    f"{_ROOM}.publishing.unschedule": _verb("unschedule", "scheduled"),
    f"{_ROOM}.publishing.publish_due": _publish_due,
    f"{_ROOM}.revising.revise": _verb("revise", "withdrawn"),
    f"{_ROOM}.withdrawing.propose_withdrawal": _verb("propose_withdrawal", "published"),
    f"{_ROOM}.withdrawing.decline_withdrawal": _verb("decline_withdrawal", "proposed"),
    f"{_ROOM}.withdrawing.withdraw": _verb("withdraw", "proposed"),
    f"{_ROOM}.abandoning.abandon": _verb("abandon", "scheduled"),
    f"{_ROOM}.abandoning.reopen": _verb("reopen", "abandoned"),
    f"{_ROOM}.commenting.comment": _comment,
    f"{_ROOM}.commenting.retract": _retract,
    f"{_ROOM}.rating_scales.create_scale": _create_scale,
    f"{_ROOM}.rating_scales.edit_scale": _edit_scale,
}
