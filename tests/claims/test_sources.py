"""Sources: each is added once, and one that proves unsound is withdrawn, and can be restored."""

from typing import Any

import pytest

from claims import actions
from claims.actions.sources import AddressKnown
from claims.models import Source
from factcheck.errors import Conflict, Invalid, NotAllowed, Stale
from factcheck.history import replay
from factcheck.history.models import Event
from tests import raw
from tests.factories import claims, people

pytestmark = pytest.mark.django_db

URL = "https://www.stats.example/emploi/4?annee=2024"


def add(url: str, **more: Any) -> Source:
    about = {"title": "Tableau 4", "kind": "dataset"} | more
    return actions.add_source(actor=people.reviewer(), url=url, **about)


@pytest.mark.parametrize(
    "again",
    [
        URL,
        "http://stats.example/emploi/4?annee=2024",
        "https://STATS.example:443/emploi/4?annee=2024#graphique",
        "https://www.stats.example/emploi/4?annee=2024&utm_source=lettre",
        "https://www.stats.example/emploi/4?fbclid=xyz&annee=2024",
        " https://www.stats.example/emploi/4?annee=2024/ ",
    ],
)
def test_the_same_address_is_told_however_it_is_written(again: str) -> None:
    known = add(URL)
    with pytest.raises(AddressKnown, match="Tableau 4") as refusal:
        add(again)
    assert refusal.value.known == known
    assert "url" in refusal.value.fields
    assert Source.objects.count() == 1


@pytest.mark.parametrize(
    "other",
    [
        "",
        "https://www.stats.example/emploi/5?annee=2024",
        "https://www.stats.example/emploi/4?annee=2025",
        "https://www.stats.example/Emploi/4?annee=2024",
        "https://autres.stats.example/emploi/4?annee=2024",
    ],
)
def test_another_address_is_another_source(other: str) -> None:
    add(URL)
    add("")
    assert add(other).pk


def test_who_says_that_it_is_another_one_is_believed() -> None:
    add(URL)
    assert add(URL, another=True, title="Tableau 4, annexe").pk


def test_an_address_is_looked_up_in_its_index() -> None:
    raw.run("SET LOCAL enable_seqscan = off")
    from claims.actions.sources import at_address

    assert "source_address" in at_address(URL).order_by().explain()


def test_withdrawn_with_a_reason_and_restored_with_one() -> None:
    source, somebody = claims.source(), people.reviewer()
    withdrawn = actions.withdraw_source(source.pk, actor=somebody, reason=" Rétractée. ", seen=1)
    assert (withdrawn.withdrawn_because, withdrawn.is_withdrawn) == ("Rétractée.", True)
    event = Event.objects.get(subject=source.uid, version=2)
    assert (event.verb, event.actor, event.reason) == ("source:withdraw", somebody, "Rétractée.")
    with pytest.raises(Conflict, match="withdrawn already"):
        actions.withdraw_source(source.pk, actor=somebody, reason="Encore.")

    restored = actions.restore_source(source.pk, actor=somebody, reason="C’était une erreur.")
    assert not restored.is_withdrawn
    assert Event.objects.get(subject=source.uid, version=3).verb == "source:restore"
    with pytest.raises(Conflict, match="is not withdrawn"):
        actions.restore_source(source.pk, actor=somebody, reason="Encore.")
    assert list(replay.differences()) == []


def test_a_reason_is_needed_and_nothing_older_is_answered() -> None:
    source, somebody = claims.source(), people.reviewer()
    with pytest.raises(Invalid):
        actions.withdraw_source(source.pk, actor=somebody, reason="  ")
    actions.edit_record(Source, source.pk, actor=somebody, seen=1, changes={"title": "Tableau 5"})
    with pytest.raises(Stale):
        actions.withdraw_source(source.pk, actor=somebody, reason="Rétractée.", seen=1)
    source.refresh_from_db()
    assert not source.is_withdrawn


@pytest.mark.parametrize("role", ["", "contributor", "partner manager", "auditor"])
def test_only_those_who_may(role: str) -> None:
    source, somebody = claims.source(), people.person(role)
    for verb in (actions.withdraw_source, actions.restore_source):
        with pytest.raises(NotAllowed):
            verb(source.pk, actor=somebody, reason="Rétractée.")
    with pytest.raises(NotAllowed):
        actions.add_source(actor=somebody, title="x", kind="dataset", url="")
