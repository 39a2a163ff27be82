"""Deciding about suggested claims: each verb from the states that the table names."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Permission

from claims import actions
from claims.models import Claim
from claims.workflow import DISMISSALS, TRIAGE, State
from factcheck.errors import Conflict, Invalid, NotAllowed, Stale
from factcheck.history.models import Event
from tests.factories import claims, people

pytestmark = pytest.mark.django_db


def now(claim: Claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


def dismissed(by: Any, dismissal: str = "opinion", **more: Any) -> Claim:
    return actions.dismiss(claims.claim().pk, actor=by, dismissal=dismissal, **more)


def duplicate(by: Any) -> Claim:
    return actions.merge(claims.claim().pk, actor=by, into=claims.claim().pk)


IN = {
    State.SUGGESTED: lambda by: claims.claim(),
    State.ACCEPTED: lambda by: claims.claim(accepted_by=by),
    State.DISMISSED: dismissed,
    State.DUPLICATE: duplicate,
}
DO = {
    "accept": lambda claim, by: actions.accept(claim.pk, actor=by),
    "dismiss": lambda claim, by: actions.dismiss(claim.pk, actor=by, dismissal="opinion"),
    "merge": lambda claim, by: actions.merge(claim.pk, actor=by, into=claims.claim().pk),
    "restore": lambda claim, by: actions.restore(claim.pk, actor=by),
    "edit": lambda claim, by: actions.edit(
        claim.pk, actor=by, seen=now(claim).version, changes={"text": "Autrement."}
    ),
}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("verb", DO)
def test_each_verb_fits_its_states_and_no_other(verb: str, state: State) -> None:
    by = people.person("reviewer", "léa")
    claim = now(IN[state](by))
    row = TRIAGE[verb]
    if state in row.sources:
        DO[verb](claim, by)
        assert now(claim).status == (row.target or state)
        event = Event.objects.filter(subject=claim.uid).latest("version")
        assert (event.verb, event.actor, event.from_state) == (f"claim:{verb}", by, state)
        assert event.version == now(claim).version == claim.version + 1
    else:
        with pytest.raises(
            Conflict, match=f"“{claim.get_status_display()}”.* by (léa|the system),"
        ):
            DO[verb](claim, by)
        assert now(claim).version == claim.version


@pytest.mark.parametrize("verb", DO)
@pytest.mark.parametrize("role", ["", "contributor", "partner manager", "auditor"])
def test_those_who_may_not_learn_nothing(verb: str, role: str) -> None:
    somebody = people.person(role)
    for claim in (claims.claim(), dismissed(people.reviewer())):
        with pytest.raises(NotAllowed):
            DO[verb](claim, somebody)
        assert now(claim).version == claim.version


@pytest.mark.parametrize("verb", DO)
def test_the_system_decides_nothing(verb: str) -> None:
    claim = claims.claim()
    with pytest.raises(NotAllowed, match="needs a person"):
        DO[verb](claim, None)


@pytest.mark.parametrize("verb", ["accept", "dismiss", "merge", "restore"])
def test_a_button_on_an_old_page_is_refused(verb: str) -> None:
    claim, somebody = claims.claim(), people.reviewer()
    actions.edit(claim.pk, actor=somebody, seen=1, changes={"text": "Autrement."})
    asks: dict[str, Any] = {"dismissal": "opinion"} if verb == "dismiss" else {}
    if verb == "merge":
        asks = {"into": claims.claim().pk}
    with pytest.raises(Stale):
        getattr(actions, verb)(claim.pk, actor=somebody, seen=1, **asks)
    assert now(claim).version == 2


def test_a_claim_that_is_not_there() -> None:
    with pytest.raises(Invalid, match="no claim 0"):
        actions.accept(0, actor=people.reviewer())


# --- Dismissing


@pytest.mark.parametrize("why", DISMISSALS)
def test_a_dismissal_says_why(why: str) -> None:
    claim = dismissed(people.reviewer(), why, reason="Rien à vérifier.")
    event = Event.objects.get(subject=claim.uid, verb="claim:dismiss")
    assert now(claim).dismissal == event.data["dismissal"] == why
    assert event.reason == "Rien à vérifier."


@pytest.mark.parametrize(
    ("why", "field"), [("", "dismissal"), ("boring", "dismissal"), ("other", "reason")]
)
def test_a_dismissal_without_a_reason_is_refused(why: str, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        dismissed(people.reviewer(), why, reason=" ")
    assert list(refusal.value.fields) == [field]
    assert Claim.objects.get().status == State.SUGGESTED


def test_a_restored_claim_is_as_it_was() -> None:
    claim = dismissed(people.reviewer())
    actions.restore(claim.pk, actor=people.reviewer(), reason="Erreur.")
    assert (now(claim).status, now(claim).dismissal) == (State.SUGGESTED, "")
    assert Event.objects.get(verb="claim:restore").reason == "Erreur."


# --- Editing


def test_an_edit_tells_before_and_after() -> None:
    claim, who = claims.claim("Il a menti."), claims.claimant()
    claims.topic("emploi")
    actions.edit(
        claim.pk,
        actor=people.reviewer(),
        seen=1,
        changes={
            "text": "M. Roy a menti.",
            "language": "FR-be",
            "claimant": who,
            "claimed_on": date(2026, 3, 1),
            "topics": ["emploi"],
        },
    )
    claim = now(claim)
    assert (claim.text, claim.language, claim.claimant) == ("M. Roy a menti.", "fr-BE", who)
    assert (claim.claimed_on, claim.topics) == (date(2026, 3, 1), ["emploi"])
    assert claim.appearances.get().exact == "Il a menti."
    assert Event.objects.get(subject=claim.uid, version=2).data["changes"] == {
        "text": ["Il a menti.", "M. Roy a menti."],
        "language": ["fr", "fr-BE"],
        "claimant": [None, f"Jeanne Martin (#{who.pk})"],
        "claimed_on": [None, "2026-03-01"],
        "topics": [[], ["emploi"]],
    }


def test_an_edit_that_changes_nothing_is_none() -> None:
    claim = claims.claim()
    actions.edit(claim.pk, actor=people.reviewer(), seen=1, changes={"text": claim.text})
    assert now(claim).version == 1


def test_no_edit_is_lost() -> None:
    claim = claims.claim()
    actions.edit(claim.pk, actor=people.reviewer(), seen=1, changes={"text": "L’un."})
    with pytest.raises(Stale):
        actions.edit(claim.pk, actor=people.reviewer(), seen=1, changes={"text": "L’autre."})
    assert now(claim).text == "L’un."


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": " \n"}, "text"),
        ({"topics": ["emploi", "sport"]}, "topics"),
        ({"language": "tlh"}, "language"),
        ({"status": "accepted"}, "status"),
        ({"score": 1.0}, "score"),
        ({"version": 9}, "version"),
    ],
)
def test_what_cannot_be_edited(changes: Any, field: str) -> None:
    claims.topic("emploi")
    claim = claims.claim()
    with pytest.raises(Invalid) as refusal:
        actions.edit(claim.pk, actor=people.reviewer(), seen=1, changes={"text": "x"} | changes)
    assert list(refusal.value.fields) == [field]
    assert now(claim).version == 1


def test_an_unknown_topic_is_named() -> None:
    claims.topic("emploi")
    with pytest.raises(Invalid, match="no topic sport"):
        claims.claim(topics=["emploi", "sport"])


# --- Deciding and correcting in one save

DECIDE: dict[str, dict[str, Any]] = {"accept": {}, "dismiss": {"dismissal": "opinion"}, "merge": {}}


def decide(verb: str, claim: Claim, **more: Any) -> None:
    asks = {"into": claims.claim().pk} if verb == "merge" else DECIDE[verb]
    getattr(actions, verb)(claim.pk, actor=people.reviewer(), seen=1, **asks | more)


@pytest.mark.parametrize("verb", DECIDE)
def test_edits_come_with_the_decision(verb: str) -> None:
    claim = claims.claim()
    decide(verb, claim, edits={"text": "M. Roy a menti."})
    assert now(claim).text == "M. Roy a menti."
    told = (
        Event.objects.filter(subject=claim.uid).order_by("version").values_list("verb", flat=True)
    )
    assert list(told) == ["claim:suggest", "claim:edit", f"claim:{verb}"]


@pytest.mark.parametrize("verb", DECIDE)
@pytest.mark.parametrize("edits", [{"text": " "}, {"status": "accepted"}, {"topics": ["x"]}])
def test_neither_happens_when_the_edits_are_wrong(verb: str, edits: Any) -> None:
    claim = claims.claim()
    with pytest.raises(Invalid):
        decide(verb, claim, edits=edits)
    assert (now(claim).version, now(claim).status) == (1, State.SUGGESTED)


def test_neither_happens_when_the_decision_is_refused() -> None:
    public = claims.claim()
    with pytest.raises(Conflict):
        actions.merge(
            public.pk, actor=people.reviewer(), into=dismissed(people.reviewer()).pk,
            edits={"text": "Autrement."},
        )  # fmt: skip
    assert now(public).version == 1


def test_edits_need_their_own_permission() -> None:
    somebody = people.person()
    somebody.user_permissions.add(Permission.objects.get(codename="dismiss_claim"))
    claim = claims.claim()
    with pytest.raises(NotAllowed, match="change_claim"):
        actions.dismiss(claim.pk, actor=somebody, dismissal="opinion", edits={"text": "Non."})
    assert now(claim).version == 1
    actions.dismiss(claim.pk, actor=somebody, dismissal="opinion")
