"""A verdict as schema.org ClaimReview (https://schema.org/ClaimReview). A pure mapping.

`tests/publications/formats` holds it against schema.org's vocabulary and Google's requirements
(https://developers.google.com/search/docs/appearance/structured-data/factcheck). What is not known
is left out, never guessed: the claim's date is never that of the check, and a claimant whose kind
is unknown has a name and no type, because schema.org has no third kind of author.
"""

from typing import Any

from factcheck.publications.document import WITHDRAWN

CONTEXT = {"@context": "https://schema.org"}


def claim_review(document: dict[str, Any]) -> dict[str, Any]:
    """The JSON-LD of a published document, a tombstone included."""
    return CONTEXT | node(document)


def node(document: dict[str, Any]) -> dict[str, Any]:
    """The same without its context, as a part of a larger whole."""
    review = {
        "@type": "ClaimReview",
        "@id": document["url"],
        "identifier": document["id"],
        "url": document["url"],
        "inLanguage": document["language"],
        "version": document["version"],
        "datePublished": document["first_published_at"],
        "dateModified": document["published_at"],
    }
    said = _withdrawal if document["status"] == WITHDRAWN else _verdict
    return _without_empty(review | said(document))


def _withdrawal(document: dict[str, Any]) -> dict[str, Any]:
    """That it no longer holds, since when, and why; without a claim it is no check."""
    withdrawal = document["withdrawal"]
    return {
        "creativeWorkStatus": "withdrawn",
        "expires": withdrawal["date"],
        "correction": [withdrawal["reason"]],
    }


def _verdict(document: dict[str, Any]) -> dict[str, Any]:
    return {
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


def _organization(reviewer: dict[str, Any]) -> dict[str, Any]:
    return {"@type": "Organization", "name": reviewer["name"], "url": reviewer["url"]}


def _rating(rating: dict[str, Any]) -> dict[str, Any]:
    """The words always; the number only where it says how true the claim is.

    A claim that nobody can verify has no place between false and true, and a number outside of the
    scale has none either: readers would take it for the worst.
    """
    words = {"@type": "Rating", "alternateName": rating["label"]}
    if rating["canonical"] == "unverifiable":
        return words
    if not rating["worst"] <= rating["value"] <= rating["best"]:
        return words
    return words | {
        "ratingValue": rating["value"],
        "bestRating": rating["best"],
        "worstRating": rating["worst"],
    }


def _claim(claim: dict[str, Any]) -> dict[str, Any]:
    places = claim["appearances"]
    first = _first(places)
    return _without_empty(
        {
            "@type": "Claim",
            "text": claim["text"],
            "inLanguage": claim["language"],
            "datePublished": claim["claimed_on"],
            "author": _claimant(claim["claimant"]),
            "firstAppearance": first and _appearance(first),
            "appearance": [_appearance(place) for place in places],
        }
    )


def _first(places: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The first one known: the only one, or the earliest where each has a date."""
    if len(places) > 1 and not all(place["published_on"] for place in places):
        return None
    return min(places, key=lambda place: place["published_on"] or "", default=None)


def _claimant(claimant: dict[str, Any] | None) -> dict[str, Any] | None:
    if claimant is None:
        return None
    return _without_empty(
        {"@type": claimant["type"], "name": claimant["name"], "sameAs": claimant["same_as"]}
    )


def _appearance(place: dict[str, Any]) -> dict[str, Any]:
    return _work(place, headline=place["title"])


def _source(source: dict[str, Any]) -> dict[str, Any]:
    return _work(source, name=source["title"], archivedAt=source["archived_url"])


def _work(of: dict[str, Any], **more: Any) -> dict[str, Any]:
    publisher = of["publisher"] and {"@type": "Organization", "name": of["publisher"]}
    return _without_empty(
        {"@type": "CreativeWork", "url": of["url"], **more}
        | {"publisher": publisher, "datePublished": of["published_on"]}
    )


def _without_empty(node: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in node.items() if value not in (None, "", [])}
