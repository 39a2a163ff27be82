"""One process's part in the limits: blocks, windows, refusals, and what an answer says of them."""

import time
from collections.abc import Sequence
from itertools import count
from typing import Any

import pytest
from django.db import OperationalError

from factcheck.partners import metering, quota
from factcheck.partners.quota import Account, Grant, Limit, purses, shared

pytestmark = pytest.mark.django_db

_owners = count(1_000_000)


class Statements:
    """Runs statements, counts them, and fails where it is told to."""

    def __init__(self) -> None:
        self.number = 0
        self.broken = False

    def __call__(self, sql: str, values: Sequence[Any]) -> list[Any]:
        if self.broken:
            raise OperationalError("the database is gone")
        self.number += 1
        return metering.rows(sql, values)


@pytest.fixture
def run() -> Statements:
    return Statements()


def account(per_minute: int = 600, per_day: int = 100_000, **more: Any) -> Account:
    facts: dict[str, Any] = {"owner": next(_owners), "key": f"key{next(_owners)}"} | more
    return quota.account(per_minute=per_minute, per_day=per_day, **facts)


def brief(seconds: int, most: int, *, aligned: bool = False) -> Account:
    owner = next(_owners)
    return Account(owner, f"key{owner}", (Limit("brief", f"s:{owner}", most, seconds, aligned),))


def times(number: int, ours: Account, run: Statements) -> list[Grant]:
    return [quota.take(ours, run) for _ in range(number)]


def let_through(grants: list[Grant]) -> int:
    return sum(grant.allowed for grant in grants)


def test_the_limit_and_no_more(run: Statements) -> None:
    grants = times(50, account(per_minute=40), run)
    assert [grant.allowed for grant in grants] == [True] * 40 + [False] * 10
    assert [standing.limit.name for standing in grants[-1].refused_by] == ["minute"]


def test_most_requests_cost_no_statement(run: Statements) -> None:
    ours = account(per_minute=1_000_000, per_day=10_000_000)
    assert let_through(times(10_000, ours, run)) == 10_000
    assert run.number < 30


def test_a_refusal_costs_none_until_the_window_ends(run: Statements) -> None:
    ours = account(per_minute=5)
    times(6, ours, run)
    before = run.number
    assert let_through(times(1000, ours, run)) == 0
    assert run.number == before


def test_the_next_window_begins_anew(run: Statements) -> None:
    ours = brief(1, 10)
    assert let_through(times(20, ours, run)) == 10
    time.sleep(1.05)
    assert let_through(times(20, ours, run)) == 10


def test_what_is_told_to_wait_is_let_through_then(run: Statements) -> None:
    ours = brief(2, 1, aligned=True)
    quota.take(ours, run)
    refused = quota.take(ours, run)
    if not refused.allowed:  # else the window ended just between the two
        time.sleep(refused.refused_by[0].resets_in)
        assert quota.take(ours, run).allowed


def test_each_key_has_its_minute_and_all_share_the_day(run: Statements) -> None:
    owner = next(_owners)
    one = account(owner=owner, per_minute=10, per_day=15)
    other = account(owner=owner, per_minute=10, per_day=15)
    assert let_through(times(20, one, run)) == 10
    assert let_through(times(20, other, run)) == 5
    assert [s.limit.name for s in quota.take(other, run).refused_by] == ["day"]
    # A refused request takes nothing of the limit that it is within.
    assert quota.take(other, run).standings[0].remaining >= 5


def test_another_partner_is_not_touched(run: Statements) -> None:
    times(10, account(per_minute=5), run)
    assert quota.take(account(per_minute=5), run).allowed


def test_a_raised_limit_holds_at_once(run: Statements) -> None:
    ours = account(per_minute=5)
    times(6, ours, run)
    more = account(owner=ours.owner, key=ours.key, per_minute=8)
    assert let_through(times(10, more, run)) == 3
    less = account(owner=ours.owner, key=ours.key, per_minute=2)
    assert let_through(times(10, less, run)) == 0


def test_without_the_database_nothing_is_let_through_and_nothing_is_lost(run: Statements) -> None:
    ours = account(per_minute=20)
    run.broken = True
    with pytest.raises(OperationalError):
        quota.take(ours, run)
    run.broken = False
    assert let_through(times(30, ours, run)) == 20


