"""Base back-ups: a whole PostgreSQL as it was at one moment, with the WAL that makes it whole.

Made by pg_basebackup while everybody works on, and verified (each file's checksum, the WAL) before
they get their name. They belong to whoever made them, not to the server's account.
"""

import os
import re
import secrets
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from . import binaries, manifest
from .account import ENVIRONMENT
from .errors import BackupFailed

NAME = "%Y%m%dT%H%M%SZ"  # when it was begun, in UTC: names sort by time


def back_up(into: Path, conninfo: str, programs: Path, password: str = "") -> Path:
    """Make a new back-up below `into`, and return its directory.

    `conninfo` is libpq's, of a role that may replicate; `programs` has pg_basebackup.
    Raises BackupFailed: then nothing is left behind.
    """
    into = into.resolve()
    name = datetime.now(UTC).strftime(NAME)
    draft = into / f"{name}.new-{secrets.token_hex(4)}"
    try:
        into.mkdir(mode=0o700, parents=True, exist_ok=True)
        done = _run(
            programs / "pg_basebackup", f"--pgdata={draft}", f"--dbname={conninfo}",
            "--wal-method=stream", "--checkpoint=fast", "--no-password",
            f"--manifest-checksums={manifest.CHECKSUMS}", password=password,
        )  # fmt: skip
        if done.returncode:
            raise BackupFailed(f"No back-up was made in {into}.\n{done.stderr.strip()}")
        verify(draft, programs)
        draft.rename(into / name)
        _sync(into)
    except OSError as error:
        raise BackupFailed(f"No back-up was made in {into}: {error}.") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return into / name


def check(backup: Path, programs: Path) -> None:
    """Whether the embedded PostgreSQL can begin with it; raises BackupFailed."""
    try:
        version = (backup / "PG_VERSION").read_text().strip()
    except OSError:
        raise BackupFailed(
            f"{backup} is no back-up: give the directory that `manage.py backup` printed."
        ) from None
    if version != binaries.MAJOR:
        raise BackupFailed(
            f"{backup} was made by PostgreSQL {version}, and this is {binaries.MAJOR}:"
            f" restore it with the programs of PostgreSQL {version}, then move over with pg_dump."
        )
    verify(backup, programs)


def verify(backup: Path, programs: Path) -> None:
    """Compare each file with the manifest, and read the WAL; raises BackupFailed."""
    told = list(islice(manifest.differences(backup), 10))
    if not told:
        unread = (_unread(wal, backup, programs) for wal in manifest.wal_ranges(backup))
        told = [complaint for complaint in unread if complaint]
    if told:
        lines = "\n".join(told)
        raise BackupFailed(f"The back-up {backup} is damaged or not whole: take another.\n{lines}")


def begins_at(backup: Path) -> tuple[str, datetime]:
    """The name of the WAL file at which it begins, and a time by which it had begun."""
    label = (backup / "backup_label").read_text()
    file = re.search(r"^START WAL LOCATION: \S+ \(file (\w+)\)$", label, re.MULTILINE)
    time = re.search(r"^START TIME: (\S+ \S+) UTC$", label, re.MULTILINE)
    if not file or not time:
        raise BackupFailed(f"The back-up {backup} does not say in UTC when it was begun.")
    # A whole second: what was committed within it may be in the back-up.
    began = datetime.fromisoformat(time[1]).replace(tzinfo=UTC) + timedelta(seconds=1)
    return file[1], began


def size(backup: Path) -> int:
    """Bytes."""
    return sum(file.lstat().st_size for file in backup.rglob("*"))


def _unread(wal: manifest.WalRange, backup: Path, programs: Path) -> str:
    """Why the WAL cannot be read; empty when it can. PostgreSQL's client packages lack the tool."""
    if not (programs / "pg_waldump").exists():
        return ""
    done = _run(
        programs / "pg_waldump", "--quiet", f"--path={backup / 'pg_wal'}",
        f"--timeline={wal.timeline}", f"--start={wal.start}", f"--end={wal.end}",
    )  # fmt: skip
    return done.stderr.strip() or f"pg_waldump: {done.returncode}" if done.returncode else ""


def _run(program: Path, *arguments: str, password: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603
        [str(program), *arguments],
        stdin=subprocess.DEVNULL,
        env=ENVIRONMENT | ({"PGPASSWORD": password} if password else {}),
        capture_output=True,
        text=True,
        check=False,
    )


def _sync(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
