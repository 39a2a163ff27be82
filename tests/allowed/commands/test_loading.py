"""Django's own commands write rows, as the application's role: what guards it binds them too."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core import serializers
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from factcheck.history.models import Event
from factcheck.publications.models import FeedEntry, Publication, PublishedClaim
from reviews.models import Approval
from tests.allowed.acting import Situation
from tests.allowed.commands.seen import changed, look
from tests.factories import claims

pytestmark = pytest.mark.django_db


def run(*words: str) -> None:
    call_command(*words, stdout=StringIO(), stderr=StringIO())


def forged(row: Any, **changes: Any) -> str:
    """A fixture in which a row that is there says something else."""
    [said] = json.loads(serializers.serialize("json", [row]))
    said["fields"] |= changes
    return json.dumps([said])


def forgeries(desk: dict[str, Situation]) -> dict[str, str]:
    """What somebody would like to load into the desk, by what it would be."""
    written, submitted = desk["in_review"], desk["submitted"]
    approval = Approval.objects.get(review=desk["approved"].row)
    claim = claims.claim()
    publication = Publication.objects.filter(kind="published").first()
    entry = FeedEntry.objects.first()
    event = Event.objects.first()
    assert publication and entry and event
    head = PublishedClaim.objects.get(pk=publication.verdict)
    return {
        "a review approved": forged(submitted.row, status="approved"),
        "a review published": forged(written.row, status="published", is_public=True),
        "a review edited": forged(submitted.row, headline="Autre chose"),
        "a claim accepted": forged(claim, status="accepted"),
        "an approval of one's own": forged(approval, approved_by=approval.review.author_id),
        "an approval of other content": forged(approval, digest="0" * 64),
        "a publication said otherwise": forged(publication, correction_note="Rien."),
        "an event told otherwise": forged(event, reason="Parce que."),
        "a place in the feed": forged(entry, sequence=entry.sequence + 7),
        "a head of an older version": forged(head, version=77),
    }


def test_nothing_that_was_forged_can_be_loaded(desk: dict[str, Situation], tmp_path: Path) -> None:
    for what, content in forgeries(desk).items():
        file = tmp_path / "forged.json"
        file.write_text(content)
        before = look()
        with pytest.raises(DatabaseError), transaction.atomic():
            run("loaddata", str(file))
            connection.check_constraints()
            pytest.fail(f"{what}: it was loaded")
        assert changed(before, look()) == set(), what


def test_a_desk_cannot_be_flushed(desk: dict[str, Situation]) -> None:
    before = look()
    with pytest.raises(CommandError), transaction.atomic():
        run("flush", "--noinput")
    assert changed(before, look()) == set()
