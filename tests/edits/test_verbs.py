"""Two people press a verb on the same page at the same moment: exactly one does it, and the other
is told who was faster. So do two who tick the same rows of a list."""

import random
import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client, RequestFactory

from factcheck.desk.verbs import VerbsAdmin
from factcheck.history import replay
from factcheck.history.models import Event
from factcheck.publications import verification
from tests.edits.pages import signed_in
from tests.edits.verbs import ELSEWHERE, VERBS
from tests.factories import claims, partners, people, reviews
from tests.seeds import chance

pytestmark = pytest.mark.usefixtures("committed")

IN_LISTS = {
    ("claims.claim", "accept"),
    ("claims.claim", "dismiss_opinion"),
    ("partners.apikey", "revoke"),
    ("reviews.claimreview", "take"),
    ("reviews.claimreview", "release"),
    ("reviews.claimreview", "approve"),
    ("reviews.claimreview", "publish"),
    ("reviews.claimreview", "abandon"),
}
#: What else a list does: to people, to the queue of jobs, or as one of these with another answer.
OTHERS = {
    "accounts.user": {"password_link", "remove_second_factor", "end_sessions", "unlock"},
    "claims.claim": {"dismiss_prediction", "dismiss_not_checkable", "dismiss_out_of_scope"},
    "partners.delivery": {"send_again"},
    "procrastinate.procrastinatejob": {"retry", "cancel", "abort"},
    "reviews.claimreview": {"give"},
}


def at_once(both: ThreadPoolExecutor, luck: random.Random, *sending: Any) -> list[Any]:
    """Both, at the same moment or one hardly after the other."""
    start, late = Barrier(2), [luck.choice([0, luck.random() * 0.01]) for _ in sending]

    def send(number: int) -> Any:
        start.wait()
        sleep(late[number])
        return sending[number]()

    return list(both.map(send, range(len(sending))))


def test_every_verb_of_a_page_is_in_the_table() -> None:
    found = {
        (model._meta.label_lower, verb)
        for model, desk in admin.site._registry.items()
        if isinstance(desk, VerbsAdmin)
        for verb in desk.verbs
    }
    assert found == set(VERBS) | ELSEWHERE


def test_every_action_of_a_list_is_in_the_tables() -> None:
    request = RequestFactory().get("/")
    request.user = people.superuser()
    found = {
        (model._meta.label_lower, action)
        for model, desk in admin.site._registry.items()
        for action in desk.get_actions(request)
        if action != "delete_selected"
    }
    others = {(label, action) for label, actions in OTHERS.items() for action in actions}
    assert found == IN_LISTS | others


def press_twice(both: ThreadPoolExecutor, luck: random.Random, label: str, verb: str) -> None:
    press = VERBS[label, verb]
    row, person = press.make()
    address = f"/admin/{label.replace('.', '/')}/{row.pk}/do/{verb}/"
    given = {"seen": type(row).objects.get(pk=row.pk).version, **press.answers(row)}
    clients = [signed_in(person), signed_in(person)]
    before = Event.objects.count()

    answers = at_once(both, luck, *(lambda c=c: c.post(address, given) for c in clients))

    statuses = sorted(answer.status_code for answer in answers)
    told = [re.sub(r"<[^>]+>", " ", answer.content.decode())[-1500:] for answer in answers]
    if press.both:
        assert set(statuses) <= {302, 409}, (label, verb, told)
        assert 302 in statuses
        return
    assert statuses == [302, 409], (label, verb, told)
    late = next(answer for answer in answers if answer.status_code == 409).content.decode()
    assert str(person) in late, "it says who was faster"
    done = Event.objects.filter(subject=row.uid, version__gt=given["seen"])
    assert done.count() == 1, list(done)
    assert Event.objects.count() > before


@pytest.mark.parametrize(("label", "verb"), VERBS)
@pytest.mark.long
def test_two_press_the_same_verb(both: ThreadPoolExecutor, label: str, verb: str) -> None:
    for number in range(10):
        press_twice(both, chance(label, verb, number), label, verb)
    assert [*replay.differences(), *verification.differences()] == []