def test_a_clock_that_was_wrong_locks_nobody_out(run: Statements) -> None:
    ours = brief(60, 10)
    times(20, ours, run)
    run("UPDATE partners_quotacount SET ends = ends + 1e9 WHERE subject = %s RETURNING 1",
        (ours.limits[0].subject,))  # fmt: skip
    quota.forget()
    assert quota.take(ours, run).allowed


def test_what_is_not_used_goes_back(run: Statements) -> None:
    ours = account()
    quota.take(ours, run)
    assert purses.give_back(run, idle=0) is False
    for limit in ours.limits:
        [(used,)] = run("SELECT used FROM partners_quotacount WHERE subject = %s", (limit.subject,))
        assert used == 1


def test_counters_of_ended_keys_are_removed(run: Statements) -> None:
    old, used = brief(60, 10), brief(60, 10)
    times(1, old, run)
    times(1, used, run)
    run("UPDATE partners_quotacount SET ends = ends - 90000 WHERE subject = %s RETURNING 1",
        (old.limits[0].subject,))  # fmt: skip
    shared.clean(run)
    left = [subject for (subject,) in run("SELECT subject FROM partners_quotacount", ())]
    assert old.limits[0].subject not in left
    assert used.limits[0].subject in left


def test_the_counters_cost_no_write_ahead_log(run: Statements) -> None:
    kinds = run(
        "SELECT relname, relpersistence::text FROM pg_class"
        " WHERE relname IN ('partners_quotacount', 'partners_keyusage') ORDER BY 1", ()
    )  # fmt: skip
    assert dict(kinds) == {"partners_keyusage": "p", "partners_quotacount": "u"}


# --- What an answer says


def test_headers_tell_the_limits_and_what_is_left(run: Statements) -> None:
    told = dict(quota.headers(quota.take(account(), run)))
    assert told["RateLimit-Policy"] == '"minute";q=600;w=60, "day";q=100000;w=86400'
    minute, day = told["RateLimit"].split(", ")
    assert minute == '"minute";r=599;t=60'
    assert day.startswith('"day";r=99999;t=')
    assert "Retry-After" not in told


def test_a_refusal_says_which_limit_and_when_to_come_back(run: Statements) -> None:
    grant = times(4, account(per_minute=3), run)[-1]
    told = dict(quota.headers(grant))
    assert told["RateLimit"].startswith('"minute";r=0;t=60')
    assert told["Retry-After"] == "60"
    why = quota.refusal(grant)
    assert why.type == "too-many-requests"
    assert why.policies == ["minute"]
    assert why.detail == "This key may make 3 requests a minute. Come back in 60 seconds."


def test_a_day_that_is_used_up(run: Statements) -> None:
    grant = times(4, account(per_day=3), run)[-1]
    why = quota.refusal(grant)
    assert why.type == "over-quota"
    assert "midnight UTC" in why.detail
    assert int(dict(quota.headers(grant))["Retry-After"]) <= 86_400


# --- A large request counts as several


def test_a_large_request_is_counted_whole_or_not_at_all(run: Statements) -> None:
    ours = account(per_minute=100)
    assert quota.take(ours, run, 60).allowed
    refused = quota.take(ours, run, 60)
    assert not refused.allowed
    assert refused.standings[0].remaining == 40
    assert quota.take(ours, run, 40).allowed
    assert not quota.take(ours, run).allowed


def test_it_takes_one_statement_however_large_it_is(run: Statements) -> None:
    ours = account()
    quota.take(ours, run)
    before = run.number
    assert quota.take(ours, run, 300).allowed
    assert run.number == before + 1
    assert quota.take(ours, run).standings[0].remaining == 600 - 302


def test_small_ones_are_let_through_beside_a_large_one_that_is_not(run: Statements) -> None:
    ours = account(per_minute=50)
    grants = [quota.take(ours, run, counts) for counts in (30, 30, *[1] * 21)]
    assert [grant.allowed for grant in grants] == [True, False] + [True] * 20 + [False]


def test_what_is_larger_than_the_limit_is_told_to_be_smaller(run: Statements) -> None:
    detail = quota.refusal(quota.take(account(per_minute=50), run, 60)).detail
    assert "counts as 60" in detail
    assert "ask for less" in detail
