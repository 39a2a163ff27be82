"""From private rows to the published document: the only place where the one becomes the other.

Every field is named one by one; internal notes, people and drafts have no way in.
"""

from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from claims import models as claims
from factcheck.errors import Blocked
from factcheck.publications import document
from reviews import models


def verdict(review: models.ClaimReview) -> document.Verdict:
    """The editorial content of a review as it stands. Raises Blocked while it has no rating."""
    if review.rating is None:
        raise Blocked(_("This is not a verdict yet."), [_("Choose a rating.")])
    return document.Verdict(
        language=review.language,
        claim=_claim(review.claim),
        rating=_rating(review.rating),
        headline=review.headline,
        summary=review.summary,
        topics=tuple(sorted(review.claim.topics)),
        evidence=tuple(
            _evidence(item) for item in review.evidence.select_related("source").order_by("id")
        ),
        reviewed_by_name=settings.FACTCHECK_ORGANIZATION_NAME,
        reviewed_by_url=settings.FACTCHECK_ORGANIZATION_URL,
        expires_at=_day(review.review_by),
        correction=review.correction_note if review.revision > 1 else None,
    )


def _claim(claim: claims.Claim) -> document.Claim:
    places = claim.appearances.select_related("snapshot__article").order_by("id")
    return document.Claim(
        text=claim.text,
        language=claim.language,
        claimant=_claimant(claim.claimant),
        claimed_on=_day(claim.claimed_on),
        appearances=tuple(_appearance(place) for place in places),
    )


def _claimant(claimant: claims.Claimant | None) -> document.Claimant | None:
    if claimant is None:
        return None
    return document.Claimant(
        name=claimant.name, type=claimant.kind or None, same_as=claimant.same_as or None
    )


def _appearance(place: claims.Appearance) -> document.Appearance:
    article = place.snapshot.article
    return document.Appearance(
        url=article.url or None,
        title=article.title,
        publisher=article.publisher or None,
        # A guess is no fact to tell the world.
        published_on=None if article.published_on_guessed else _day(article.published_on),
        selector=document.Selector(
            exact=place.exact,
            prefix=place.prefix,
            suffix=place.suffix,
            start=place.start,
            end=place.end,
        ),
    )


def _rating(rating: models.Rating) -> document.Rating:
    return document.Rating(
        scale=rating.scale.slug,
        code=rating.code,
        label=rating.label,
        value=rating.value,
        best=rating.scale.best,
        worst=rating.scale.worst,
        canonical=rating.canonical,
    )


def _evidence(item: models.Evidence) -> document.Evidence:
    return document.Evidence(
        stance=item.stance,
        quote=item.quote,
        locator=item.locator,
        note=item.note,
        source=_source(item.source),
    )


def _source(source: claims.Source) -> document.Source:
    return document.Source(
        title=source.title,
        url=source.url or None,
        publisher=source.publisher or None,
        type=source.kind,
        published_on=_day(source.published_on),
        archived_url=source.archived_url or None,
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
