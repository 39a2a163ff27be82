"""Many people at the desk at once, by its own verbs: `main` is a program, given a seed and
how many. It writes until a line comes in. Each publication that was committed is told on stdout.

Before it commits a writer waits a little, at random, and gives some up. Others are cut off from
outside: whatever comes, the writer begins something new.
"""

import json
import random
import sys
import threading
import time
from collections.abc import Callable
from itertools import count
from typing import Any

import django
from django.db import connection, transaction

WAIT = 0.05  # seconds before a commit, at most
GIVEN_UP = 0.15  # the share of what is begun

_done = threading.Event()
_saying = threading.Lock()


class GivenUp(Exception):
    """The writer has thought better of it, before the commit."""


class Writer:
    def __init__(self, seed: str) -> None:
        from tests.factories import people

        self.chance = random.Random(seed)
        self.author, self.second = people.reviewer(), people.approver()
        self.editor, self.other = people.editor(), people.editor()
        self.standing: list[Any] = []

    def work(self) -> None:
        verbs = [self.publish, self.correct, self.withdraw, self.replace]
        self.chance.choices(verbs, [6, 5, 1, 1])[0]()

    def publish(self) -> None:
        from tests.factories import reviews

        review = reviews.approved(self.author, self.second)
        self.finally_publish(review)

    def finally_publish(self, review: Any) -> None:
        from reviews import actions

        self._commit(review, lambda: actions.publish(review.pk, actor=self.editor))
        self.standing.append(review)

    def correct(self) -> None:
        from reviews import actions
        from tests.factories import reviews

        if not self.standing:
            return self.publish()
        review = self._take_one()
        held = actions.revise(review.pk, actor=self.author, reason="Un lecteur nous a écrit.")
        number = self.chance.random()
        written = reviews.written(held, self.author, summary=f"Il a baissé de {number} point.")
        actions.submit(written.pk, actor=self.author)
        return self.finally_publish(reviews.approve(review, self.second))

    def withdraw(self, successor: Any = None) -> Any:
        from reviews import actions

        if len(self.standing) < 3:
            return self.publish()
        review = self._take_one()
        actions.propose_withdrawal(
            review.pk, actor=self.editor, public_reason="Une erreur.", successor=successor
        )
        self._commit(review, lambda: actions.withdraw(review.pk, actor=self.other))
        return review

    def replace(self) -> None:
        """Two verdicts were on one claim: one names the other as its successor, and is merged."""
        from claims.actions import merge
        from tests.factories import reviews

        if len(self.standing) < 4:
            return self.publish()
        successor = self._take_one()
        gone = self.withdraw(successor.uid)
        self.standing.append(successor)
        merge(reviews.fresh(gone).claim_id, actor=self.author, into=successor.claim_id)
        return None

    def _take_one(self) -> Any:
        """What fails from here on is left alone: nobody knows in which state it is."""
        from tests.factories import reviews

        return reviews.fresh(self.standing.pop(self.chance.randrange(len(self.standing))))

    def _commit(self, review: Any, verb: Callable[[], Any]) -> None:
        with transaction.atomic():
            verb()
            time.sleep(self.chance.random() * WAIT)
            if self.chance.random() < GIVEN_UP:
                raise GivenUp
        say(review.uid)


def say(uid: Any) -> None:
    """What was committed is told; whoever is killed before has told nothing."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT version, content_hash FROM publications_publication WHERE verdict = %s"
            " ORDER BY version DESC LIMIT 1",
            [uid],
        )
        version, hash = cursor.fetchone()
    with _saying:
        print(json.dumps({"id": str(uid), "version": version, "hash": hash}), flush=True)


def write(seed: str) -> None:
    writer = None
    while not _done.is_set():
        try:
            writer = writer or Writer(seed)
            writer.work()
        except GivenUp:
            continue
        except Exception as error:  # whatever was cut off, and where
            print(f"{type(error).__name__}: {error}"[:200], file=sys.stderr)
            writer = None  # leases of its own are still held
            connection.close()
            time.sleep(0.05)
    connection.close()


def main() -> None:
    django.setup()
    from tests.factories import claims, people

    seed, writers = sys.argv[1], int(sys.argv[2])
    unique = time.time_ns() % 10**12 * 1000  # other programs make people and addresses there, too
    people._numbers = count(unique)
    claims._numbers = count(unique)
    threads = [threading.Thread(target=write, args=(f"{seed}/{n}",)) for n in range(writers)]
    for thread in threads:
        thread.start()
    sys.stdin.readline()
    _done.set()
    for thread in threads:
        thread.join()
