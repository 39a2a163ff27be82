"""Every page of the desk on which a row is edited: how one comes to be, and what is typed into it.
Names with numbers are of its parts: the evidence of a review, the ratings of a scale."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group

from factcheck.accounts.models import User
from reviews.models import ClaimReview, RatingScale
from tests.factories import claims, partners, people, reviews


@dataclass(frozen=True, slots=True)
class Form:
    """`fields` are those into which any words may be typed."""

    make: Callable[[], Any]
    fields: tuple[str, ...]
    #: Who may be at it twice: of a review, its holder alone.
    editor: Callable[[Any], User | None] = lambda row: None


def _review() -> ClaimReview:
    author = people.person("editor")
    items = [reviews.evidence_item(quote=quote) for quote in ("Première.", "Seconde.")]
    return reviews.ready(author, evidence=items)


def _group() -> Group:
    return Group.objects.create(name=f"groupe de {people.person().username}")


def _scale() -> RatingScale:
    return RatingScale.objects.get(language="fr")


_EVIDENCE = tuple(f"evidence-{number}-{part}" for number in "01" for part in ("quote", "note"))

FORMS: dict[str, Form] = {
    "accounts.user": Form(people.reviewer, ("first_name", "last_name")),
    "auth.group": Form(_group, ("name",)),
    "claims.article": Form(claims.article, ("title", "publisher", "author")),
    "claims.claim": Form(claims.claim, ("text",)),
    "claims.claimant": Form(claims.claimant, ("name",)),
    "claims.source": Form(claims.source, ("title", "publisher")),
    "claims.topic": Form(claims.topic, ("name",)),
    "partners.partner": Form(partners.partner, ("name",)),
    "reviews.claimreview": Form(
        _review, ("headline", "summary", "notes", *_EVIDENCE), lambda row: row.holder
    ),
    "reviews.ratingscale": Form(_scale, ("name", "ratings-0-label", "ratings-1-label")),
}
