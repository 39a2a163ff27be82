"""What a partner used, and what is left: its own, and nobody else's."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from factcheck.partners import actions, metering, quota, usage
from factcheck.partners.models import KeyReading, KeyUsage
from factcheck.partners.quota.purses import Tally
from tests.factories import partners, publications

pytestmark = pytest.mark.django_db


def today() -> str:
    return datetime.now(UTC).date().isoformat()


def test_nothing_is_written_for_a_request(caller: Any) -> None:
    ours = caller(partners.key()[1])
    for _ in range(3):
        ours.get("changes/")
    assert not KeyUsage.objects.exists()
    metering.flush()
    row = KeyUsage.objects.get()
    assert (row.requests, row.refused) == (3, 0)
    assert abs(datetime.now(UTC) - row.last_used_at) < timedelta(seconds=5)
    metering.flush()
    assert KeyUsage.objects.get().requests == 3


def test_refusals_are_counted_apart(caller: Any) -> None:
    partner = partners.partner()
    actions.change_partner(partner.pk, actor=None, seen=1, requests_per_minute=2)
    ours = caller(partners.key(partner=partner)[1])
    for _ in range(5):
        ours.get("changes/")
    metering.flush()
    row = KeyUsage.objects.get()
    assert (row.requests, row.refused) == (2, 3)


def test_two_days_of_one_key_and_one_that_is_gone() -> None:
    key, _text = partners.key()
    name = key.public_id
    moment = 0.0
    tallies = [
        Tally(name, 20_000, 2, 0, moment),
        Tally(name, 20_001, 3, 1, moment),
        Tally(name, 20_001, 4, 0, moment),
        Tally("unknown0", 20_001, 9, 9, moment),
    ]
    usage.add(tallies, metering.rows)
    usage.add(tallies[:1], metering.rows)
    days = KeyUsage.objects.order_by("day").values_list("key", "requests", "refused")
    assert list(days) == [(key.pk, 4, 0), (key.pk, 7, 1)]


def test_what_cannot_be_written_now_is_written_later(caller: Any, monkeypatch: Any) -> None:
    ours = caller(partners.key()[1])
    ours.get("changes/")

    def broken(*_: Any) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(usage, "add", broken)
        with pytest.raises(RuntimeError):
            metering.flush()
    ours.get("changes/")
    metering.flush()
    assert KeyUsage.objects.get().requests == 2


def test_a_partner_reads_its_own(caller: Any, django_assert_max_num_queries: Any) -> None:
    partner = partners.partner("Le Phare")
    key, text = partners.key(partner=partner, label="site")
    partners.key(partner=partner, label="archive")
    ours = caller(text)
    other = caller(partners.key(partner=partners.partner("La Gazette"))[1])
    other.get("changes/")
    ours.get("changes/")

    with django_assert_max_num_queries(5):
        answer = ours.get("usage/")
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    told = answer.json()
    assert (told["partner"], told["key"]) == ("le-phare", key.public_id)
    minute, day = told["limits"]
    assert (minute["name"], minute["counts"], minute["limit"]) == ("minute", "key", 600)
    assert (minute["used"], minute["remaining"]) == (2, 598)
    assert 0 < minute["resets_in_seconds"] <= 60
    assert (day["name"], day["counts"], day["limit"], day["used"]) == ("day", "partner", 100_000, 2)
    assert f'"minute";r={minute["remaining"]}' in answer["RateLimit"]
    assert told["keys"] == [
        {"id": ANY_ID, "label": "archive", "feed": None, "days": []},
        {
            "id": key.public_id,
            "label": "site",
            "feed": {"position": 0, "asked_at": told["keys"][1]["feed"]["asked_at"]},
            "days": [{"day": today(), "requests": 2, "refused": 0}],
        },
    ]


class _AnyId:
    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and len(other) == 8

    __hash__ = None  # type: ignore[assignment]


ANY_ID = _AnyId()


def test_only_the_last_thirty_days_are_told(caller: Any) -> None:
    key, text = partners.key()
    now = datetime.now(UTC)
    for ago in (29, 30):
        day = (now - timedelta(days=ago)).date()
        KeyUsage.objects.create(key=key, day=day, requests=7, last_used_at=now)
    days = caller(text).get("usage/").json()["keys"][0]["days"]
    assert [day["requests"] for day in days] == [7, 1]


def test_any_scope_will_do(caller: Any) -> None:
    assert caller(partners.key(scopes=["submit"])[1]).get("usage/").status_code == 200


def test_unknown_parameters_are_refused(caller: Any) -> None:
    answer = caller(partners.key()[1]).get("usage/?partner=1")
    assert answer.status_code == 400
    assert answer.json()["parameter"] == "partner"


def test_a_day_ends_in_the_middle_of_counting() -> None:
    """Each day's requests are written down under that day, by the database's clock."""
    key, _text = partners.key()
    ours = quota.account(owner=key.partner_id, key=key.public_id, per_minute=600, per_day=100_000)
    metering.take(ours)
    [purse] = quota.purses._purses.values()
    spender = purse.spenders[key.public_id]
    spender.day -= 1
    spender.day_ends_at = 0
    metering.take(ours)
    metering.flush()
    days = list(KeyUsage.objects.order_by("day").values_list("day", "requests"))
    assert [number for _day, number in days] == [1, 1]
    assert days[1][0] - days[0][0] == timedelta(days=1)


# --- How far each key has read the change feed


def test_what_a_key_asks_for_tells_what_it_has(caller: Any) -> None:
    key, text = partners.key()
    ours = caller(text)
    for _ in range(3):
        publications.publish()
    first = ours.get("changes/?limit=2").json()
    metering.flush()
    assert KeyReading.objects.get().position == 0
    ours.get(f"changes/?limit=2&cursor={first['next']}")
    ours.get("verdicts/")
    metering.flush()
    row = KeyReading.objects.get()
    assert (row.key_id, row.position) == (key.pk, 2)
    assert abs(datetime.now(UTC) - row.asked_at) < timedelta(seconds=5)
    [use] = ours.get("usage/").json()["keys"]
    assert use["feed"]["position"] == 2


def test_a_cursor_that_is_refused_tells_nothing(caller: Any) -> None:
    ours = caller(partners.key()[1])
    ours.get("changes/?cursor=nonsense")
    metering.flush()
    assert not KeyReading.objects.exists()
