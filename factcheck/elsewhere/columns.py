"""What a list shows of a review, and what it is filtered and found by. No writer adds to it."""

from datetime import UTC, datetime
from typing import Any

from factcheck.elsewhere.reading import languages, ratings
from factcheck.elsewhere.reading.review import Review, day_of


def columns(review: Review) -> dict[str, Any]:
    """The columns of `ImportedReview` that say what the review says; pure."""
    canonical = ratings.canonical(review.rating)
    types = {claimant.type for claimant in review.claimants}
    return {
        "url": review.url,
        "publisher": review.publisher.name,
        "site": review.publisher.site,
        "claim": review.claim,
        "headline": review.headline,
        "language": review.language or languages.shown(review.claim),
        "claimant": ", ".join(claimant.name for claimant in review.claimants),
        "claimant_type": types.pop() if len(types) == 1 else "",
        "claimed_on": day_of(review.claim_date),
        "reviewed_on": day_of(review.published),
        "stated_at": _moment(review.stated_at),
        "rating_label": review.rating.label or _figures(review.rating),
        "rating": canonical.rating,
        "rating_because": canonical.because,
    }


def _figures(rating: ratings.Rating) -> str:
    """Where a publisher gives numbers alone."""
    return "" if rating.value is None else f"{rating.value} ({rating.worst}–{rating.best})"


def _moment(stated: str) -> datetime | None:
    """Where no zone is stated, as in UTC: it is only compared with the same publisher's."""
    if not stated:
        return None
    moment = datetime.fromisoformat(stated)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
