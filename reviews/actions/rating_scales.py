"""Rating scales: a scale and its ratings are one thing, changed together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from factcheck.accounts.permissions import require
from factcheck.errors import Conflict, Invalid
from factcheck.history import journal
from factcheck.history.fitting import check, fitting
from reviews.actions.following import content_touched
from reviews.models import ClaimReview, Rating, RatingScale


@dataclass(frozen=True, slots=True)
class RatingStep:
    """A rating as it should be. `id` None: a new one."""

    code: str
    label: str
    value: int
    canonical: str
    id: int | None = None


def create_scale(*, actor: Any, ratings: Sequence[RatingStep], **values: Any) -> RatingScale:
    """A new scale. Raises Invalid for what does not fit, and for a short name that is taken."""
    require(actor, "reviews.add_ratingscale")
    scale = RatingScale(**values)
    with transaction.atomic(), fitting(scale):
        _check_ratings(scale, ratings)
        journal.create([scale], "scale:create", actor=actor, data={"ratings": _told(ratings)})
        Rating.objects.bulk_create(_rating(scale, step) for step in ratings)
    return scale


def edit_scale(
    pk: int,
    *,
    actor: Any,
    seen: int,
    changes: dict[str, Any],
    ratings: Sequence[RatingStep],
) -> RatingScale:
    """Change a scale; `ratings` is the whole list as it should be. Approvals of what it rewords are
    void.

    Raises Stale, Invalid for what does not fit, and Conflict for leaving out a rating that a review
    uses.
    """
    require(actor, "reviews.change_ratingscale")
    with transaction.atomic():
        scale = journal.lock(RatingScale, pk, seen=seen)
        found = journal.differences(scale, changes)
        old = {rating.pk: rating for rating in scale.ratings.all()}
        _check_removed([old[pk] for pk in old if pk not in {step.id for step in ratings}])
        before = [_step(rating) for rating in old.values()]
        if not found and sorted(before, key=str) == sorted(ratings, key=str):
            return scale
        for name in found:
            setattr(scale, name, changes[name])
        with fitting(scale):
            _check_ratings(scale, ratings)
            journal.change(
                scale, "scale:edit", actor=actor,
                data={"changes": found, "ratings": _told(ratings)},
                **{name: getattr(scale, name) for name in found},
            )  # fmt: skip
            _store(scale, ratings, old)
        content_touched(ClaimReview.objects.filter(rating__scale=scale), actor, "scale:edit")
    return scale


def _store(scale: RatingScale, ratings: Sequence[RatingStep], old: dict[int, Rating]) -> None:
    wanted = {step.id for step in ratings if step.id}
    Rating.objects.filter(scale=scale).exclude(pk__in=wanted).delete()
    for step in ratings:
        if step.id not in old:
            _rating(scale, step).save()
        elif _step(old[step.id]) != step:
            row = _rating(scale, step)
            row.pk = step.id
            row.save()


def _check_removed(gone: list[Rating]) -> None:
    used = [rating for rating in gone if rating.reviews.exists()]
    if used:
        raise Conflict(
            _("Reviews use “%(ratings)s”: it cannot be removed.")
            % {"ratings": "”, “".join(str(rating) for rating in used)}
        )


def _check_ratings(scale: RatingScale, ratings: Sequence[RatingStep]) -> None:
    if not ratings:
        raise Invalid(ratings=_("A scale needs ratings."))
    for step in ratings:
        check(_rating(scale, step), without={"scale"})
    codes = [step.code for step in ratings]
    if len(set(codes)) < len(codes):
        raise Invalid(ratings=_("Two ratings have the same code."))
    outside = [step.label for step in ratings if not scale.worst <= step.value <= scale.best]
    if outside:
        raise Invalid(
            ratings=_("The value of “%(ratings)s” is not between worst and best.")
            % {"ratings": "”, “".join(outside)}
        )


def _rating(scale: RatingScale, step: RatingStep) -> Rating:
    return Rating(
        scale=scale, code=step.code, label=step.label, value=step.value, canonical=step.canonical
    )


def _step(rating: Rating) -> RatingStep:
    return RatingStep(rating.code, rating.label, rating.value, rating.canonical, rating.pk)


def _told(ratings: Sequence[RatingStep]) -> list[dict[str, Any]]:
    return [
        {"code": s.code, "label": s.label, "value": s.value, "canonical": s.canonical}
        for s in ratings
    ]
