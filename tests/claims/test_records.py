"""Claimants, sources and topics: created and corrected by their verbs."""

from typing import Any

import pytest

from claims import actions
from claims.models import Claimant, Source, Topic
from factcheck.errors import Invalid, NotAllowed, Stale
from factcheck.history.models import Event
from tests.factories import claims, people

pytestmark = pytest.mark.django_db


def test_a_record_begins_with_its_event() -> None:
    somebody = people.reviewer()
    source = actions.create_record(Source, actor=somebody, title="Tableau 4", kind="dataset")
    event = Event.objects.get(subject=source.uid)
    assert (event.verb, event.actor, event.version) == ("source:create", somebody, 1)


def test_an_edit_tells_before_and_after() -> None:
    source = claims.source()
    edited = actions.edit_record(
        Source, source.pk, actor=people.reviewer(), seen=1, changes={"title": "Tableau 5"}
    )
    assert (edited.title, edited.version) == ("Tableau 5", 2)
    event = Event.objects.get(subject=source.uid, version=2)
    assert event.data == {"changes": {"title": ["Tableau 4", "Tableau 5"]}}


def test_an_edit_that_changes_nothing_is_none() -> None:
    source = claims.source()
    actions.edit_record(
        Source, source.pk, actor=people.reviewer(), seen=1, changes={"title": source.title}
    )
    assert Event.objects.filter(subject=source.uid).count() == 1


def test_an_edit_from_an_old_page_is_refused() -> None:
    who, somebody = claims.claimant(), people.reviewer()
    page = "https://w.example/Q1"
    actions.edit_record(Claimant, who.pk, actor=somebody, seen=1, changes={"name": "J. Martin"})
    with pytest.raises(Stale):
        actions.edit_record(Claimant, who.pk, actor=somebody, seen=1, changes={"same_as": page})
    who.refresh_from_db()
    assert (who.name, who.same_as) == ("J. Martin", "")


@pytest.mark.parametrize(
    ("model", "wrong"),
    [
        (Source, {"title": "", "kind": "dataset"}),
        (Source, {"title": "Tableau", "kind": "rumour"}),
        (Source, {"title": "Tableau", "kind": "dataset", "url": "javascript:alert(1)"}),
        (Source, {"title": "x" * 501, "kind": "dataset"}),
        (Claimant, {"name": "Jeanne", "kind": "Robot"}),
        (Topic, {"slug": "l’emploi", "name": "Emploi"}),
        (Topic, {"slug": "taken", "name": "Emploi"}),
    ],
)
def test_what_does_not_fit_is_refused_when_new_and_when_edited(
    model: type[Any], wrong: dict[str, str]
) -> None:
    claims.topic("taken")
    with pytest.raises(Invalid):
        actions.create_record(model, actor=None, **wrong)

    new: dict[type, Any] = {
        Source: claims.source, Claimant: claims.claimant, Topic: claims.topic,
    }  # fmt: skip
    row = new[model]()
    with pytest.raises(Invalid):
        actions.edit_record(model, row.pk, actor=people.editor(), seen=1, changes=wrong)
    row.refresh_from_db()
    assert row.version == 1


@pytest.mark.parametrize("role", ["", "contributor", "partner manager", "auditor"])
def test_only_those_who_may(role: str) -> None:
    somebody, source = people.person(role), claims.source()
    with pytest.raises(NotAllowed):
        actions.create_record(Source, actor=somebody, title="x", kind="dataset")
    with pytest.raises(NotAllowed):
        actions.edit_record(Source, source.pk, actor=somebody, seen=1, changes={"title": "x"})


def test_topics_are_the_editors() -> None:
    with pytest.raises(NotAllowed):
        actions.create_record(Topic, actor=people.approver(), slug="sport", name="Sport")
    assert actions.create_record(Topic, actor=people.editor(), slug="sport", name="Sport")
