"""From a publication to its head: the columns to find a verdict by, read from its document."""

from datetime import date, datetime
from typing import Any

from factcheck.publications.document import WITHDRAWN
from factcheck.publications.matching import index
from factcheck.publications.models import Publication, PublishedClaim
from factcheck.publications.search import entries


def of(publication: Publication, document: dict[str, Any]) -> PublishedClaim:
    """The head that shows this publication. `document` is its body, parsed."""
    return PublishedClaim(
        id=publication.verdict,
        claim_uid=publication.claim_uid,
        language=publication.language,
        version=publication.version,
        publication_id=publication.pk,
        status=publication.kind,
        first_published_at=datetime.fromisoformat(document["first_published_at"]),
        updated_at=publication.published_at,
        content_hash=publication.content_hash,
        body=publication.body,
        **({} if publication.kind == WITHDRAWN else _found_by(document)),
    )


def _found_by(document: dict[str, Any]) -> dict[str, Any]:
    claim, rating = document["claim"], document["rating"]
    places = claim["appearances"]
    return {
        "headline": document["headline"],
        "rating_scale": rating["scale"],
        "rating_code": rating["code"],
        "rating_canonical": rating["canonical"],
        "topics": document["topics"],
        "claimant": claim["claimant"]["name"] if claim["claimant"] else "",
        "publishers": sorted({place["publisher"] for place in places if place["publisher"]}),
        "urls": sorted({place["url"] for place in places if place["url"]}),
        "claimed_on": claim["claimed_on"] and date.fromisoformat(claim["claimed_on"]),
    }


#: Everything of a head but its id, in the table's order.
COLUMNS = [field.name for field in PublishedClaim._meta.concrete_fields if field.name != "id"]


def store(heads: list[PublishedClaim]) -> None:
    """Insert the heads, or move them where they exist; and what they are found by."""
    PublishedClaim.objects.bulk_create(
        heads, update_conflicts=True, unique_fields=["id"], update_fields=COLUMNS
    )
    entries.store(heads)
    index.store(heads)
