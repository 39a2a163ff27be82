"""Merging claims, and taking it back: every appearance ends where it belongs."""

import pytest

from claims import actions
from claims.models import Claim
from claims.workflow import State
from factcheck.errors import Conflict, Invalid
from factcheck.history import replay
from factcheck.history.models import Event
from tests.factories import claims, people

pytestmark = pytest.mark.django_db


def merge(claim: Claim, into: Claim) -> None:
    actions.merge(claim.pk, actor=people.reviewer(), into=into.pk)


def restore(claim: Claim) -> None:
    actions.restore(claim.pk, actor=people.reviewer())


def places(claim: Claim) -> set[int]:
    return set(claim.appearances.values_list("pk", flat=True))


def test_merging_moves_the_appearances_and_keeps_a_trail() -> None:
    claim, survivor = claims.claim(accepted_by=people.reviewer()), claims.claim()
    [moved], [own] = places(claim), places(survivor)

    merge(claim, survivor)

    claim.refresh_from_db()
    assert (claim.status, claim.merged_into) == (State.DUPLICATE, survivor)
    assert (places(claim), places(survivor)) == (set(), {moved, own})
    given = Event.objects.get(subject=claim.uid, verb="claim:merge")
    taken = Event.objects.get(subject=survivor.uid, verb="claim:absorb")
    assert given.data == {"into": str(survivor.uid), "appearances": [moved]}
    assert taken.data == {
        "from": str(claim.uid), "to": str(survivor.uid), "appearances": [moved],
    }  # fmt: skip
    assert list(replay.differences()) == []


def test_restoring_gives_them_back() -> None:
    claim, survivor = claims.claim(), claims.claim()
    before = places(claim), places(survivor)
    merge(claim, survivor)
    restore(claim)

    claim.refresh_from_db()
    assert (claim.status, claim.merged_into) == (State.SUGGESTED, None)
    assert (places(claim), places(survivor)) == before
    assert list(replay.differences()) == []


def test_it_can_be_merged_and_restored_again_and_elsewhere() -> None:
    claim, first, second = claims.claim(), claims.claim(), claims.claim()
    own = places(claim)
    for survivor in (first, second, first):
        merge(claim, survivor)
        assert own < places(survivor)
        restore(claim)
        assert places(claim) == own


def test_an_appearance_that_both_have_stays_with_its_claim() -> None:
    snapshot = claims.snapshot()
    claim, survivor = claims.claim(within=snapshot), claims.claim(within=snapshot)
    before = places(claim), places(survivor)

    merge(claim, survivor)
    assert (places(claim), places(survivor)) == before
    restore(claim)
    assert (places(claim), places(survivor)) == before


# --- Chains: a → b → c


def test_what_came_along_a_chain_is_given_back_from_its_end() -> None:
    a, b, c = claims.claim(), claims.claim(), claims.claim()
    before = [places(claim) for claim in (a, b, c)]
    merge(a, b)
    merge(b, c)
    assert len(places(c)) == 3

    restore(a)
    assert places(a) == before[0]
    restore(b)
    assert [places(claim) for claim in (a, b, c)] == before
    assert list(replay.differences()) == []


def test_what_stayed_in_the_middle_of_a_chain_is_given_back_from_there() -> None:
    snapshot = claims.snapshot()
    a, c = claims.claim(within=snapshot), claims.claim(within=snapshot)
    b = claims.claim()
    own = places(a)
    merge(a, b)
    merge(b, c)  # c has the span of a itself: it stays with b
    assert own == places(b)

    restore(a)
    assert places(a) == own
    assert places(b) == set()
    assert list(replay.differences()) == []


def test_the_middle_of_a_chain_comes_back_with_what_it_had_taken_over() -> None:
    a, b, c = claims.claim(), claims.claim(), claims.claim()
    own = places(a), places(b)
    merge(a, b)
    merge(b, c)

    restore(b)
    assert places(b) == own[0] | own[1]
    restore(a)
    assert (places(a), places(b)) == own
    assert list(replay.differences()) == []


# --- What is refused


def test_a_claim_is_not_merged_into_itself() -> None:
    claim = claims.claim()
    with pytest.raises(Invalid, match="itself"):
        merge(claim, claim)


def test_a_claim_is_merged_into_a_live_one() -> None:
    claim, dismissed, duplicate = claims.claim(), claims.claim("Il a menti."), claims.claim()
    actions.dismiss(dismissed.pk, actor=people.reviewer(), dismissal="opinion")
    merge(duplicate, claim)
    for survivor, state in ((dismissed, "dismissed"), (duplicate, "duplicate")):
        with pytest.raises(Conflict, match=f"is {state}"):
            merge(claims.claim(), survivor)
    with pytest.raises(Invalid, match="no claim"):
        actions.merge(claim.pk, actor=people.reviewer(), into=0)


def test_a_circle_cannot_be_made() -> None:
    a, b = claims.claim(), claims.claim()
    merge(a, b)
    with pytest.raises(Conflict, match="is duplicate"):
        merge(b, a)
