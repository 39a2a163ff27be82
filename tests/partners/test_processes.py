"""Limits hold to the request over real processes, each with threads and their own connections."""

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.request import Request, urlopen
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings

from factcheck.partners import quota
from factcheck.partners.models import KeyUsage, Partner, QuotaCount
from factcheck.partners.quota import Account, Limit, purses
from factcheck.partners.quota.shared import SHARE
from tests.factories import partners
from tests.serving import database_url, serving

PROCESSES, THREADS = 4, 4
COMMAND = (sys.executable, "-m", "tests.partners.spending")


@pytest.fixture
def subject(test_database: None) -> Iterator[str]:
    """Something that is counted, in a database that really commits."""
    name = f"test:{uuid4()}"
    yield name
    with psycopg.connect(database_url()) as connection:
        connection.execute("DELETE FROM partners_quotacount WHERE subject = %s", (name,))


class Outcome(NamedTuple):
    through: int
    by_window: "Counter[str]"
    statements: int


def all_at_once(subject: str, *, most: int, seconds: int = 600, **told: Any) -> Outcome:
    """What came through in all processes together."""
    facts = {"url": database_url(), "subject": subject, "most": most, "seconds": seconds}
    facts |= {"start": time.time() + 1.5, "threads": THREADS} | told
    running = [
        subprocess.Popen(
            [*COMMAND, json.dumps(facts)],
            cwd=settings.BASE_DIR,
            stdout=subprocess.PIPE,
        )
        for _ in range(PROCESSES)
    ]
    answers = [json.loads(process.communicate(timeout=60)[0]) for process in running]
    windows: Counter[str] = Counter()
    for answer in answers:
        windows.update(answer["through"])
    return Outcome(windows.total(), windows, sum(answer["statements"] for answer in answers))


@pytest.mark.parametrize("most", [1, 10, 1000])
def test_exactly_the_limit_when_all_ask_until_they_are_refused(subject: str, most: int) -> None:
    came = all_at_once(subject, most=most, attempts=10 * most, until_refused=True)
    assert came.through == most


def test_half_more_than_the_limit(subject: str) -> None:
    """Each process does its part and falls silent: what it reserved last may be left over."""
    most = 2000
    came = all_at_once(subject, most=most, attempts=3 * most // 2 // PROCESSES // THREADS)
    assert most - PROCESSES * most / SHARE <= came.through <= most


def test_a_tenth_of_the_statements(subject: str) -> None:
    came = all_at_once(subject, most=1_000_000, attempts=500)
    assert came.through == PROCESSES * THREADS * 500
    assert came.statements < came.through / 50


def test_no_window_gets_more_than_its_limit(subject: str) -> None:
    """Traffic that goes on over the ends of windows; the database's clock ends them for all."""
    came = all_at_once(subject, most=50, seconds=1, attempts=300, pause=0.01, threads=1)
    whole = [number for number in came.by_window.values() if number == 50]
    assert len(came.by_window) >= 3
    assert max(came.by_window.values()) <= 50
    assert len(whole) >= 2


def test_a_refusal_costs_no_statement(subject: str) -> None:
    came = all_at_once(subject, most=10, attempts=1000, threads=1)
    assert came.through == 10
    # Each process learns once that the limit is reached.
    assert came.statements <= 10 + PROCESSES


def test_a_silent_process_gives_back_what_it_holds(subject: str) -> None:
    """Otherwise its partner would miss up to a 64th of what was left."""
    most = 1600
    ours = Account(1, "abcdefgh", (Limit("test", subject, most, 600),))
    with psycopg.connect(database_url(), autocommit=True) as connection:

        def run(sql: str, values: Any) -> list[Any]:
            return connection.execute(sql, values).fetchall()

        assert quota.take(ours, run).allowed
        [block] = purses._purses[1].blocks.values()
        assert 0 < block.left <= most / SHARE
        purses.give_back(run, idle=0)
        assert block.left == 0
        came = all_at_once(subject, most=most, attempts=10 * most, until_refused=True)
        assert came.through == most - 1
        assert not quota.take(ours, run).allowed


def test_a_forked_child_spends_nothing_of_its_parent(subject: str) -> None:
    """Servers fork their workers: a copied block would be spent twice."""
    facts = {"url": database_url(), "subject": subject, "most": 100, "seconds": 600}
    done = subprocess.run(
        [*COMMAND, json.dumps(facts | {"fork": True, "attempts": 200})],
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        timeout=60,
        check=True,
    )
    assert 1 + sum(map(int, done.stdout.split())) == 100


@pytest.mark.usefixtures("committed")
def test_a_server_that_ends_writes_down_the_use_and_gives_back_the_rest() -> None:
    _row, text = partners.key()
    with serving() as address:
        for _ in range(3):
            request = Request(f"{address}/api/v1/keys/", headers=partners.bearer(text))
            with urlopen(request, timeout=10) as answer:
                assert answer.status == 200
    assert KeyUsage.objects.get().requests == 3
    day = QuotaCount.objects.get(subject=f"day:{Partner.objects.get().pk}")
    assert day.used == 3
