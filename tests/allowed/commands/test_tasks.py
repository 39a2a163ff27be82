"""The desk's own clockwork, and whoever can put jobs into its queue (`manage.py procrastinate`,
`shell`): it ends leases, publishes what an editor has scheduled, and does nothing else of a
person's."""

import inspect
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, transaction
from procrastinate.contrib.django import app

from factcheck.accounts.models import User
from factcheck.errors import DeskError
from tests import raw
from tests.allowed.acting import Situation
from tests.allowed.commands.seen import events_since, look
from tests.allowed.commands.table import TASKS
from tests.allowed.tables import listed

pytestmark = pytest.mark.django_db

_LIBRARYS = "procrastinate.builtin_tasks"


@pytest.fixture(scope="module")
def tasks() -> dict[str, Any]:
    app.perform_import_paths()
    return {name: task.func for name, task in app.tasks.items() if _LIBRARYS not in name}


def test_every_task_is_in_the_table(tasks: dict[str, Any]) -> None:
    assert set(tasks) == set(TASKS), "declare it in table.py"


@pytest.mark.parametrize("name", TASKS)
def test_each_task_does_what_the_table_says(
    desk: dict[str, Situation], tasks: dict[str, Any], name: str
) -> None:
    if inspect.iscoroutinefunction(tasks[name]):
        return  # of the queue itself: it knows no table but its own
    before = look()
    for it in desk.values():
        run(tasks[name], it.row.pk)
    after = look()
    assert {event.verb for event in events_since(before)} == set(filter(None, listed(TASKS[name])))
    assert [event.actor for event in events_since(before) if event.actor] == []
    moved = [uid for uid, state in before.states.items() if after.states[uid] != state]
    assert moved == ([desk["lapsed"].row.uid] if TASKS[name] else [])


def run(task: Any, number: int) -> None:
    """With this for each of its arguments: a row of one kind or another, or of none."""
    try:
        with transaction.atomic():
            task(*(number for _ in inspect.signature(task).parameters))
    except (DeskError, ObjectDoesNotExist, DatabaseError):
        pass


def test_what_is_due_is_published_for_whoever_scheduled_it_and_still_may(
    desk: dict[str, Situation], tasks: dict[str, Any]
) -> None:
    """The clock has no right of its own: it does what the editor may at that moment."""
    review = desk["scheduled"].row
    publish = tasks["reviews.tasks.publish_scheduled"]
    raw.tamper("UPDATE reviews_claimreview SET publish_at = now() WHERE id = %s", review.pk)
    before = look()
    for gone in ({"is_active": False}, {"is_superuser": False}):
        with raw.undone():
            User.objects.filter(pk=review.scheduled_by_id).update(**gone)
            publish(0)
            assert events_since(before) == [], gone
    publish(0)
    [event] = [each for each in events_since(before) if each.subject == review.uid]
    assert (event.verb, event.actor_id) == ("review:publish", review.scheduled_by_id)
