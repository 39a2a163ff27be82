"""Two people save the same page, in every order in which it can happen, again and again: exactly
one save is kept, the other one is told what changed, and has lost nothing of what was typed."""

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import RequestFactory

from factcheck.accounts.roles import ROLES
from factcheck.history import replay
from factcheck.history.models import Event
from tests.edits.forms import FORMS, Form
from tests.edits.pages import Page, opened, signed_in
from tests.factories import people
from tests.seeds import SEED, chance


@pytest.fixture(autouse=True)
def _roles_alone(committed: None) -> Iterator[None]:
    """The groups are made with the database, and stay: not those of a test."""
    yield
    Group.objects.exclude(name__in=ROLES).delete()


class Row:
    """A row under the hands of two people, and what of theirs was kept."""

    def __init__(self, label: str, both: ThreadPoolExecutor, luck: random.Random) -> None:
        self.label, self.both, self.luck = label, both, luck
        self.form: Form = FORMS[label]
        self.row = self.form.make()
        app, self.model = label.split(".")
        self.address = f"/admin/{app}/{self.model}/{self.row.pk}/change/"
        editor = self.form.editor(self.row)
        chiefs = [people.superuser(), people.superuser()]
        self.clients = [signed_in(person) for person in ([editor] * 2 if editor else chiefs)]
        self.kept: list[str] = []
        self.told = 0

    def open(self, who: int) -> Page:
        page = opened(self.clients[who], self.address, f"{self.model}_form")
        assert page.status == 200, (self.label, page.status)
        return page

    def words(self, who: int, number: int) -> str:
        return f"{'AB'[who]}{number} de {SEED}"

    def choose(self) -> list[str]:
        """The field that each of them fills in: often the same one."""
        return [self.luck.choice(self.form.fields) for _ in "ab"]

    def round(self, number: int) -> None:
        order = self.luck.choice(["at once", "at once", "one by one", "looked again"])
        fields, texts = self.choose(), [self.words(who, number) for who in (0, 1)]
        if order == "looked again":
            for who in (0, 1):
                self.is_saved(
                    self.open(who).save(**{fields[who]: texts[who]}), fields[who], texts[who]
                )
            return
        pages = [self.open(0), self.open(1)]
        answers = self.saved(pages, fields, texts, at_once=order == "at once")
        assert sorted(answer.status for answer in answers) == [302, 409], (
            self.label, number, order, [(answer.status, answer.text[:300]) for answer in answers],
        )  # fmt: skip
        won = [answer.status for answer in answers].index(302)
        self.is_saved(answers[won], fields[won], texts[won])
        self.is_told(answers[1 - won], fields[:: 1 if won else -1], texts[:: 1 if won else -1])

    def saved(
        self, pages: list[Page], fields: list[str], texts: list[str], *, at_once: bool
    ) -> list[Page]:
        start = Barrier(2)
        late = [self.luck.random() * 0.02 for _ in "ab"]

        def save(who: int) -> Page:
            if at_once:
                start.wait()
                sleep(late[who])
            return pages[who].save(**{fields[who]: texts[who]})

        if at_once:
            return list(self.both.map(save, (0, 1)))
        first = self.luck.choice((0, 1))
        answers = {who: save(who) for who in (first, 1 - first)}
        return [answers[0], answers[1]]

    def is_saved(self, answer: Page, field: str, text: str) -> None:
        assert answer.status == 302, (self.label, field, answer.status, answer.text[:500])
        self.kept.append(text)
        assert self.open(0).value(field) == text, (self.label, field, "is not what was saved")

    def is_told(self, late: Page, fields: list[str], texts: list[str]) -> None:
        """The one who came too late, `fields[0]` and `texts[0]` theirs, sees both versions, and
        still has their own words; then they take over the other's, and save again."""
        assert "was changed while you were working on it" in late.text, self.label
        assert texts[0] in late.compared, (self.label, fields, late.compared)
        assert late.value(fields[0]) == texts[0], (self.label, fields, "was typed")
        if fields[0] == fields[1]:
            assert texts[1] in late.compared, (self.label, fields, late.compared)
            taken = {fields[0]: texts[0]}
        else:
            taken = {fields[0]: texts[0], fields[1]: texts[1]}
        self.told += 1
        self.is_saved(late.save(**taken), fields[0], texts[0])
        assert self.open(1).value(fields[1]) == taken[fields[1]], (self.label, fields, "lost")

    def check_journal(self) -> None:
        """Of a row that has one: each save that was kept is told, in order, and nothing else is."""
        if not hasattr(self.row, "uid"):
            return
        changes = Event.objects.filter(subject=self.row.uid, verb__regex=":(edit|change)$")
        told = [str(event.data) for event in changes.order_by("version")][-len(self.kept) :]
        assert len(told) == len(self.kept)
        for text, data in zip(self.kept, told, strict=True):
            assert text in data, (self.label, text, data)


def saves(label: str, both: ThreadPoolExecutor, rounds: int) -> None:
    row = Row(label, both, chance("forms", label))
    for number in range(rounds):
        row.round(number)
    row.check_journal()
    assert list(replay.differences()) == []


def test_every_page_that_can_be_edited_is_in_the_table() -> None:
    """A new one needs a line, or says that nobody edits there."""
    request = RequestFactory().post("/")
    request.user = people.superuser()
    found = {
        model._meta.label_lower
        for model, desk in admin.site._registry.items()
        if desk.has_change_permission(request, _any(model))
    }
    assert found == set(FORMS)


def _any(model: Any) -> Any:
    label = model._meta.label_lower
    return FORMS[label].make() if label in FORMS else model()


@pytest.mark.parametrize("label", FORMS)
def test_some_pairs_of_saves(both: ThreadPoolExecutor, label: str) -> None:
    saves(label, both, 2)


@pytest.mark.long
@pytest.mark.parametrize("label", FORMS)
def test_a_hundred_pairs_of_saves(both: ThreadPoolExecutor, label: str) -> None:
    saves(label, both, 100)
