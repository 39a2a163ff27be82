"""With unpublished work at the desk, and without: every public byte and header is the same."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connection

from factcheck.partners import lookup
from factcheck.publications import record
from factcheck.publications.api import pages
from factcheck.publications.sealing import signing
from tests import role
from tests.conftest import start_anew
from tests.factories import partners, people, publications, reviews
from tests.scenarios import private_work
from tests.scenarios.private_work import SECRET
from tests.scenarios.public_view import Seen, differences, look, questions


@pytest.fixture(autouse=True)
def signed(settings: Any, tmp_path: Path) -> None:
    """A desk that signs its record, and goes by words alone."""
    path = tmp_path / "record_key"
    call_command("make_record_key", path, stdout=StringIO(), stderr=StringIO())
    settings.RECORD_KEY_FILE, settings.EMBEDDED_DATABASE = str(path), False
    settings.FACTCHECK_EMBEDDER = "none"


def forget() -> None:
    """As a process that has answered nothing yet."""
    lookup.forget()
    pages.forget()


def test_nothing_unpublished_changes_a_byte(committed: None) -> None:
    """The same desk before and after: what is private is about published verdicts, too."""
    forget()
    review = reviews.published(people.reviewer(), people.approver(), people.editor())
    gone = reviews.published(people.reviewer(), people.approver(), people.editor(), language="en")
    reviews.withdrawn(gone, people.editor(), people.approver())
    verdicts = [review.uid, gone.uid]
    signing.sign()
    _row, key = partners.key(scopes=["read", "match", "submit"])

    before = look(key, questions(verdicts, [], SECRET))
    assert sum(b"ch\xc3\xb4mage" in seen.body for seen in before.values()) > 20
    private = private_work.do(review)
    signing.sign()
    forget()  # what was kept would look the same anyway
    after = look(key, questions(verdicts, [], SECRET))
    assert differences(before, after) == []
    assert told_nowhere(after)
    unknown = look(key, questions([], private, SECRET))
    assert hidden(unknown, private) == []


def told_nowhere(seen: dict[Any, Seen]) -> bool:
    """No answer has the secret words, but where they are what was asked for, in a form or list."""
    words = SECRET.encode()
    telling = [asked.path for asked, answer in seen.items() if words in answer.body]
    return all("q=" in path or "annotate" in path or "match" in path for path in telling)


def hidden(seen: dict[Any, Seen], ids: list[UUID]) -> list[str]:
    """Whoever asks for what is private is told what they would be told of what never was."""
    wrong = []
    for asked, answer in seen.items():
        about = next((id for id in ids if str(id) in asked.path), None)
        if about is None:
            continue
        twin = asked._replace(path=asked.path.replace(str(about), str(UUID(int=7))))
        of_nothing = seen[twin]
        body = answer.body.replace(str(about).encode(), str(UUID(int=7)).encode())
        if (answer.status, body) != (of_nothing.status, of_nothing.body):
            wrong.append(asked.path)
    return wrong


# --- Two desks from their first day: nothing in between is counted, numbered or ordered by

_DAY = datetime(2026, 3, 1, 9, tzinfo=UTC)
_IDS = [UUID(int=number << 64 | 0x8000_0000_0000_0000) for number in range(1, 9)]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Each publication an hour after the one before, in both worlds."""
    ticks: list[datetime] = []

    class Clock:
        @staticmethod
        def now() -> datetime:
            ticks.append(_DAY + timedelta(hours=len(ticks)))
            return ticks[-1]

    monkeypatch.setattr(record, "timezone", Clock)
    return ticks


def world(clock: list[datetime], *, works: bool) -> Iterator[dict[Any, Seen]]:
    """A desk that publishes and, if it `works`, does much else meanwhile; what is seen of it, after
    each step."""
    start_anew()
    _number_anew()
    clock.clear()
    forget()
    publish, key = publications.publish, partners.key(scopes=["read", "match", "submit"])[1]

    def seen() -> dict[Any, Seen]:
        if works:
            private_work.do()
        return look(key, questions(_IDS[:3], [_IDS[3]], SECRET))

    if works:
        private_work.do()
    first = publish(id=_IDS[0], claim_id=_IDS[4])
    yield seen()
    second = publish(
        publications.verdict(text="La dette a doublé.", rating="mixed", language="en"),
        id=_IDS[1], claim_id=_IDS[5],
    )  # fmt: skip
    publications.correct(first)
    yield seen()
    publish(publications.verdict(claimant=None, claimed_on=None), id=_IDS[2], claim_id=_IDS[6])
    publications.withdraw(second)
    yield seen()


def _number_anew() -> None:
    """The record's own numbers begin at one, as on a first day."""
    with role.owner(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(c.oid::regclass, 1, false) FROM pg_class c JOIN pg_depend d"
            " ON d.objid = c.oid AND d.deptype IN ('a', 'i') JOIN pg_class t ON t.oid = d.refobjid"
            " WHERE c.relkind = 'S' AND t.relname LIKE 'publications\\_%'"
            " AND t.relname <> 'publications_epoch'"
        )


@pytest.mark.long
def test_two_desks_that_publish_the_same_look_the_same(committed: None, clock: Any) -> None:
    quiet = list(world(clock, works=False))
    busy = list(world(clock, works=True))
    assert len({*map(len, quiet)}) == 1
    assert sum(seen.status == 200 for seen in quiet[-1].values()) > 80
    for step, (one, other) in enumerate(zip(quiet, busy, strict=True)):
        assert differences(one, other) == [], f"step {step}"
