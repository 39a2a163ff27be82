"""Trying what a table tells through the desk's pages, as a person's browser does."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.test import Client

from factcheck.accounts.models import User
from tests import raw
from tests.allowed.acting import Situation, become, footprint
from tests.allowed.tables import CONFLICT, DONE, EACH_ROLE, NOT_ALLOWED, Row, may

#: Situation, verb, roles, and what the person has to do with it.
Cell = tuple[str, str, tuple[str, ...], str]

_STATUS = {DONE: 302, CONFLICT: 409, NOT_ALLOWED: 403}
_NOWHERE = 2_000_000_000


def cells(situations: Mapping[str, Situation], verbs: Iterable[str]) -> list[Cell]:
    """Every one that there is."""
    return [
        (name, verb, roles, relation)
        for name, it in situations.items()
        for verb in verbs
        for roles in EACH_ROLE
        for relation in it.people
    ]


def signed_in(person: User, roles: Iterable[str]) -> Client:
    client = Client()
    client.force_login(become(person, roles))
    return client


@dataclass(frozen=True, slots=True)
class Door:
    """Pages that do the verbs of a table. `readers` may read such rows at all: to everybody else no
    page says whether there is one. `press` sends what a browser sends."""

    table: Mapping[str, Row]
    readers: str
    touched: Sequence[str]
    press: Callable[[Client, Situation, str, int], Any]

    def check(self, it: Situation, cell: Cell) -> None:
        """What comes out is what the table says; then it is undone."""
        _name, _verb, roles, relation = cell
        with raw.undone():
            self.check_as(signed_in(it.people[relation], roles), it, cell)

    def check_as(self, client: Client, it: Situation, cell: Cell) -> None:
        name, verb, roles, relation = cell
        before = footprint(self.touched)
        answer = self.press(client, it, verb, it.row.pk)
        if not may(self.readers, roles):
            assert answer.status_code == 403, cell
            assert answer.content == self.press(client, it, verb, _NOWHERE).content, cell
        else:
            wanted = self.table[verb].expected(roles, name, relation)
            assert answer.status_code == _STATUS[wanted], (cell, wanted)
        changed = footprint(self.touched) != before
        assert changed == (answer.status_code == 302), cell
