"""Bulk work on the list of claims: each by the same verb and permission, and what became of it."""

from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client

from claims import actions
from claims.models import Claim
from claims.workflow import State
from factcheck.desk import bulk
from factcheck.history.models import Event
from tests.factories import claims, people

SignIn = Callable[[str], Client]
LIST = "/admin/claims/claim/"


def choose(client: Client, action: str, *rows: Claim, **more: Any) -> str:
    chosen = {"action": action, "_selected_action": [row.pk for row in rows], **more}
    return client.post(LIST, chosen, follow=True).content.decode()


def states(*rows: Claim) -> list[str]:
    return [Claim.objects.get(pk=row.pk).status for row in rows]


def test_each_is_told_what_became_of_it(sign_in: SignIn) -> None:
    waiting, other = claims.claim("Il pleut 30 jours par an."), claims.claim()
    dismissed = claims.claim("C’est <b>beau</b>.")
    actions.dismiss(dismissed.pk, actor=people.reviewer(), dismissal="opinion")
    told = choose(sign_in("reviewer"), "accept", waiting, dismissed, other)
    assert states(waiting, dismissed, other) == [State.ACCEPTED, State.DISMISSED, State.ACCEPTED]
    assert waiting.reviews.count() == 1  # accepting opens the review, here as there
    assert "2 done" in told
    assert "1 refused" in told
    assert "this claim is “dismissed”" in told
    assert f"/admin/claims/claim/{dismissed.pk}/change/" in told
    assert "C’est &lt;b&gt;beau" in told
    assert Event.objects.filter(verb="claim:accept").count() == 2


@pytest.mark.parametrize("why", ["opinion", "prediction", "not_checkable", "out_of_scope"])
def test_dismissing_many_says_why(sign_in: SignIn, why: str) -> None:
    rows = [claims.claim(), claims.claim()]
    assert "2 done" in choose(sign_in("reviewer"), f"dismiss_{why}", *rows)
    assert states(*rows) == [State.DISMISSED] * 2
    assert set(Claim.objects.values_list("dismissal", flat=True)) == {why}


@pytest.mark.parametrize("role", ["contributor", "auditor"])
def test_who_may_not_do_it_singly_may_not_in_bulk(sign_in: SignIn, role: str) -> None:
    claim, client = claims.claim(), sign_in(role)
    assert "dismiss_opinion" not in client.get(LIST).content.decode()
    choose(client, "accept", claim)
    assert states(claim) == [State.SUGGESTED]


def test_too_many_are_refused_before_any_is_done(sign_in: SignIn) -> None:
    rows = [claims.claim() for _ in range(3)]
    with patch.object(bulk, "MOST", 2):
        told = choose(sign_in("reviewer"), "accept", *rows)
    assert "At most 2 at once" in told
    assert states(*rows) == [State.SUGGESTED] * 3


def test_a_refusal_in_the_middle_leaves_nothing_half_done(db: None) -> None:
    rows, actor = [claims.claim(), claims.claim()], people.reviewer()

    def do(claim: Claim, actor: Any) -> None:
        actions.accept(claim.pk, actor=actor)
        if claim == rows[0]:
            actions.accept(claim.pk, actor=actor)  # refused: it is accepted already

    outcomes = bulk.run(type("Request", (), {"user": actor}), rows, do)  # type: ignore[arg-type]
    assert [outcome.ok for outcome in outcomes] == [False, True]
    assert states(*rows) == [State.SUGGESTED, State.ACCEPTED]
