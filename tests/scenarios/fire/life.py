"""A desk at work: its programs, which are kept up as `serve` does it, its people and its partners;
and what must be true of all of it in the end.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from factcheck import postgres
from tests.partners.webhooks.receiver import Receiver
from tests.scenarios.desk import PASSWORD
from tests.scenarios.fire.desks import Desk
from tests.scenarios.fire.mirroring import Mirror
from tests.scenarios.fire.working import Client, Editor, KeyMaker, Publisher

#: Who works at the desk and who reads it, and what each needs.
PEOPLE = """
from types import SimpleNamespace
from django.conf import settings
from factcheck.partners.actions import create_partner
from tests.factories import partners, people, reviews, webhooks
settings.WEBHOOK_OWN_TARGETS = [target]
edith, rosa = people.editor(), people.reviewer()
for person in (edith, rosa):
    person.set_password(password)
    person.save()
receiver = SimpleNamespace(url=lambda path: f"http://{target}{path}", secrets=[])
webhooks.endpoint(receiver)
owners = [
    create_partner(name=f"Partner {n}", actor=None, requests_per_minute=60_000) for n in range(many)
]
said = {
    "editor": edith.username, "reviewer": rosa.username, "review": str(reviews.taken(rosa).pk),
    "secret": receiver.secrets[0], "keys": [partners.key(partner=each)[1] for each in owners],
}
"""
#: Approves one review after the other, for others to publish, and prints the key of each.
APPROVING = """
import sys, time
from itertools import count
import django
django.setup()
from django.db import connection
from tests.factories import claims, people, reviews
people._numbers = claims._numbers = count(time.time_ns() % 10**12 * 1000)
rosa, alain = people.reviewer(), people.approver()
while True:
    try:
        print(reviews.approved(rosa, alain).pk, flush=True)
    except Exception:
        connection.close()
        time.sleep(0.1)
        rosa = None  # leases of theirs are still held
    while rosa is None:
        try:
            rosa, alain = people.reviewer(), people.approver()
        except Exception:
            connection.close()
            time.sleep(0.1)
"""


class Life:
    """A desk at work: its programs, which are kept up as `serve` does it, its people and its
    partners."""

    def __init__(self, desk: Desk, receiver: Receiver, *, tells: bool) -> None:
        self.desk, self.receiver = desk, receiver
        self.tells = tells  # whether a worker runs, which tells the receiver
        many = 800 if tells else 40  # a partner has two keys at most, and one is made a second
        facts = f"target, password, many = {receiver.target!r}, {PASSWORD!r}, {many}\n"
        self.who = desk.inside(facts + PEOPLE)
        receiver.secrets.append(self.who["secret"])
        keys = self.who["keys"]
        self.publisher = Publisher(desk.address, self.who["editor"])
        self.editor = Editor(desk.address, self.who["reviewer"], self.who["review"])
        self.keys = KeyMaker(desk.address, keys[3:])
        self.mirrors = [Mirror(desk.address, key, str(n)) for n, key in enumerate(keys[:3])]

    @property
    def clients(self) -> list[Client]:
        return [self.publisher, self.editor, self.keys]

    @contextmanager
    def going_on(self) -> Iterator[None]:
        """Everybody works during the block, and ends in order."""
        more = {"WEBHOOK_OWN_TARGETS": self.receiver.target}
        approving = self.desk.program(APPROVING)
        with ExitStack() as running:
            self.programs = [running.enter_context(self.desk.web(**more))]
            if self.tells:
                self.programs.append(running.enter_context(self.desk.worker(**more)))
            approvals = threading.Thread(target=self._hand_on, args=(approving,), daemon=True)
            for each in (approvals, *self.clients, *self.mirrors):
                each.start()
            try:
                self.until(lambda: all(client.done for client in self.clients))
                yield
                self.keep_up()
                reached = [len(client.done) for client in self.clients]
                self.until(lambda: all(
                    len(client.done) > before
                    for client, before in zip(self.clients, reached, strict=True)
                ))  # fmt: skip
            finally:
                approving.kill()
                approving.communicate()
                for client in self.clients:
                    client.enough.set()
            for client in self.clients:
                client.join()
            for mirror in self.mirrors:
                mirror.finish()
            if self.tells:
                self.until(self.all_are_told)

    def keep_up(self) -> None:
        """What `serve` does each second."""
        postgres.ensure_running(self.desk.data)
        for program in self.programs:
            program.keep_up()

    def until(self, holds: Callable[[], bool]) -> None:
        end = time.monotonic() + 180  # a killed worker's job is taken up within two minutes
        while not holds():
            assert time.monotonic() < end, [(c.done[-3:], c.trouble) for c in self.clients]
            self.keep_up()
            time.sleep(0.2)

    def all_are_told(self) -> bool:
        [(last,)] = self.desk.ask("SELECT coalesce(max(sequence), 0) FROM publications_feedentry")
        return set(range(1, last + 1)) <= set(self.receiver.sequences())

    def _hand_on(self, approving: Any) -> None:
        for line in approving.stdout:
            self.publisher.waiting.put(line.strip())

    def check(self) -> None:
        """What was acknowledged is there once; nobody saw what is not."""
        desk = self.desk
        desk.proven()
        complaints = [each.complaints for each in self.clients]
        complaints += [each.complaints for each in self.mirrors]
        assert not any(complaints), complaints
        assert self.receiver.unproven == []

        rows = desk.ask(
            "SELECT r.id, count(p) FROM reviews_claimreview r"
            " LEFT JOIN publications_publication p ON p.verdict = r.uid GROUP BY r.id"
        )
        published = dict(rows)
        assert Counter(self.publisher.done) == dict.fromkeys(self.publisher.done, 1)
        assert all(published[pk] == 1 for pk in self.publisher.done)
        assert set(published.values()) <= {0, 1}

        edits = desk.ask(
            "SELECT data->'changes'->'notes'->>1 FROM history_event e"
            f" JOIN reviews_claimreview r ON r.uid = subject WHERE r.id = {self.editor.review}"
            " AND verb = 'review:edit' ORDER BY e.version"
        )
        numbers = [int(number) for (number,) in edits]
        assert numbers == list(range(1, len(numbers) + 1))
        assert len(numbers) >= self.editor.done[-1]

        labels = [label for (label,) in desk.ask("SELECT label FROM partners_apikey")]
        assert set(self.keys.done) <= set(labels)
        assert max(Counter(label for label in labels if label).values()) == 1

        record = dict(desk.ask("SELECT id::text, body FROM publications_publishedclaim"))
        for mirror in self.mirrors:
            assert mirror.held == record
            assert mirror.epochs == 1
        entries = dict(desk.ask(
            "SELECT sequence, verdict::text FROM publications_feedentry f"
            " JOIN publications_publication p ON p.id = publication_id"
        ))  # fmt: skip
        for told in self.receiver.received:
            if told.sequence is not None:
                assert entries[told.sequence] == told.said["data"]["id"]
