"""Trying what a table tells: as somebody of these roles, with a look at what was written."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.contrib.auth.models import Group
from django.db import connection, transaction

from factcheck.accounts.models import User
from factcheck.errors import Conflict, DeskError, NotAllowed
from factcheck.history import journal
from tests import raw
from tests.allowed.tables import CONFLICT, DONE, NOT_ALLOWED, Outcome, Row


@dataclass
class Situation:
    """A row in a state, and who has what to do with it. Everybody may everything, until they are
    given roles. `more` is what its verbs need besides."""

    row: Any
    people: dict[str, User]
    more: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Room:
    """A workflow under trial: its table, how each verb is done, and where it leads."""

    kind: str
    table: Mapping[str, Row]
    do: Mapping[str, Callable[[Situation, Any], Any]]
    leads_to: Mapping[str, str]
    #: What of a row is told to nobody who may not see it.
    words: Callable[[Any], Sequence[str]]
    #: The tables that a verb may write to.
    touched: Sequence[str]

    def tried(self, verb: str, it: Situation, actor: Any) -> Outcome:
        """What comes out. What was done leads where the table says, is told by one event, and then
        is undone; what a refusal may have written stays, to be found."""
        place = transaction.savepoint()
        try:
            self.do[verb](it, actor)
        except DeskError as error:
            found = outcome_of(error)
            if found == NOT_ALLOWED:
                assert not [words for words in self.words(it.row) if words and words in str(error)]
            return found
        now = type(it.row).objects.get(pk=it.row.pk)
        last = journal.events_of(now).last()
        assert last
        assert now.status == last.to_state == self.leads_to.get(verb, it.row.status), verb
        assert (last.verb, last.actor) == (f"{self.kind}:{verb}", actor)
        transaction.savepoint_rollback(place)
        return DONE

    def wrong(
        self, name: str, it: Situation, relations: Iterable[str], roles: Any, verbs: Iterable[str]
    ) -> list[str]:
        """Each cell in which something else comes out than the table says."""
        found = []
        for relation in relations:
            with raw.undone():
                before = footprint(self.touched)
                actor = become(it.people[relation], roles)
                for verb in verbs:
                    wanted = self.table[verb].expected(roles, name, relation)
                    came = self.tried(verb, it, actor)
                    if came != wanted:
                        cell = f"{verb} of “{name}” by {relation} as {roles}"
                        found.append(f"{cell}: {came}, not {wanted}")
                assert footprint(self.touched) == before, (name, relation, "a refusal has written")
        return found


def become(person: User, roles: Iterable[str]) -> User:
    """The same person, with these roles and no others."""
    roles = set(roles)
    User.objects.filter(pk=person.pk).update(is_superuser="superuser" in roles)
    again = User.objects.get(pk=person.pk)
    again.groups.set([_groups()[role] for role in roles - {"superuser"}])
    return again


@cache
def _groups() -> dict[str, int]:
    return dict(Group.objects.values_list("name", "pk"))


def outcome_of(refusal: DeskError | None) -> Outcome:
    """What came out, by the kind of refusal. Raises one that no table of people speaks of."""
    if refusal is None:
        return DONE
    if isinstance(refusal, NotAllowed):
        return NOT_ALLOWED
    if isinstance(refusal, Conflict):
        return CONFLICT
    raise refusal


def footprint(tables: Sequence[str]) -> Any:
    """What stands in these tables: the same before and after where nothing was done. Rows that are
    only ever appended are counted."""
    parts = [
        f"(SELECT md5(string_agg(t::text, '' ORDER BY id)) FROM {table} t)" for table in tables
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT (SELECT count(*) FROM history_event), {', '.join(parts)}")
        return cursor.fetchone()
