"""A verdict as schema.org ClaimReview (https://schema.org/ClaimReview). A pure mapping.

The claim's date is the date of the claim, never of the check; a claimant whose kind is unknown is a
Thing, never guessed to be a person or an organisation.
"""

from typing import Any

from factcheck.publications.document import WITHDRAWN


def claim_review(document: dict[str, Any]) -> dict[str, Any]:
    """The JSON-LD of a published document, a tombstone included."""
    review = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "@id": document["url"],
        "identifier": document["id"],
        "url": document["url"],
        "inLanguage": document["language"],
        "version": document["version"],
        "datePublished": document["first_published_at"],
        "dateModified": document["published_at"],
    }
    if document["status"] == WITHDRAWN:
        # schema.org's own word for it: the review is no longer in force.
        return review | {"creativeWorkStatus": "withdrawn"}
    return _without_empty(
        review
        | {
            "claimReviewed": document["claim"]["text"],
            "headline": document["headline"],
            "reviewBody": document["summary"],
            "author": _organization(document["reviewed_by"]),
            "reviewRating": _rating(document["rating"]),
            "itemReviewed": _claim(document["claim"]),
            "keywords": document["topics"],
            "citation": [_source(item["source"]) for item in document["evidence"]],
            "correction": [item["note"] for item in document["corrections"]],
            "expires": document["expires_at"],
        }
    )


def _organization(reviewer: dict[str, Any]) -> dict[str, Any]:
    return {"@type": "Organization", "name": reviewer["name"], "url": reviewer["url"]}


def _rating(rating: dict[str, Any]) -> dict[str, Any]:
    return {
        "@type": "Rating",
        "alternateName": rating["label"],
        "ratingValue": rating["value"],
        "bestRating": rating["best"],
        "worstRating": rating["worst"],
    }


def _claim(claim: dict[str, Any]) -> dict[str, Any]:
    places = [_appearance(place) for place in claim["appearances"]]
    return _without_empty(
        {
            "@type": "Claim",
            "text": claim["text"],
            "inLanguage": claim["language"],
            "datePublished": claim["claimed_on"],
            "author": _claimant(claim["claimant"]),
            "firstAppearance": places[0] if places else None,
            "appearance": places,
        }
    )


def _claimant(claimant: dict[str, Any] | None) -> dict[str, Any] | None:
    if claimant is None:
        return None
    return _without_empty(
        {
            "@type": claimant["type"] or "Thing",
            "name": claimant["name"],
            "sameAs": claimant["same_as"],
        }
    )


def _appearance(place: dict[str, Any]) -> dict[str, Any]:
    publisher = place["publisher"] and {"@type": "Organization", "name": place["publisher"]}
    return _without_empty(
        {
            "@type": "CreativeWork",
            "url": place["url"],
            "headline": place["title"],
            "publisher": publisher,
            "datePublished": place["published_on"],
        }
    )


def _source(source: dict[str, Any]) -> dict[str, Any]:
    publisher = source["publisher"] and {"@type": "Organization", "name": source["publisher"]}
    return _without_empty(
        {
            "@type": "CreativeWork",
            "name": source["title"],
            "url": source["url"],
            "publisher": publisher,
            "datePublished": source["published_on"],
            "archivedAt": source["archived_url"],
        }
    )


def _without_empty(node: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in node.items() if value not in (None, "", [])}
