"""The published document: what a verdict says to the world, its fields named one by one.

`Verdict` is the editorial content, all of it and nothing else: what two people approve (its
`digest`). `compose` puts the record's own facts around it (version, status, hashes, corrections).
Dates are ISO 8601, times RFC 3339 in UTC, languages BCP 47. The shape is public: a field is only
ever added.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson

from factcheck import canonical

#: What a partner maps, instead of one scale per desk.
CANONICAL_RATINGS = ("true", "mostly_true", "mixed", "mostly_false", "false", "unverifiable")

PUBLISHED, CORRECTED, WITHDRAWN = "published", "corrected", "withdrawn"
KINDS = (PUBLISHED, CORRECTED, WITHDRAWN)

#: What `compose` puts around the content, and what it says in its own way.
_OF_THE_RECORD = {
    "id", "version", "status", "url", "corrections", "reviewed_by", "first_published_at",
    "published_at", "previous_hash", "content_hash",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Claimant:
    name: str
    type: str | None  # "Person", "Organization", or None: never guessed
    same_as: str | None = None


@dataclass(frozen=True, slots=True)
class Selector:
    """W3C text quote and position selector: code points of the article's stored text."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Appearance:
    url: str | None
    title: str
    publisher: str | None
    published_on: str | None
    selector: Selector


@dataclass(frozen=True, slots=True)
class Claim:
    text: str
    language: str
    claimant: Claimant | None
    claimed_on: str | None
    appearances: tuple[Appearance, ...]


@dataclass(frozen=True, slots=True)
class Rating:
    scale: str
    code: str
    label: str
    value: int
    best: int
    worst: int
    canonical: str


@dataclass(frozen=True, slots=True)
class Source:
    title: str
    url: str | None
    publisher: str | None
    type: str
    published_on: str | None
    archived_url: str | None


@dataclass(frozen=True, slots=True)
class Evidence:
    stance: str  # supports, refutes, context
    quote: str
    locator: str
    note: str
    source: Source


@dataclass(frozen=True, slots=True)
class Verdict:
    """The editorial content of one version. `correction` is the public note of a later version."""

    language: str
    claim: Claim
    rating: Rating
    headline: str
    summary: str
    topics: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    reviewed_by_name: str
    reviewed_by_url: str
    expires_at: str | None = None
    correction: str | None = None

    def content(self) -> dict[str, Any]:
        """Every word of it, as JSON."""
        return orjson.loads(orjson.dumps(self))

    def digest(self) -> str:
        """SHA-256 of the canonical content: what an approval is bound to."""
        return canonical.digest(self.content())


def timestamp(moment: datetime) -> str:
    """RFC 3339 in UTC, to the microsecond."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def compose(
    verdict: Verdict,
    *,
    id: str,
    claim_id: str,
    version: int,
    status: str,
    url: str,
    corrections: Sequence[dict[str, Any]],
    first_published_at: datetime,
    published_at: datetime,
    previous_hash: str | None,
) -> dict[str, Any]:
    """The whole document of one version, its `content_hash` included.

    The hash is the SHA-256 of the document's RFC 8785 form without `content_hash` itself; since
    `previous_hash` is inside, each version seals the one before.
    """
    said = verdict.content()
    document = {
        "id": id,
        "version": version,
        "status": status,
        "url": url,
        "language": said["language"],
        "claim": {"id": claim_id, **said["claim"]},
        "rating": said["rating"],
        "headline": said["headline"],
        "summary": said["summary"],
        "topics": said["topics"],
        "evidence": said["evidence"],
        "corrections": list(corrections),
        "reviewed_by": {"name": verdict.reviewed_by_name, "url": verdict.reviewed_by_url},
        "first_published_at": timestamp(first_published_at),
        "published_at": timestamp(published_at),
        "expires_at": said["expires_at"],
        "previous_hash": previous_hash,
    }
    return {**document, "content_hash": canonical.digest(document)}


def tombstone(
    *,
    id: str,
    claim_id: str,
    version: int,
    url: str,
    language: str,
    first_published_at: datetime,
    published_at: datetime,
    previous_hash: str,
    reason: str,
    successor: str | None,
) -> dict[str, Any]:
    """The document of a withdrawal: that there was a verdict, that it is withdrawn, and why.

    It repeats nothing of what was withdrawn; the earlier versions stay in the record.
    """
    document = {
        "id": id,
        "version": version,
        "status": WITHDRAWN,
        "url": url,
        "language": language,
        "claim": {"id": claim_id},
        "withdrawal": {"reason": reason, "successor": successor, "date": timestamp(published_at)},
        "first_published_at": timestamp(first_published_at),
        "published_at": timestamp(published_at),
        "previous_hash": previous_hash,
    }
    return {**document, "content_hash": canonical.digest(document)}


def approved_digest(document: dict[str, Any]) -> str:
    """The digest of what two people approved, as the published document tells it.

    It takes whatever the document says besides the record's own facts, so that it fits documents
    of every release. Of a tombstone: why it was withdrawn, and what replaces it.
    """
    if document.get("status") == WITHDRAWN:
        return canonical.digest({name: document.get(name) for name in ("id", "withdrawal")})
    said = {name: value for name, value in document.items() if name not in _OF_THE_RECORD}
    by, corrections = document.get("reviewed_by") or {}, document.get("corrections") or []
    claim = {name: value for name, value in (said.pop("claim", None) or {}).items() if name != "id"}
    is_corrected = document.get("status") == CORRECTED and corrections
    return canonical.digest(
        said
        | {
            "claim": claim,
            "reviewed_by_name": by.get("name"),
            "reviewed_by_url": by.get("url"),
            "correction": corrections[-1].get("note") if is_corrected else None,
        }
    )
