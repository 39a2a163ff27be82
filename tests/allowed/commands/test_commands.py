"""The door of commands: each does what the table says, as nobody; none is a way past two people."""

from collections.abc import Iterator
from contextlib import nullcontext
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command, get_commands, load_command_class

from claims import actions as triage
from factcheck.accounts.models import User
from factcheck.accounts.roles import ROLES
from factcheck.desk.demo.people import trial
from factcheck.errors import NotAllowed
from reviews import actions
from tests import raw, role
from tests.allowed.acting import Situation
from tests.allowed.commands.seen import Seen, changed, events_since, look
from tests.allowed.commands.table import BESIDE, COMMANDS, OF_OTHERS, Command
from tests.allowed.tables import listed
from tests.factories import claims, people, reviews

pytestmark = pytest.mark.django_db

_ROOMS = ("factcheck.", "claims", "reviews")
_UNREAD = "Le chômage a baissé de 12 % en 2022, selon l’Insee, qui a publié ses chiffres mardi."


@pytest.fixture
def given(desk: dict[str, Situation], tmp_path: Path) -> dict[str, str]:
    """What the table's calls name: files, addresses and numbers of the desk."""
    article, feed = tmp_path / "article.txt", tmp_path / "feed.json"
    article.write_text("Un texte que la rédaction n’a jamais vu : 41 % des communes y perdent.")
    out = StringIO()
    call_command("export_claimreview", stdout=out)
    feed.write_text(out.getvalue())
    known = desk["published"].row.claim.appearances.get().snapshot.article
    decided = claims.article(_UNREAD)
    for suggested in triage.extract_claims(decided, actor=None)[1]:
        triage.dismiss(suggested.pk, actor=people.reviewer(), dismissal="opinion")
    return {
        "article": str(article),
        "feed": str(feed),
        "known": known.url,
        "decided": str(decided.pk),
        "unread": str(claims.article(_UNREAD).pk),
    }


def run(*words: str) -> None:
    call_command(*words, stdout=StringIO(), stderr=StringIO())


def ours() -> set[str]:
    return {name for name, app in get_commands().items() if app.startswith(_ROOMS)}


def test_every_command_is_in_the_table() -> None:
    others = {name for names in OF_OTHERS.values() for name in listed(names)}
    assert ours() == {call.split()[0] for call in COMMANDS} | set(BESIDE), "declare it in table.py"
    assert set(get_commands()) - ours() == others, "declare it in table.py"


def test_no_command_asks_whom_to_act_as() -> None:
    """What none of them can be told, none of them can be."""
    for name in ours() - {"migrate"}:
        parser = load_command_class(get_commands()[name], name).create_parser("manage.py", name)
        options = {word.lstrip("-") for action in parser._actions for word in action.option_strings}
        assert not options & {"as", "user", "person", "actor", "by", "reviewer", "approver"}, name


@pytest.mark.parametrize("call", COMMANDS)
def test_each_command_does_what_the_table_says_as_nobody(
    desk: dict[str, Situation], given: dict[str, str], call: str
) -> None:
    wanted, words = COMMANDS[call], [word.format(**given) for word in call.split()]
    before = look()
    if wanted.owner:
        with pytest.raises(CommandError, match="DATABASE_OWNER_URL"):
            run(*words)
    with raw.undone(), role.owner() if wanted.owner else nullcontext():
        run(*words)
        assert list(wrong(before, look(), wanted)) == []


def wrong(before: Seen, after: Seen, wanted: Command) -> Iterator[str]:
    """What was done that the table does not have, and what needs a person."""
    found = changed(before, after)
    if found != set(filter(None, listed(wanted.writes))):
        yield f"it writes {', '.join(sorted(found))}"
    events = events_since(before)
    if {event.verb for event in events} != set(filter(None, listed(wanted.tells))):
        yield f"it tells {', '.join(event.verb for event in events)}"
    yield from (f"{event} is by {event.actor}" for event in events if event.actor)
    for uid, state in before.states.items():
        if after.states[uid] != state:
            yield f"{uid} went from {state} to {after.states[uid]}"
    for (column, person), count in after.named.items():
        if person in before.people and before.named.get((column, person), 0) != count:
            yield f"{column} names {before.people[person]}"


# --- People that commands make


@pytest.mark.parametrize("kind", ["of every role", "a superuser"])
def test_whoever_a_command_takes_in_is_one_person(monkeypatch: Any, kind: str) -> None:
    """No role that a command gives, and no number of them, approves what its person wrote."""
    if kind == "a superuser":
        monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "a password of some length 7")
        run("createsuperuser", "--noinput", "--username", "camille", "--email", "c@desk.example")
    else:
        run("create_person", "camille", *(word for name in ROLES for word in ("--role", name)))
    camille = User.objects.get(username="camille")
    review = reviews.submitted(camille)
    with pytest.raises(NotAllowed, match="second person"):
        reviews.approve(review, camille)
    approved = reviews.approved(people.reviewer(), camille)
    actions.publish(approved.pk, actor=camille)
    actions.propose_withdrawal(approved.pk, actor=camille, public_reason="Une erreur.")
    with pytest.raises(NotAllowed, match="second person"):
        actions.withdraw(approved.pk, actor=camille)


def test_a_role_that_is_none_makes_nobody() -> None:
    for name in ("superuser", "administrator", "Editor"):
        with pytest.raises(CommandError, match="There is no role"):
            run("create_person", "camille", "--role", name)
    assert not User.objects.filter(username="camille").exists()


# --- What could be a way round


def test_made_up_verdicts_are_in_nobodys_name_but_their_own() -> None:
    """Somebody who can sign in has taken the name: it is not put below what nobody wrote."""
    for name in ("synthetic-author", "synthetic-approver"):
        with raw.undone(), role.owner():
            people.person(username=name)
            with pytest.raises(CommandError, match=f"“{name}” is a person"):
                run("generate_publications", "--count", "1", "--alongside")


def test_the_demos_people_join_no_desk(
    desk: dict[str, Situation], settings: Any, tmp_path: Path
) -> None:
    """They have one password, and would be two people to each other."""
    settings.DATA_DIR = tmp_path
    for embedded, debug in ((True, False), (False, True), (False, False)):
        settings.EMBEDDED_DATABASE, settings.DEBUG = embedded, debug
        assert trial() is None
    assert not User.objects.filter(username="approver").exists()
