"""What another desk found, as far as it is believed. Pure."""

import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from factcheck.elsewhere.reading.addresses import same_page
from factcheck.elsewhere.reading.appearances import Appearance
from factcheck.elsewhere.reading.people import Claimant, Publisher
from factcheck.elsewhere.reading.ratings import Rating


@dataclass(frozen=True, slots=True)
class Review:
    """Dates are ISO 8601, with the time where it is stated; "" is what is not known.

    `claim_date` is when it was said, never when it was checked. `notes` is what was dropped, `raw`
    the item as it was, as JSON in ASCII.
    """

    url: str
    claim: str
    publisher: Publisher
    language: str
    claimants: list[Claimant]
    claim_date: str
    published: str
    modified: str
    appearances: list[Appearance]
    rating: Rating
    headline: str
    summary: str
    topics: list[str]
    corrections: list[str]
    expires: str
    notes: list[dict[str, str]] = field(compare=False, repr=False)
    raw: str = field(compare=False, repr=False)

    @property
    def key(self) -> str:
        """The same for the same publisher's page on the same claim."""
        return f"{same_page(self.url)}\n{_letters(self.claim)}"

    @property
    def stated_at(self) -> str:
        """When the publisher says that it was last changed; "" where they do not."""
        return self.modified or self.published

    def document(self) -> dict[str, Any]:
        """All that it says, to be stored and compared."""
        return {
            "url": self.url,
            "claim": self.claim,
            "publisher": self.publisher._asdict(),
            "language": self.language,
            "claimants": [c._asdict() | {"same_as": list(c.same_as)} for c in self.claimants],
            "claim_date": self.claim_date,
            "published": self.published,
            "modified": self.modified,
            "appearances": [appearance._asdict() for appearance in self.appearances],
            "rating": self.rating._asdict(),
            "headline": self.headline,
            "summary": self.summary,
            "topics": self.topics,
            "corrections": self.corrections,
            "expires": self.expires,
        }


def day_of(stated: str) -> date | None:
    """The day of a date of a Review, in the publisher's own time zone."""
    return datetime.fromisoformat(stated).date() if stated else None


def _letters(claim: str) -> str:
    """The claim without what is written now in one way, now in another: capitals, punctuation.
    Marks stay: they are vowels in some scripts."""
    text = unicodedata.normalize("NFKC", claim).casefold()
    return " ".join(
        "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in text).split()
    )