def test_two_press_some_verbs(both: ThreadPoolExecutor) -> None:
    luck = chance("verbs")
    for label, verb in luck.sample(list(VERBS), 8):
        press_twice(both, luck, label, verb)
    assert [*replay.differences(), *verification.differences()] == []


# --- Lists


def ticked(client: Client, label: str, verb: str, rows: list[Any]) -> tuple[str, dict[str, Any]]:
    """Where the list's page leads, and what it sends: where it asks first, the page that asks."""
    address = f"/admin/{label.replace('.', '/')}/"
    chosen: dict[str, Any] = {"action": verb, "_selected_action": [row.pk for row in rows]}
    if label != "reviews.claimreview":
        return address, chosen
    page = client.post(address, chosen).content.decode()
    [action] = re.findall(r'action="([^"]*/bulk/[^"]*)"', page)
    given: dict[str, Any] = dict(re.findall(r'name="((?:seen|digest)-\d+)" value="(\w+)"', page))
    given["chosen"] = [row.pk for row in rows]
    return action, given | {"reason": "Ainsi."}


def rows_for(label: str, verb: str, person: Any) -> list[Any]:
    if label == "partners.apikey":
        return [partners.key(partner=partners.partner(f"P{number}"))[0] for number in range(3)]
    if label == "claims.claim":
        return [claims.claim() for _ in range(3)]
    made = {
        "take": reviews.review,
        "release": lambda: reviews.taken(person),
        "approve": lambda: reviews.submitted(people.reviewer()),
        "publish": lambda: reviews.approved(people.reviewer(), people.approver()),
        "abandon": reviews.review,
    }
    return [made[verb]() for _ in range(3)]


def _told(report: Any) -> tuple[int, int]:
    """How many were done, and how many refused."""
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", report.content.decode()))
    [(done, refused)] = re.findall(r"(\d+) done, (\d+) refused", words)
    return int(done), int(refused)


def tick_twice(both: ThreadPoolExecutor, luck: random.Random, label: str, verb: str) -> None:
    person = people.superuser()
    rows = rows_for(label, verb, person)
    clients = [signed_in(person), signed_in(person)]
    sent = [ticked(client, label, verb, rows) for client in clients]
    before = {row.uid: type(row).objects.get(pk=row.pk).version for row in rows}

    pairs = zip(clients, sent, strict=True)
    answers = at_once(both, luck, *(lambda c=c, s=s: c.post(*s) for c, s in pairs))

    assert all(answer.status_code in (200, 302) for answer in answers)
    for row in rows:
        done = Event.objects.filter(subject=row.uid, version__gt=before[row.uid])
        assert done.count() == 1, (label, verb, list(done))
    if label != "partners.apikey":  # which tells it in messages
        told = [re.sub(r"<[^>]+>", "", answer.content.decode()) for answer in answers]
        found = [
            re.search(r"(\d+) done, (\d+) refused", re.sub(r"\s+", " ", each)) for each in told
        ]
        counts = [tuple(map(int, each.groups())) for each in found if each]
        assert sum(done for done, _refused in counts) == len(rows), counts
        assert sum(refused for _done, refused in counts) == len(rows), counts


@pytest.mark.long
@pytest.mark.parametrize(("label", "verb"), sorted(IN_LISTS))
def test_two_tick_the_same_rows(both: ThreadPoolExecutor, label: str, verb: str) -> None:
    for number in range(10):
        tick_twice(both, chance(label, verb, number), label, verb)
    assert [*replay.differences(), *verification.differences()] == []


def test_two_tick_the_same_rows_of_some_list(both: ThreadPoolExecutor) -> None:
    luck = chance("lists")
    for label, verb in luck.sample(sorted(IN_LISTS), 2):
        tick_twice(both, luck, label, verb)
