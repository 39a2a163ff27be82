"""Giving and ending keys: what is kept, and what is refused."""

from io import StringIO
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import connection

from factcheck.errors import Conflict, Invalid, NotAllowed, Stale
from factcheck.history.models import Event
from factcheck.partners import actions, keys
from factcheck.partners.models import ApiKey, Partner
from tests import raw
from tests.factories import partners

pytestmark = pytest.mark.django_db


def test_the_secret_is_kept_nowhere() -> None:
    row, text = partners.key()
    key = keys.parse(text)
    assert key
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(k)::text FROM partners_apikey k")
        stored = cursor.fetchone()[0]
    assert key.secret not in stored
    assert key.secret not in str(list(Event.objects.values()))
    assert row.secret_hash == key.secret_hash


def test_every_verb_leaves_its_event() -> None:
    row, _text = partners.key()
    actions.revoke_key(row.pk, actor=None, reason="leaked")
    verbs = list(Event.objects.exclude(verb="scale:create").values_list("verb", flat=True))
    assert verbs == ["partner:create", "key:create", "key:revoke"]
    with pytest.raises(Conflict, match="already revoked"):
        actions.revoke_key(row.pk, actor=None)


def test_two_live_keys_at_most() -> None:
    first, _text = partners.key(label="old")
    partners.key(label="new")
    with pytest.raises(Conflict, match=r"\(old\).*\(new\)|\(new\).*\(old\)"):
        partners.key()
    actions.revoke_key(first.pk, actor=None)
    partners.key()


@pytest.mark.parametrize("wrong", [{"scopes": []}, {"scopes": ["root"]}, {"days": 0}])
def test_what_is_wrong_with_a_key(wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        partners.key(**wrong)
    assert not ApiKey.objects.exists()


def test_partners_are_told_apart() -> None:
    partners.partner("Le Phare")
    with pytest.raises(Conflict, match="le-phare"):
        actions.create_partner(name="Le  Phare", actor=None)
    with pytest.raises(Invalid):
        actions.create_partner(name="…", actor=None)


def test_a_change_from_an_old_page_is_refused() -> None:
    row = partners.partner()
    actions.change_partner(row.pk, actor=None, seen=1, name="La Gazette du soir")
    with pytest.raises(Stale):
        actions.change_partner(row.pk, actor=None, seen=1, name="Autre")


def test_only_those_who_may() -> None:
    somebody = get_user_model().objects.create(username="somebody")
    with pytest.raises(NotAllowed):
        actions.create_partner(name="X", actor=somebody)
    row, _text = partners.key()
    with pytest.raises(NotAllowed):
        actions.revoke_key(row.pk, actor=somebody)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE partners_apikey SET revoked_at = NULL", "DELETE FROM partners_apikey"],
)
def test_keys_change_only_by_their_verbs(statement: str) -> None:
    partners.key()
    with raw.refused():
        raw.run(statement)


def test_the_command_prints_the_key_alone() -> None:
    out, err = StringIO(), StringIO()
    call_command("create_api_key", "Le Phare", "--scope=read", stdout=out, stderr=err)
    assert keys.parse(out.getvalue().strip())
    assert "Le Phare" in err.getvalue()

    again = StringIO()
    call_command(
        "create_api_key", "Le Phare", "--scope=read", "--scope=match", stdout=again, stderr=err
    )
    assert Partner.objects.count() == 1
    with pytest.raises(CommandError, match="two live keys"):
        call_command("create_api_key", "le-phare", "--scope=read", stdout=out, stderr=err)
