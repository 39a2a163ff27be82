"""Web server, worker and database are killed in the middle of work, again and again: what was
acknowledged is there once, what was seen does not vanish, and all of it comes back by itself.

FIRE_SEED, FIRE_WEB and FIRE_DATABASE (how often each is killed) make other schedules of the long
version.
"""

import os
import random
import time

import httpx
import psycopg
import pytest

from tests.factories import partners
from tests.partners.webhooks.receiver import receiving
from tests.scenarios.fire import killing
from tests.scenarios.fire.desks import Desk
from tests.scenarios.fire.life import Life


def under_fire(
    desk: Desk, seed: str, *, programs: int, database: int, pause: float, tells: bool
) -> None:
    """Kill each so many times, in any order, and let it go on for a moment in between."""
    chance = random.Random(seed)
    with receiving() as receiver:
        life = Life(desk, receiver, tells=tells)
        with life.going_on():
            rounds = ["program"] * programs + ["database"] * database
            chance.shuffle(rounds)
            for number, whom in enumerate(rounds, 1):
                kills = (
                    killing.of_a_program(chance.choice(life.programs))
                    if whom == "program"
                    else killing.of_the_database(desk, chance)
                )
                chance.choice(kills)()
                time.sleep(chance.random() * pause)
                life.keep_up()
                time.sleep(chance.random() * pause)
                if number % 25 == 0:
                    desk.proven()
        life.check()


def test_a_desk_that_is_killed_comes_back_and_has_lost_nothing(desk: Desk) -> None:
    under_fire(desk, "short", programs=3, database=3, pause=0.7, tells=False)


@pytest.mark.long
def test_three_hundred_times(desk: Desk) -> None:
    under_fire(
        desk,
        os.environ.get("FIRE_SEED", "1"),
        programs=int(os.environ.get("FIRE_WEB", "200")),
        database=int(os.environ.get("FIRE_DATABASE", "100")),
        pause=1.2,
        tells=True,
    )


def test_without_its_database_the_web_server_says_so(desk: Desk) -> None:
    key = desk.inside("from tests.factories import partners; said = partners.key()[1]")
    with desk.web():
        partner = httpx.Client(base_url=desk.address, headers=partners.bearer(key), timeout=60)
        assert partner.get("/api/v1/verdicts/").status_code == 200
        killing.of_the_database(desk, random.Random())[0]()
        with pytest.raises(psycopg.OperationalError):
            desk.ask("SELECT 1")
        broken = partner.get("/api/v1/verdicts/")
        assert broken.status_code == 503
        assert broken.headers["Content-Type"] == "application/problem+json"
        desk.start()
        assert partner.get("/api/v1/verdicts/").status_code == 200


def test_a_web_server_that_is_killed_leaves_nobody_at_its_port(desk: Desk) -> None:
    with desk.web() as server:
        [main_alone] = killing.of_a_program(server)[2:]
        workers = killing.children(server.pid)
        assert workers
        main_alone()
        until = time.monotonic() + 10
        while any(map(killing.is_alive, workers)):
            assert time.monotonic() < until, "its worker goes on"
            time.sleep(0.02)
        server.keep_up()
