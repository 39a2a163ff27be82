"""The embedded PostgreSQL starts once, outlives whoever started it, and survives `kill -9`.

The clusters are the tests' own; none touches that of the checkout.
"""

import contextlib
import fcntl  # noqa: F401 - here, for the child that becomes an ordinary user
import multiprocessing
import os
import pwd
import shutil
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import dj_database_url
import psycopg
import pytest

from factcheck import postgres
from factcheck.postgres import PostgresUnavailable, account, binaries, cluster
from factcheck.postgres.cluster import SETTINGS, SOCKET, Cluster
from tests.factcheck.clusters import clean, launcher, note, notes, public_directory, wait_until

root_only = pytest.mark.skipif(os.geteuid() != 0, reason="NOT RUN: only root lends an account")


@pytest.fixture
def place() -> Iterator[Path]:
    with public_directory() as made:
        yield made


@pytest.fixture
def data_dir(place: Path) -> Iterator[Path]:
    """Where no cluster is yet."""
    data_dir = place / ".data"
    yield data_dir
    clean(data_dir)


@pytest.fixture(scope="module")
def used() -> Iterator[Path]:
    """A data directory that the tests before may have used."""
    with public_directory() as made:
        data_dir = made / ".data"
        yield data_dir
        clean(data_dir)


