"""Verdicts, and published ones, for tests. What a test does not name does not matter to it."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from django.db import connection

from factcheck.publications import bulk, record, synthetic
from factcheck.publications.document import (
    Appearance,
    Claim,
    Claimant,
    Evidence,
    Rating,
    Selector,
    Source,
    Verdict,
)
from factcheck.publications.models import Publication
from tests.factories import people
from tests.role import owner


def person(name: str = "") -> Any:
    """Somebody at the desk."""
    return people.person(username=name)


RATINGS = {
    "false": Rating("truth", "faux", "Faux", 1, 5, 1, "false"),
    "mixed": Rating("truth", "mitige", "Mitigé", 3, 5, 1, "mixed"),
    "true": Rating("truth", "vrai", "Vrai", 5, 5, 1, "true"),
}


def verdict(
    *,
    text: str = "Le taux de chômage a baissé de moitié.",
    language: str = "fr",
    rating: str = "false",
    claimant: str | None = "Jeanne Martin",
    claimed_on: str | None = "2026-03-01",
    publisher: str = "La Gazette",
    article_url: str = "https://gazette.example/chomage",
    **more: Any,
) -> Verdict:
    claim = Claim(
        text=text,
        language="fr",
        claimant=Claimant(claimant, "Person") if claimant else None,
        claimed_on=claimed_on,
        appearances=(
            Appearance(
                url=article_url,
                title="Le débat sur l’emploi",
                publisher=publisher,
                published_on="2026-03-02",
                selector=Selector(text, "« ", " »", 10, 10 + len(text)),
            ),
        ),
    )
    source = Source(
        "Tableau 4", "https://stats.example/4", "Institut", "statistics", "2026-02-01", None
    )
    whole = Verdict(
        language=language,
        claim=claim,
        rating=RATINGS[rating],
        headline="Non, le chômage n’a pas baissé de moitié",
        summary="Il a baissé de 0,2 point.",
        topics=("emploi",),
        evidence=(Evidence("refutes", "7,3 % contre 7,5 %", "p. 4", "", source),),
        reviewed_by_name="Fact-checking desk",
        reviewed_by_url="https://desk.example/",
    )
    return replace(whole, **more)


def publish(
    said: Verdict | None = None,
    *,
    id: UUID | None = None,
    claim_id: UUID | None = None,
    **more: Any,
) -> Publication:
    """Publish a verdict through the record's writer, by two people; its feed entry too."""
    said = said or verdict()
    by = {"authored_by": person("author"), "approved_by": person("approver")}
    by["published_by"] = by["authored_by"]
    publication = record.append(
        said,
        id=id or uuid4(),
        claim_id=claim_id or uuid4(),
        **by | {"approved_digest": said.digest()} | more,
    )
    commit()
    return publication


def correct(
    before: Publication, note: str = "Le chiffre de 2025 est corrigé.", **changes: Any
) -> Publication:
    """Publish the next version of a verdict."""
    said = verdict(language=before.language, correction=note, **changes)
    return publish(said, id=before.verdict, claim_id=before.claim_uid)


def withdraw(
    before: Publication, reason: str = "La source a été retirée.", **more: Any
) -> Publication:
    by = {"authored_by": person("author"), "approved_by": person("approver")}
    publication = record.withdraw(
        id=before.verdict, reason=reason, published_by=person("editor"), **by | more
    )
    commit()
    return publication


def commit() -> None:
    """Run what PostgreSQL leaves for the commit: a test's own transaction never gets there."""
    connection.check_constraints()


def publish_many(count: int, seed: int = 1) -> None:
    """So many made-up verdicts, by the bulk writer; their feed entries too."""
    by = {"authored_by": person("author"), "approved_by": person("approver")}
    with owner():
        list(bulk.append_many(synthetic.verdicts(count, seed), **by))
    commit()
