"""Alive, and ready: what a supervisor and a load balancer ask."""

from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client

from factcheck.operations import archiving, health, replicating
from tests import raw
from tests.role import owner

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_seen() -> None:
    health._seen.cache_clear()


def test_a_desk_that_is_up(django_assert_max_num_queries: Any) -> None:
    assert Client().get("/healthz").json() == {"status": "ok"}
    first = Client().get("/readyz")
    assert (first.status_code, first.json()) == (200, {"status": "ok", "missing": []})
    with django_assert_max_num_queries(2):
        Client().get("/readyz")


def test_without_its_database_it_is_alive_and_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **kwargs: Any) -> Any:
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "cursor", refuse)
    assert Client().get("/healthz").status_code == 200
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["missing"]) == (503, ["database"])


def test_with_an_older_databases_tables_it_is_not_ready() -> None:
    raw.run(
        "DELETE FROM django_migrations WHERE id = (SELECT max(id) FROM django_migrations"
        " WHERE app = 'reviews')"
    )
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["missing"]) == (503, ["migrations"])


def test_nobody_is_redirected_or_given_a_cookie(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    for path in ("/healthz", "/readyz"):
        answer = Client().get(path)
        assert answer.status_code == 200
        assert not answer.cookies
        assert "no-store" in answer["Cache-Control"]
    assert Client().get("/metrics").status_code == 301


def test_an_archive_that_fails_is_told_and_requests_still_come(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.EMBEDDED_DATABASE, settings.WAL_ARCHIVE_DIR = True, "/srv/wal"
    answer = Client().get("/readyz")  # of a server that was started without one
    assert answer.status_code == 200
    assert "counts from PostgreSQL's next start" in answer.json()["warnings"][0]
    monkeypatch.setattr(archiving, "_ASK", "SELECT true, true, 700")
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")
    assert "cannot archive its WAL" in answer.json()["warnings"][0]
    assert list(archiving.failing()) == [(1.0, {})]
    assert list(archiving.age()) == [(700.0, {})]
    monkeypatch.setattr(archiving, "_ASK", "SELECT true, false, 7")
    assert "warnings" not in Client().get("/readyz").json()


def test_a_desk_that_owns_its_tables_is_told_and_requests_still_come() -> None:
    with owner():
        answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")
    assert "as the owner of its tables" in answer.json()["warnings"][0]


def test_a_replica_that_does_not_follow_is_told_and_requests_still_come(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    assert list(replicating.replica()) == []  # there is none
    monkeypatch.setattr(replicating, "_ALIAS", "default")  # which is none
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")
    assert "The replica takes writes" in answer.json()["warnings"][0]
    assert list(replicating.replica()) == [((0.0, {}), None, None)]

    def found(system: str, behind: int, seconds: int) -> None:
        ask = f"SELECT {system}, true, {behind}, {seconds} WHERE %s IS NOT NULL"
        monkeypatch.setattr(replicating, "_REPLICA", ask)

    found("1", 0, 0)
    assert "is no replica of this database" in Client().get("/readyz").json()["warnings"][0]
    ours = "(SELECT system_identifier FROM pg_control_system())"
    found(ours, 4096, 700)
    assert "The replica is 700 seconds behind" in Client().get("/readyz").json()["warnings"][0]
    with django_assert_num_queries(2):  # on the primary, and on the replica
        assert list(replicating.replica()) == [((1.0, {}), (700.0, {}), (4096.0, {}))]
    found(ours, 0, 700)  # nothing was written for so long
    assert "warnings" not in Client().get("/readyz").json()
    assert list(replicating.replica()) == [((1.0, {}), (0.0, {}), (0.0, {}))]
