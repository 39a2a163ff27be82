"""Each step of a review from its claim to its publication, by the desk's verb and by a bare script.

The script sends the very statements that the verb sends, with the same values, over a psycopg
connection of its own, in one transaction. They are written down while the verb is tried, and taken
back; the savepoints, which a script has no use for, are left out. The verb and the script take
turns, each on reviews of its own.
"""

import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg

from tests.benchmarks import processes

#: Reviews of each kind: as many by the verb as by the script.
EACH, WARM = 60, 10
#: Reviews in one person's hands at once.
HOLDS = 5
GOAL = 2.0

_SEQUENCES = """
    SELECT format('%I.%I', schemaname, sequencename), coalesce(last_value, start_value),
           last_value IS NOT NULL FROM pg_sequences WHERE schemaname = 'public'"""

Statement = tuple[str, Any, bool]


@dataclass
class Costs:
    """Of one way: seconds from the first statement to the commit; of CPU here, and of PostgreSQL's
    backend."""

    waits: list[float] = field(default_factory=list)
    here: list[float] = field(default_factory=list)
    there: float = 0.0

    def wait(self) -> float:
        return statistics.median(self.waits[WARM:]) * 1e3

    def cpu(self) -> tuple[float, float]:
        """Milliseconds, of each part."""
        return statistics.median(self.here[WARM:]) * 1e3, self.there / len(self.waits) * 1e3

    @contextmanager
    def counted(self, backend: int) -> Iterator[None]:
        there, here = processes.cpu({backend}), time.process_time()
        began = time.perf_counter()
        yield
        self.waits.append(time.perf_counter() - began)
        self.here.append(time.process_time() - here)
        self.there += processes.cpu({backend}) - there


def report() -> None:
    print(
        f"Steps of {EACH} reviews each, by one person at a time, beside a script that sends the"
        " same statements.\nMilliseconds: elapsed (median), and CPU here and in PostgreSQL."
    )
    titles = ("script", "ours", "ratio", "goal", "CPU here", "Pg", "script", "Pg", "ratio")
    print(f"{'step':<10}{'sent':>6}" + "".join(f"{title:>9}" for title in titles))
    for name, sent, script, ours in _measured():
        mine, theirs = ours.cpu(), script.cpu()
        cells = (
            script.wait(), ours.wait(), ours.wait() / script.wait(), GOAL, *mine, *theirs,
            sum(mine) / sum(theirs),
        )  # fmt: skip
        print(f"{name:<10}{sent:>6}" + "".join(f"{cell:>9.2f}" for cell in cells), flush=True)


def _measured() -> Iterator[tuple[str, int, Costs, Costs]]:
    from django.db import connection

    claims, verbs = _desk(2 * EACH)
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as script:
        connection.ensure_connection()
        backend = connection.connection.info.backend_pid
        for name, verb in verbs.items():
            by_script, by_us, sent = Costs(), Costs(), []
            for number, claim in enumerate(claims):
                if number % 2:
                    with by_us.counted(backend):
                        verb(claim)
                else:
                    with _sequences_kept(script):
                        sent = _sent_by(verb, claim)
                    with by_script.counted(script.info.backend_pid):
                        _send(script, sent)
            yield name, len(sent), by_script, by_us


def _desk(count: int) -> tuple[list[Any], dict[str, Callable[[Any], Any]]]:
    """So many suggested claims, and what is done with each, step by step, by people who hold a few
    reviews each."""
    from claims import actions as triage
    from reviews import actions, document
    from tests.factories import claims, people, reviews

    second, editor = people.approver(), people.editor()
    found = [claims.claim() for _number in range(count)]
    hands = [people.reviewer() for _number in range(-(-count // HOLDS))]
    writer = {claim.pk: hands[number // HOLDS] for number, claim in enumerate(found)}
    source, rating = claims.source(), reviews.rating()
    content = {"rating": rating, "headline": reviews.HEADLINE, "summary": reviews.SUMMARY}

    def edit(claim: Any) -> None:
        review = claim.reviews.get()
        item = reviews.evidence_item(source=source)
        actions.edit(
            review.pk, actor=writer[claim.pk], seen=review.version, changes=content, evidence=[item]
        )

    def approve(claim: Any) -> None:
        review = claim.reviews.get()
        actions.approve(review.pk, actor=second, digest=document.verdict(review).digest())

    verbs: dict[str, Callable[[Any], Any]] = {
        "accept": lambda claim: triage.accept(claim.pk, actor=writer[claim.pk]),
        "take": lambda claim: actions.take(claim.reviews.get().pk, actor=writer[claim.pk]),
        "edit": edit,
        "submit": lambda claim: actions.submit(claim.reviews.get().pk, actor=writer[claim.pk]),
        "approve": approve,
        "publish": lambda claim: actions.publish(claim.reviews.get().pk, actor=editor),
    }
    return found, verbs


def _sent_by(verb: Callable[[Any], Any], claim: Any) -> list[Statement]:
    """What the verb sends; it is taken back."""
    from django.db import connection, transaction

    sent: list[Statement] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            sent.append((sql, params, many))
        return execute(sql, params, many, context)

    with transaction.atomic():
        with connection.execute_wrapper(note):
            verb(claim)
        transaction.set_rollback(True)
    return sent


def _send(script: "psycopg.Connection", sent: list[Statement]) -> None:
    with script.transaction(), script.cursor() as cursor:
        for sql, params, many in sent:
            if many:
                cursor.executemany(sql, params)
            else:
                cursor.execute(sql, params)
                if cursor.description:
                    cursor.fetchall()


@contextmanager
def _sequences_kept(script: "psycopg.Connection") -> Iterator[None]:
    """What is taken back takes no numbers: they are not undone by themselves."""
    before = script.execute(_SEQUENCES).fetchall()
    yield
    with script.cursor() as cursor:
        cursor.executemany("SELECT setval(%s::regclass, %s, %s)", before)
