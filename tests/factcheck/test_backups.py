"""What was backed up comes back: all of it, exactly as it was at the moment that was named."""

import gzip
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from factcheck import postgres
from factcheck.operations import archiving
from factcheck.postgres import BackupFailed, archive, backups, binaries
from factcheck.postgres.cluster import SETTINGS, Cluster
from factcheck.postgres.drafting import DRAFT
from tests.factcheck.clusters import clean, note, notes, of_the_owner, public_directory, wait_until


class Desk:
    """A database with a WAL archive and one back-up: `before` is in it, what came later is not."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.data_dir, self.wal = place / ".data", place / "wal"
        self.url = postgres.ensure_running(self.data_dir, self.wal)
        note(self.url, "before")
        self.backup = postgres.back_up(self.data_dir, place / "backups")
        # A back-up knows the second in which it began, and no moment before that one is over.
        begins = backups.begins_at(self.backup)[1]
        wait_until(lambda: self.now() > begins)
        note(self.url, "between")
        self.moment = self.now()
        note(self.url, "later")

    def now(self) -> datetime:
        with psycopg.connect(self.url) as connection:
            row = connection.execute("SELECT clock_timestamp()").fetchone()
        assert row
        return row[0].astimezone(UTC)

    def restored(self, name: str, **options: object) -> set[str]:
        """Restore it somewhere else, and read what is there."""
        data_dir = self.place / name
        told = {"backup": self.backup, "wal": self.wal, "prepare": lambda url: None, **options}
        postgres.restore(data_dir, **told)  # type: ignore[arg-type]
        try:
            return notes(postgres.ensure_running(data_dir))
        finally:
            clean(data_dir)


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    # No machine goes down here: a busy disk is not waited for.
    with pytest.MonkeyPatch.context() as patch, public_directory() as place:
        patch.setitem(SETTINGS, "fsync", "off")
        patch.setattr(backups, "_run", hurried)
        try:
            desk = Desk(place)
            postgres.stop(desk.data_dir)  # which hands the last of its WAL to the archive
            yield desk
        finally:
            clean(place / ".data")


_run = backups._run


def hurried(program: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    hurry = ["--no-sync"] if program.name == "pg_basebackup" else []
    return _run(program, *arguments, *hurry, **more)


def refused(desk: Desk, **options: object) -> str:
    with pytest.raises(BackupFailed) as raised:
        desk.restored("refused", **options)
    assert not (desk.place / "refused" / "postgres").exists()
    assert not (desk.place / "refused" / DRAFT).exists()
    return str(raised.value)


def test_the_moment_between_is_exactly_what_was_there_then(desk: Desk) -> None:
    prepared = []
    found = desk.restored(
        "then", until=desk.moment, prepare=lambda url: prepared.append(notes(url))
    )
    assert found == {"before", "between"}
    assert prepared == [found], "an epoch begins in what was recovered, before anybody reads"


def test_a_backup_that_is_not_whole_is_refused(desk: Desk, tmp_path: Path) -> None:
    cut = desk.place / "cut"
    shutil.copytree(desk.backup, cut)
    largest = max(cut.glob("base/*/*"), key=lambda file: file.stat().st_size)
    os.truncate(largest, 8192)
    assert "is damaged or not whole: take another" in refused(desk, backup=cut)
    assert largest.name in refused(desk, backup=cut)
    assert "is no back-up" in refused(desk, backup=tmp_path)
    assert [each.name for each in desk.backup.parent.iterdir()] == [desk.backup.name]


@pytest.mark.parametrize(
    "ends", ["echo 'No space left on device' >&2; exit 1", "kill -9 $PPID"], ids=["full", "killed"]
)
def test_a_backup_that_breaks_off_gets_no_name(ends: str, tmp_path: Path) -> None:
    program, into = tmp_path / "pg_basebackup", tmp_path / "backups"
    half = 'for word; do case $word in --pgdata=*) made="${word#--pgdata=}";; esac; done'
    program.write_text(
        f'#!/bin/sh\n{half}\nmkdir "$made" && echo 18 > "$made/PG_VERSION"\n{ends}\n'
    )
    program.chmod(0o755)
    child = os.fork()
    if not child:
        with suppress(BackupFailed):
            backups.back_up(into, "", tmp_path)
        os._exit(0)
    os.waitpid(child, 0)
    left = list(into.iterdir())
    assert len(left) == ends.startswith("kill")
    for draft in left:
        assert ".new-" in draft.name
        with pytest.raises(BackupFailed, match="damaged or not whole"):
            backups.check(draft, tmp_path)


def test_nothing_is_restored_over_a_database(desk: Desk) -> None:
    with pytest.raises(BackupFailed, match=r"move it out of the way \(mv .*\.before\)"):
        postgres.restore(desk.data_dir, desk.backup, prepare=lambda url: None)


def test_what_cannot_be_is_told_before_anything_is_copied(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "copytree", lambda *_, **__: pytest.fail("it was copied"))
    assert "Only a WAL archive leads" in refused(desk, until=desk.moment, wal=None)
    assert "still to come" in refused(desk, until=datetime.now(UTC) + timedelta(hours=1))
    assert "is its disk there?" in refused(desk, wal=desk.place / "nowhere")
    with monkeypatch.context() as patch:
        patch.setattr(backups, "size", lambda backup: 1 << 60)
        assert "not enough room" in refused(desk)
    with monkeypatch.context() as patch:
        patch.setattr(binaries, "MAJOR", "17")
        patch.setattr(binaries, "find", lambda *_: Path("/nowhere"))
        assert "was made by PostgreSQL 18, and this is 17" in refused(desk)


def test_a_gap_in_the_archive_is_found_by_its_names(tmp_path: Path) -> None:
    for name in ("FE", "FF"):
        (tmp_path / f"0000000100000002000000{name}.gz").touch()
    (tmp_path / "000000010000000300000000.gz").touch()
    (tmp_path / "00000002.history.gz").touch()
    first = "0000000100000002000000FE"
    assert archive.gap(tmp_path, first) is None
    (tmp_path / "000000010000000300000002.gz").touch()
    assert archive.gap(tmp_path, first) == "000000010000000300000001"
    assert archive.gap(tmp_path, "000000010000000300000002") is None
    assert archive.gap(tmp_path, "0000000200000002000000FE") is None


@pytest.mark.long
def test_all_of_it_and_the_backup_alone(desk: Desk) -> None:
    assert desk.restored("all") == {"before", "between", "later"}
    assert desk.restored("alone", wal=None) == {"before"}
    # One restore more or less in the archive changes nothing for the next.
    assert desk.restored("again", until=desk.moment) == {"before", "between"}


@pytest.mark.long
def test_moments_that_the_archive_does_not_have(desk: Desk) -> None:
    early = refused(desk, until=desk.moment - timedelta(hours=1))
    assert "is before this back-up was finished" in early
    late = refused(desk, until=datetime.now(UTC))
    assert "its last transaction was at 20" in late
    assert "Without --until all of it is restored" in late


@pytest.mark.long
def test_a_damaged_file_of_the_archive_does_not_pass_for_its_end(desk: Desk) -> None:
    copy = desk.place / "damaged"
    shutil.copytree(desk.wal, copy)
    owner = desk.wal.stat()
    for file in (copy, *copy.iterdir()):
        os.chown(file, owner.st_uid, owner.st_gid)
    last = sorted(copy.glob("0000000100*.gz"))[-1]
    os.truncate(last, last.stat().st_size // 2)
    assert "A file of the WAL archive is damaged" in refused(desk, wal=copy)


@pytest.mark.long
def test_an_archive_that_is_gone_loses_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    with public_directory() as place:
        data_dir, wal = place / ".data", place / "disk" / "wal"
        url = postgres.ensure_running(data_dir, wal)
        try:
            assert "The WAL archive cannot be made" in capfd.readouterr().err
            backup = postgres.back_up(data_dir, place / "backups")
            note(url, "while it was gone")
            with psycopg.connect(of_the_owner(url), autocommit=True) as connection:
                connection.execute("SELECT pg_switch_wal()")
                wait_until(lambda: (connection.execute(archiving._ASK).fetchone() or "?")[1])
            owner = Cluster(data_dir).account
            (place / "disk").mkdir()
            wal.mkdir()
            os.chown(wal, *owner)
            postgres.stop(data_dir)
            found = place / "found"
            postgres.restore(found, backup, wal=wal, prepare=lambda url: None)
            try:
                assert notes(postgres.ensure_running(found)) == {"while it was gone"}
            finally:
                clean(found)
        finally:
            clean(data_dir)


def test_nothing_in_the_archive_is_overwritten(tmp_path: Path) -> None:
    """As its command is given to PostgreSQL, in a shell."""
    place = tmp_path / "it's 100% ours"
    place.mkdir()
    segment = tmp_path / "segment"
    segment.write_bytes(b"first")
    command = archive.keeping(place)["archive_command"]
    script = command.replace("%p", str(segment)).replace("%f", "0001").replace("%%", "%")
    assert os.system(script) == 0
    assert os.system(script) == 0, "the same once more: it crashed before it could note it"
    segment.write_bytes(b"second")
    assert os.system(script) != 0
    assert gzip.decompress((place / "0001.gz").read_bytes()) == b"first"
    assert [file.name for file in place.iterdir()] == ["0001.gz"]
