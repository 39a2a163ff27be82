"""ClaimReviews of other desks, for tests. What a test does not name does not matter to it."""

import json
from typing import Any

from factcheck.elsewhere.actions import Report, import_feed
from factcheck.elsewhere.models import ImportedReview


def item(number: int = 1, **changes: Any) -> dict[str, Any]:
    """A ClaimReview without a fault; a change to None leaves the property out."""
    whole = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": f"https://autre.example/verif/{number}",
        "datePublished": "2026-03-07",
        "author": {"@type": "Organization", "name": "Autre Desk", "url": "https://autre.example/"},
        "claimReviewed": f"Le taux de chômage a baissé de {number} points.",
        "inLanguage": "fr",
        "reviewRating": rating("Faux", 1),
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": "Person", "name": "Jeanne Martin"},
            "datePublished": "2026-03-01",
            "appearance": {"@type": "CreativeWork", "url": "https://gazette.example/1"},
        },
    } | changes
    return {name: value for name, value in whole.items() if value is not None}


def rating(label: Any, value: Any = None, best: Any = 5, worst: Any = 1) -> dict[str, Any]:
    words = {"@type": "Rating", "alternateName": label}
    if value is None:
        return words
    return words | {"ratingValue": value, "bestRating": best, "worstRating": worst}


def feed(*items: Any) -> dict[str, Any]:
    """A DataFeed of these."""
    elements = [{"@type": "DataFeedItem", "item": [each]} for each in items]
    return {"@context": "https://schema.org", "@type": "DataFeed", "dataFeedElement": elements}


def imported(*items: Any, **how: Any) -> Report:
    """The report on a DataFeed of these."""
    return import_feed(iter([json.dumps(feed(*items)).encode()]), "feed.json", **how)


def review(number: int = 1, **changes: Any) -> ImportedReview:
    """One that was imported."""
    imported(item(number, **changes))
    return ImportedReview.objects.latest("pk")
