"""A published document as Google's message `Claim`. Pure; what is not known is left out."""

from typing import Any
from urllib.parse import urlsplit


def claim(document: dict[str, Any]) -> dict[str, Any]:
    """The claim with our one review of it. Dates of the claim are days: midnight, in UTC."""
    said = document["claim"]
    message = {
        "text": said["text"],
        "claimant": (said["claimant"] or {}).get("name"),
        "claimDate": said["claimed_on"] and f"{said['claimed_on']}T00:00:00Z",
        "claimReview": [_review(document)],
    }
    return {name: value for name, value in message.items() if value}


def site(address: str) -> str:
    """The host of an address or of a mere host, without `www.`; lower case."""
    host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    return host.removeprefix("www.")


def _review(document: dict[str, Any]) -> dict[str, Any]:
    return {
        "publisher": {"name": document["reviewed_by"]["name"], "site": site(document["url"])},
        "url": document["url"],
        "title": document["headline"],
        "reviewDate": document["first_published_at"],
        "textualRating": document["rating"]["label"],
        "languageCode": document["language"],
    }
