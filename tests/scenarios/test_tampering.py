"""Whatever the owner of the tables does to the record is found: `tampering/` is the list.

What leaves a contradiction behind is found as it stands. What is put together again, to the last
hash, is found by a head that somebody else kept, and by nothing else: the tests say which is which.
"""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command

from factcheck.history.models import Event
from factcheck.publications.models import Epoch, FeedEntry, SignedHead
from factcheck.publications.sealing import signing, tree
from tests import raw
from tests.conftest import for_a_module
from tests.factories import people, reviews
from tests.scenarios.tampering import columns, events, kept, record
from tests.scenarios.tampering.tamper import HISTORY, KEPT_HEAD, PUBLIC_KEY, RECORD, Tamper

pytestmark = pytest.mark.django_db

ALL = [
    *columns.PUBLICATION.values(), *columns.FEED.values(), *columns.HEAD.values(),
    *kept.EPOCH.values(), *kept.NODE.values(), *kept.SIGNED.values(), *kept.SEARCH.values(),
    *kept.MATCHED.values(), *events.EVENT.values(), *record.ROWS, *events.EVENTS,
]  # fmt: skip


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the owner of the tables cannot reach: the key, and the heads that somebody keeps. The
    tree has a node over each 2, 4, 8 … entries, so that a few make a deep one."""
    place = tmp_path_factory.mktemp("outside")
    out = StringIO()
    call_command("make_record_key", place / "key", stdout=out, stderr=StringIO())
    (place / "public").write_text(out.getvalue().strip())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "RECORD_KEY_FILE", str(place / "key"))
        patch.setattr(settings, "EMBEDDED_DATABASE", False)
        patch.setattr(tree, "_STEP", 1)
        patch.setattr(tree, "_TILE", 2)
        yield place


@pytest.fixture(scope="module", autouse=True)
def world(test_database: None, django_db_blocker: Any, outside: Path) -> Iterator[None]:
    """A verdict that was corrected, one that it replaces, two in a second epoch; all signed."""
    with for_a_module(django_db_blocker):
        rosa, alain, edith = people.reviewer(), people.approver(), people.editor()
        standing = reviews.published(rosa, alain, edith)
        reviews.corrected(standing, rosa, alain, edith)
        replaced = reviews.published(rosa, alain, edith)
        reviews.withdrawn(replaced, edith, people.editor(), successor=standing.uid)
        Epoch.objects.create(number=2, reason="restored from a backup")
        for _n in range(2):
            reviews.published(rosa, alain, edith)
        people.person()  # the bystander
        signing.sign()
        (outside / "head").write_text(SignedHead.objects.get().note)
        yield


def says(command: str, **options: Any) -> str:
    """What does not hold, by one of the proofs; nothing where all does."""
    told = StringIO()
    try:
        call_command(command, stdout=StringIO(), stderr=told, **options)
    except CommandError as refusal:
        assert refusal.returncode == 1
        assert "things do not hold" in str(refusal)
        return told.getvalue()
    assert not told.getvalue()
    return ""


def test_untouched_all_of_it_holds(outside: Path) -> None:
    assert FeedEntry.objects.count() == SignedHead.objects.get().sequence == 6
    assert says(HISTORY) == ""
    assert says(RECORD) == ""
    key = (outside / "public").read_text()
    assert says(RECORD, head=outside / "head", key=[key]) == ""


@pytest.mark.parametrize("tamper", ALL, ids=str)
def test_it_is_found(tamper: Tamper, outside: Path) -> None:
    with raw.undone():
        tamper.do() if callable(tamper.do) else raw.tamper(tamper.do)
        told = says(tamper.proof)
        if tamper.needs == KEPT_HEAD:
            assert (says(RECORD), says(HISTORY)) == ("", "")
            told = says(RECORD, head=outside / "head")
        elif tamper.needs == PUBLIC_KEY:
            assert told == ""
            told = says(RECORD, key=[(outside / "public").read_text()])
        assert tamper.found in told


#: Of each table of the record, and of the journal: what was tried with each column.
TRIED: dict[str, Any] = {
    "publications_publication": columns.PUBLICATION,
    "publications_feedentry": columns.FEED,
    "publications_publishedclaim": columns.HEAD,
    "publications_epoch": kept.EPOCH,
    "publications_treenode": kept.NODE,
    "publications_signedhead": kept.SIGNED,
    "publications_searchentry": kept.SEARCH,
    "publications_matchitem": kept.MATCHED,
    "history_event": events.EVENT,
}


@pytest.mark.parametrize(
    "model",
    [*apps.get_app_config("publications").get_models(), Event],
    ids=lambda model: str(model._meta.db_table),
)
def test_no_column_was_forgotten(model: Any) -> None:
    """Each is proven, or it is said why it is not: a new table or column belongs into these."""
    table = model._meta.db_table
    columns = {field.column for field in model._meta.concrete_fields}
    unproven = kept.UNPROVEN.get(table, {})
    tried = set(TRIED.get(table, {}))
    assert tried <= columns
    assert columns - tried == (columns if "*" in unproven else set(unproven))
