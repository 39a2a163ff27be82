"""What is exported can be imported, and says the same."""

import io
import json
from datetime import datetime
from typing import Any

import pytest
from django.core.management import call_command

from factcheck.elsewhere.actions import Report, import_feed
from factcheck.elsewhere.models import ImportedReview, ImportedVersion
from factcheck.publications.models import PublishedClaim
from factcheck.publications.synthetic import verdicts
from tests.factories.elsewhere import imported, item, rating
from tests.factories.publications import correct, publish, verdict, withdraw

pytestmark = pytest.mark.django_db


def printed(command: str, *words: str) -> str:
    out = io.StringIO()
    call_command(command, *words, stdout=out)
    return out.getvalue()


def taken_in(feed: str) -> Report:
    return import_feed(iter([feed.encode()]), "export.json")


def as_published(document: dict[str, Any]) -> dict[str, Any]:
    """A published document as others can know it from its ClaimReview."""
    claim, rated = document["claim"], document["rating"]
    has_place = rated["canonical"] != "unverifiable" and rated["worst"] <= rated["value"]
    claimant = claim["claimant"]
    return {
        "url": document["url"],
        "claim": claim["text"],
        "publisher": document["reviewed_by"]["name"],
        "language": document["language"],
        "claimants": [
            {
                "name": claimant["name"],
                "type": claimant["type"] or "",
                "same_as": [claimant["same_as"]] if claimant["same_as"] else [],
            }
        ]
        if claimant
        else [],
        "claim_date": claim["claimed_on"] or "",
        "published": datetime.fromisoformat(document["first_published_at"]).replace(microsecond=0),
        "modified": datetime.fromisoformat(document["published_at"]).replace(microsecond=0),
        "appearances": [
            {name: place[name] or "" for name in ("url", "title", "publisher", "published_on")}
            for place in claim["appearances"]
        ],
        "rating": {
            name: rated[name] if has_place or name == "label" else None
            for name in ("label", "value", "best", "worst")
        },
        "headline": document["headline"],
        "summary": " ".join(document["summary"].split()),
        "topics": document["topics"],
        "corrections": [each["note"] for each in document["corrections"]],
        "expires": document["expires_at"] or "",
    }


def as_imported(document: dict[str, Any]) -> dict[str, Any]:
    return document | {
        "publisher": document["publisher"]["name"],
        "published": datetime.fromisoformat(document["published"]),
        "modified": datetime.fromisoformat(document["modified"]),
    }


def test_our_own_feed_is_read_without_a_loss() -> None:
    for first in verdicts(40, seed=3):
        publish(first.verdict, id=first.id, claim_id=first.claim_id)
    correct(publish(verdict(expires_at="2027-01-31")), "Une note.\nDeux lignes")
    publish(verdict(claimant=None, claimed_on=None, language="en"))
    withdraw(publish())
    feed = printed("export_claimreview")
    report = taken_in(feed)
    heads = list(PublishedClaim.objects.exclude(status="withdrawn"))

    assert dict(report.counts) == {"new": len(heads)} and not report.notes
    documents = {
        version.document["url"]: as_imported(version.document)
        for version in ImportedVersion.objects.all()
    }
    for head in heads:
        said = as_published(json.loads(bytes(head.body)))
        said["corrections"] = [" ".join(note.split()) for note in said["corrections"]]
        assert documents[said["url"]] == said
        found = ImportedReview.objects.get(url=said["url"])
        assert found.rating in ("", head.rating_canonical)
    assert dict(taken_in(feed).counts) == {"unchanged": len(heads)}


@pytest.mark.parametrize("form", ["datafeed", "ndjson"])
def test_what_others_said_goes_out_to_the_letter_and_comes_in_again_unchanged(form: str) -> None:
    strange = item(2, datePublished="07/03/2026", headline="<p>&amp;</p> \x00 \ud800 🙂")
    imported(item(1), strange, item(3), item(1, dateModified="2026-04-01"))
    out = printed("export_imported", "--format", form)
    lines = [json.loads(line) for line in out.splitlines()] if form == "ndjson" else [
        element["item"][0] for element in json.loads(out)["dataFeedElement"]
    ]  # fmt: skip
    assert lines == [item(1, dateModified="2026-04-01"), strange, item(3)]
    assert dict(taken_in(out).counts) == {"unchanged": 3}
    assert printed("export_imported", "--format", form) == out


def test_nothing_imported_is_a_valid_feed() -> None:
    assert json.loads(printed("export_imported"))["dataFeedElement"] == []
    assert printed("export_imported", "--format", "ndjson") == ""


def test_what_others_said_is_nowhere_in_what_we_say() -> None:
    imported(item(1, reviewRating=rating("Faux", 1)))
    for form in ("datafeed", "ndjson", "csv"):
        assert "autre.example" not in printed("export_claimreview", "--format", form)
    assert not PublishedClaim.objects.exists()