def kill(processes: Iterable[int]) -> None:
    for pid in processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def ask(url: str, statement: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(statement).fetchone()
    assert row
    return row[0]


def postmaster(data_dir: Path) -> int:
    pid = Cluster(data_dir).postmaster()
    assert pid
    return pid


def test_first_start(data_dir: Path) -> None:
    url = postgres.ensure_running(data_dir)
    assert str(ask(url, "SHOW server_version")).startswith(binaries.MAJOR)
    assert ask(url, "SELECT current_user || '/' || current_database()") == "factcheck_app/factcheck"
    nobody = "SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls"
    assert ask(url, f"{nobody} FROM pg_roles WHERE rolname = current_user") is False
    for statement in ("CREATE TABLE mine ()", "SET session_replication_role = replica"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ask(url, statement)
    assert ask(postgres.owner_url(data_dir), "SELECT current_user") == "factcheck"
    assert ask(url, "SELECT datlocprovider::text || ' ' || datlocale FROM pg_database LIMIT 1") == (
        "b C.UTF-8"
    )
    buffers = "SELECT pg_size_bytes(current_setting('shared_buffers')) = pg_size_bytes('{}')"
    assert ask(url, buffers.format(SETTINGS["shared_buffers"]))
    for name, value in SETTINGS.items() - {("shared_buffers", SETTINGS["shared_buffers"])}:
        assert ask(url, f"SHOW {name}") == value
    for name, value in {"fsync": "on", "synchronous_commit": "on", "listen_addresses": ""}.items():
        assert ask(url, f"SHOW {name}") == value
    assert ask(url, "SELECT count(*) FROM pg_available_extensions WHERE name = 'vector'") == 1
    for directory in (data_dir / "postgres", Cluster(data_dir).socket_dir):
        assert directory.stat().st_mode & 0o777 == 0o700
        assert directory.stat().st_uid != 0


def test_when_up_it_costs_next_to_nothing(used: Path) -> None:
    url = postgres.ensure_running(used)
    pid = postmaster(used)
    took = []
    for _ in range(20):
        began = time.perf_counter()
        assert postgres.ensure_running(used) == url
        took.append(time.perf_counter() - began)
    assert statistics.median(took) < 0.05
    assert postmaster(used) == pid


def test_the_url_suits_django_and_psycopg(place: Path) -> None:
    url = postgres.url(place / "Mixed-Case" / ".data")
    database = dj_database_url.parse(url)
    socket_dir = str(place / "Mixed-Case" / ".data" / "postgres" / "socket")
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["PORT"]) == (socket_dir, 5432)
    assert (database["USER"], database["NAME"]) == ("factcheck_app", "factcheck")
    assert psycopg.conninfo.conninfo_to_dict(url)["host"] == socket_dir


def test_eight_at_once_start_one_server(data_dir: Path) -> None:
    launchers = [launcher(data_dir) for _ in range(8)]
    # Nobody's pipe stays open in the server: communicate() would wait for ever.
    told = [each.communicate(timeout=30) for each in launchers]
    assert [each.returncode for each in launchers] == [0] * 8, told
    assert {out for out, _ in told} == {postgres.url(data_dir) + "\n"}
    log = (data_dir / "postgres.log").read_text()
    assert log.count("database system is ready to accept connections") == 1
    assert not list(Cluster(data_dir).home.glob("*.new-*"))


def test_the_server_is_apart_from_whoever_started_it(used: Path) -> None:
    assert launcher(used).wait(timeout=30) == 0
    pid = postmaster(used)
    assert os.getsid(pid) == pid, "Ctrl-C would reach it"
    lent = Cluster(used).account
    files = lent.sh('for f in "$1"/fd/*; do readlink "$f"; done', Path(f"/proc/{pid}"))
    assert "postgres.lock" not in files.stdout
    assert files.stdout.count("postgres.log") == 2


@pytest.mark.parametrize("whom", ["postmaster", "everybody"])
def test_committed_data_survive_a_killed_server(used: Path, whom: str) -> None:
    url = postgres.ensure_running(used)
    note(url, f"before {whom}")
    pid = postmaster(used)
    kill(Cluster(used).processes() if whom == "everybody" else {pid})
    assert postgres.ensure_running(used) == url
    assert postmaster(used) != pid
    note(url, "later")
    assert {f"before {whom}", "later"} <= notes(url)


def test_a_server_that_recovers_is_waited_for(used: Path) -> None:
    url = postgres.ensure_running(used)
    note(url, "before a recovery")
    pid = postmaster(used)
    others = Cluster(used).processes() - {pid}
    kill(others)
    # Until the server has noticed, it says that all is well.
    wait_until(lambda: not any(Path("/proc", str(other)).exists() for other in others))
    assert "before a recovery" in notes(postgres.ensure_running(used))
    assert postmaster(used) == pid


def test_an_orphan_deep_in_a_query_does_not_keep_the_server_down(
    used: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "GRACE", 0.3)
    url = postgres.ensure_running(used)
    # A stopped process stands for one that takes no notice of the postmaster's death.
    with psycopg.connect(url) as connection:
        backend = connection.info.backend_pid
        os.kill(backend, signal.SIGSTOP)
        os.kill(postmaster(used), signal.SIGKILL)
        postgres.ensure_running(used)
    assert backend not in Cluster(used).processes()


@pytest.mark.parametrize("moment", ["postgres/data.new-*/base", "postgres/data/postmaster.pid"])
def test_a_launcher_killed_on_its_way_is_no_harm(data_dir: Path, moment: str) -> None:
    killed = launcher(data_dir)
    wait_until(lambda: any(data_dir.glob(moment)))
    killed.kill()
    killed.communicate()
    url = postgres.ensure_running(data_dir)
    note(url, "fine")
    assert notes(url) == {"fine"}
    postgres.stop(data_dir)
    postgres.ensure_running(data_dir)
    assert not list(data_dir.glob("postgres/*.new-*"))


def test_a_stale_pid_that_another_process_bears_now(used: Path) -> None:
    url = postgres.ensure_running(used)
    note(url, "before a stranger")
    ours = Cluster(used)
    pid_file = ours.data / "postmaster.pid"
    left = pid_file.read_text().split("\n", 1)[1]
    kill(ours.processes())
    user = ours.account.uid if os.geteuid() == 0 else None
    stranger = subprocess.Popen(["sleep", "60"], cwd="/", user=user)
    try:
        pid_file.write_text(f"{stranger.pid}\n{left}")
        (ours.socket_dir / f"{SOCKET}.lock").write_text(f"{stranger.pid}\n{left}")
        assert "before a stranger" in notes(postgres.ensure_running(used))
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_data_directory_removed_under_its_server(data_dir: Path) -> None:
    postgres.ensure_running(data_dir)
    orphans = Cluster(data_dir).processes()
    shutil.rmtree(data_dir)
    url = postgres.ensure_running(data_dir)
    note(url, "new")
    assert notes(url) == {"new"}
    assert not orphans & Cluster(data_dir).processes()


def test_a_directory_of_a_release_without_the_role_gets_it(used: Path) -> None:
    url = postgres.ensure_running(used)
    for before in ("while it runs", "when it starts"):
        with psycopg.connect(postgres.owner_url(used)) as connection:
            connection.execute("DROP ROLE factcheck_app")
        if before == "when it starts":
            postgres.stop(used)
        assert postgres.ensure_running(used) == url
        assert ask(url, "SELECT current_user") == "factcheck_app"


def test_a_dropped_database_is_made_again(used: Path) -> None:
    url = postgres.owner_url(used)
    postgres.ensure_running(used)
    with psycopg.connect(url, dbname="postgres", autocommit=True) as connection:
        connection.execute("DROP DATABASE factcheck")
    assert ask(postgres.ensure_running(used), "SELECT current_database()") == "factcheck"


def test_a_long_path_has_its_socket_elsewhere_and_gets_it_back(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "GRACE", 0.3)
    data_dir = place / ("a long name, with d'étranges caractères & spaces " * 3).strip() / ".data"
    try:
        url = postgres.ensure_running(data_dir)
        note(url, "kept")
        socket_dir = Cluster(data_dir).socket_dir
        assert socket_dir.parent == Path("/tmp")
        shutil.rmtree(socket_dir)  # as a cleaner of /tmp does, the server still running
        assert postgres.ensure_running(data_dir) == url
        assert notes(url) == {"kept"}
        assert socket_dir.stat().st_mode & 0o777 == 0o700
        if os.geteuid() == 0:
            os.chown(socket_dir, 12345, 12345)
            with pytest.raises(PostgresUnavailable, match="belongs to somebody else"):
                postgres.ensure_running(data_dir)
    finally:
        clean(data_dir)


@root_only
def test_root_below_a_private_home(place: Path) -> None:
    place.chmod(0o700)
    data_dir = place / ".data"
    try:
        url = postgres.ensure_running(data_dir)
        note(url, "kept")
        assert (data_dir / "postgres").is_symlink()
        assert place.stat().st_mode & 0o777 == 0o700, "parents are none of our business"
        assert data_dir.stat().st_uid == 0
        postgres.stop(data_dir)
        assert notes(postgres.ensure_running(data_dir)) == {"kept"}
    finally:
        clean(data_dir)
    with pytest.raises(PostgresUnavailable, match="which is gone: bring it back"):
        postgres.ensure_running(data_dir)


@root_only
def test_programs_out_of_reach_are_copied(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    complaint = binaries._complaint
    installed = binaries._installed()

    def out_of_reach(programs: Path, by: account.Account) -> str:
        return "Permission denied" if programs == installed else complaint(programs, by)

    monkeypatch.setattr(binaries, "_complaint", out_of_reach)
    url = postgres.ensure_running(data_dir)
    assert ask(url, "SELECT 1") == 1
    assert len(list(data_dir.glob("postgres/programs-*"))) == 1


@root_only
def test_roots_cluster_in_a_persons_checkout_is_that_persons(place: Path) -> None:
    person = pwd.getpwnam("nobody")
    os.chown(place, person.pw_uid, person.pw_gid)
    data_dir = place / ".data"
    try:
        url = postgres.ensure_running(data_dir)
        note(url, "root")
        assert {path.stat().st_uid for path in data_dir.iterdir()} == {person.pw_uid}
        postgres.stop(data_dir)
        if binaries._complaint(binaries._installed(), account.Account(*person[2:4])):
            pytest.skip("NOT RUN: the programs are out of an ordinary user's reach")

        def as_person() -> None:
            os.setgroups([])
            os.setgid(person.pw_gid)
            os.setuid(person.pw_uid)
            note(postgres.ensure_running(data_dir), "person")
            postgres.stop(data_dir)

        child = multiprocessing.get_context("fork").Process(target=as_person)
        child.start()
        child.join(timeout=30)
        assert child.exitcode == 0
        assert notes(postgres.ensure_running(data_dir)) == {"person", "root"}
    finally:
        clean(data_dir)


def test_errors_say_what_to_do(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refusal() -> str:
        with pytest.raises(PostgresUnavailable) as raised:
            postgres.ensure_running(data_dir)
        assert "DATABASE_URL" in str(raised.value)
        return str(raised.value)

    with monkeypatch.context() as patch:
        patch.setattr(sys, "platform", "darwin")
        assert "Linux only" in refusal()
    with monkeypatch.context() as patch:
        patch.setattr(binaries, "PACKAGE", "no_such_package")
        assert "not installed: run `make setup`" in refusal()
    with monkeypatch.context() as patch:
        patch.setattr(binaries, "MAJOR", "3")
        assert "for this platform" in refusal()
    with monkeypatch.context() as patch:
        patch.setattr(binaries, "_complaint", lambda *_: "no libz.so.1")
        assert "does not run on this machine (no libz.so.1)" in refusal()
    shutil.rmtree(data_dir)
    with monkeypatch.context() as patch:
        patch.setitem(SETTINGS, "max_connections", "none")
        told = refusal()
        assert "initdb failed" in told
        assert str(data_dir / "postgres.log") in told
        assert 'invalid value for parameter "max_connections"' in told
    data = data_dir / "postgres" / "data"
    data.mkdir()
    (data / "PG_VERSION").write_text("15\n")
    assert "was made by PostgreSQL 15" in refusal()
    if os.geteuid() == 0:
        os.chown(data.parent, 0, 0)
        assert "belongs to root" in refusal()


def test_by_hand(used: Path) -> None:
    def by_hand(action: str) -> tuple[int, str]:
        process = launcher(used, action)
        out, _ = process.communicate(timeout=30)
        return process.returncode, out.strip()

    url = postgres.url(used)
    postgres.stop(used)
    assert by_hand("status") == (3, f"PostgreSQL is not running: {url}")
    assert by_hand("stop") == (0, "PostgreSQL was not running.")
    assert by_hand("start") == (0, url)
    assert by_hand("status") == (0, f"PostgreSQL is running: {url}")
    with psycopg.connect(url) as connection:  # a client does not hold it up
        assert by_hand("stop") == (0, "PostgreSQL stopped.")
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")
    assert by_hand("stop") == (0, "PostgreSQL was not running.")
