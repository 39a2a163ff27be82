"""What Google's Fact Check Tools answer (claims:search, v1alpha1), as ClaimReviews. Pure."""

from typing import Any

Node = dict[str, Any]


def is_answer(value: Node) -> bool:
    return isinstance(value.get("claims"), list) and "@type" not in value


def is_claim(value: Node) -> bool:
    return "claimReview" in value and "text" in value and "@type" not in value


def claim_review(claim: Node, check: Node) -> Node:
    """One publisher's check of a claim. Nothing is added that is not there: of the claimant and of
    the publisher only the names are known, not what they are."""
    publisher = check.get("publisher")
    publisher = publisher if isinstance(publisher, dict) else {"name": publisher}
    return {
        "@type": "ClaimReview",
        "url": check.get("url"),
        "claimReviewed": claim.get("text"),
        "headline": check.get("title"),
        "inLanguage": check.get("languageCode"),
        "datePublished": check.get("reviewDate"),
        "author": {"name": publisher.get("name"), "url": publisher.get("site")},
        "reviewRating": {"alternateName": check.get("textualRating")},
        "itemReviewed": {
            "@type": "Claim",
            "author": {"name": claim.get("claimant")},
            "datePublished": claim.get("claimDate"),
        },
    }
