"""One PostgreSQL cluster below a data directory: asked, started and stopped."""

import contextlib
import hashlib
import os
import re
import secrets
import shlex
import shutil
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote

from . import archive as archiving
from . import binaries
from .account import Account, like_parent, make_home, owner_of
from .errors import PostgresUnavailable
from .memory import shared_buffers
from .probe import Answer, ask

NAME = "factcheck"  # of the database, and of its owner, who is the superuser
ROLE = "factcheck_app"  # the application's: it owns nothing
PORT = 5432
SOCKET = f".s.PGSQL.{PORT}"
PATIENCE = 300  # seconds for a server that starts, recovers or stops
GRACE = 3  # seconds for what takes a moment
LOG_LIMIT = 10_000_000

# initdb writes them, so that ALTER SYSTEM overrides them. fsync and synchronous_commit stay on:
# this may be a real record.
SETTINGS = {
    "max_connections": "200",
    "shared_buffers": shared_buffers(),
    # A container's /dev/shm holds 64 MB: one parallel hash join could fill it.
    "dynamic_shared_memory_type": "sysv",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
}

# Of a primary and its replica, at each start: what is kept for a replica that is away is bounded,
# and a replica's reads are not ended by the primary's cleaning up.
REPLICATION = {"max_slot_wal_keep_size": "4GB", "hot_standby_feedback": "on"}


class Cluster:
    """Methods raise PostgresUnavailable, or within `clear_errors` OSError made into it."""

    def __init__(self, data_dir: Path, archive: Path | None = None) -> None:
        self.dir = data_dir.resolve()
        self.archive = archive  # of its WAL, from its next start on
        self.log = self.dir / "postgres.log"

    # --- Where things are

    @property
    def home(self) -> Path:
        return (self.dir / "postgres").resolve()

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def socket_dir(self) -> Path:
        inside = self.home / "socket"
        # A socket's path holds 107 bytes, and PostgreSQL takes a list of directories with commas.
        if re.fullmatch(r"[\w./+-]{1,90}", str(inside), re.ASCII):
            return inside
        digest = hashlib.sha256(os.fsencode(self.home)).hexdigest()
        return Path("/tmp") / f"{NAME}-{digest[:16]}"  # noqa: S108 - its owner is checked

    @property
    def url(self) -> str:
        """The application's."""
        return self._url(ROLE)

    @property
    def owner_url(self) -> str:
        return self._url(NAME)

    def _url(self, role: str) -> str:
        return f"postgresql://{role}@{quote(str(self.socket_dir), safe='')}:{PORT}/{NAME}"

    @cached_property
    def account(self) -> Account:
        return owner_of(self.home)

    @cached_property
    def programs(self) -> Path:
        return binaries.find(self.home, self.account)

    # --- Asking

    def answer(self) -> Answer:
        """What a client would meet now; takes a few milliseconds."""
        with contextlib.suppress(FileNotFoundError):
            self._check_socket_dir()
            return ask(self.socket_dir / SOCKET, ROLE, NAME)
        return Answer.DOWN

    def postmaster(self) -> int | None:
        """The server's process, also while nobody can reach it."""
        with contextlib.suppress(FileNotFoundError, ValueError):
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
            if pid in self.processes():
                return pid
        return None

    def processes(self) -> set[int]:
        """PostgreSQL's processes in our data directory: orphans too, and those of one that was
        removed while its server ran (it would take our socket along when it notices).

        Asked with the server's account: a container's root may not see where the processes of
        other users work (it lacks CAP_SYS_PTRACE).
        """
        script = """
            for process in /proc/[0-9]*; do
                read -r name < "$process/comm" && [ "$name" = postgres ] || continue
                [ "$process/cwd" -ef "$1" ] ||
                [ "$(readlink "$process/cwd")" = "$1 (deleted)" ] || continue
                echo "${process#/proc/}"
            done"""
        return {int(pid) for pid in self.account.sh(script, self.data).stdout.split()}

    # --- Doing: under the lock

    def bring_up(self) -> None:
        """Start the server, or wait for one that starts, until it takes clients."""
        deadline = time.monotonic() + PATIENCE
        while (answer := self.answer()) is not Answer.READY:
            if time.monotonic() > deadline:
                raise self.failure(f"PostgreSQL is not ready after {PATIENCE} s: {answer.value}")
            if answer is Answer.DOWN:
                self._start()
            elif answer is Answer.NO_ROLE:
                self.create_role()
            elif answer is Answer.NO_DATABASE:
                self._as_owner("createdb", NAME)
            else:
                time.sleep(0.05)

    def create_role(self) -> None:
        """Make the application's role. What it may do is granted by `manage.py migrate`."""
        self._as_owner(
            "createuser", "--no-superuser", "--no-createdb", "--no-createrole", "--no-replication",
            "--no-bypassrls", ROLE,
        )  # fmt: skip

    def shut_down(self) -> bool:
        """Stop the server and end its sessions; False when none runs."""
        if not self.postmaster():
            return False
        self._pg_ctl("stop", "--mode=fast")
        return True

    def copy(self, conninfo: str, slot: str) -> None:
        """Copy a running server into this one, which will follow it by a slot made on it."""
        self._run(
            "pg_basebackup", f"--pgdata={self.data}", f"--dbname={conninfo}", "--wal-method=stream",
            "--checkpoint=fast", "--no-password", "--write-recovery-conf", "--create-slot",
            f"--slot={slot}",
        )  # fmt: skip

    def promote(self) -> None:
        """Let a replica take writes, from where it is."""
        self._pg_ctl("promote")

    def sql(self, statement: str) -> str:
        """What the owner is told; rows as lines."""
        where = (f"--host={self.socket_dir}", f"--port={PORT}", f"--username={NAME}")
        command = [str(self.programs / "psql"), *where, "-XAtc", statement, NAME]
        done = self.account.run(command, cwd=self.home, capture_output=True)
        if done.returncode:
            raise PostgresUnavailable(f"PostgreSQL in {self.dir}: {done.stderr.strip()}")
        return str(done.stdout).strip()

    def _start(self) -> None:
        if not self.home.exists():
            make_home(self.dir / "postgres")
        if self.postmaster():
            self._stop_if_deaf()
            return
        self._clear_remains()
        if not self.data.exists():
            self._initialize()
        self._check_version()
        try:
            self.launch()
        except PostgresUnavailable:
            if not self.postmaster():  # else that of a killed launcher was faster
                raise

    def launch(self, settings: Mapping[str, str] = MappingProxyType({})) -> None:
        """Start the server on the data that are there, with further settings for this once."""
        self._make_socket_dir()
        self._rotate_log()
        if self.archive:
            archiving.make(self.archive, self.account)
            settings = {**archiving.keeping(self.archive), **settings}
        settings = {**REPLICATION, **settings}
        options = ["-h", "", "-p", str(PORT), "-k", str(self.socket_dir)]
        for name, value in settings.items():
            options += ["-c", f"{name}={value}"]
        self._pg_ctl("start", f"--options={shlex.join(options)}")

    def _initialize(self) -> None:
        # Each attempt has its own name: the initdb of a killed launcher may still be at work.
        draft = self.home / f"data.new-{secrets.token_hex(4)}"
        try:
            self._run(
                "initdb", f"--pgdata={draft}", f"--username={NAME}", "--encoding=UTF8",
                "--locale-provider=builtin", "--locale=C.UTF-8", "--auth-local=trust",
                "--auth-host=reject", "--no-instructions",
                *(f"--set={name}={value}" for name, value in SETTINGS.items()),
            )  # fmt: skip
            draft.rename(self.data)
        finally:
            shutil.rmtree(draft, ignore_errors=True)

    def _check_version(self) -> None:
        version = (self.data / "PG_VERSION").read_text().strip()
        if version != binaries.MAJOR:
            raise PostgresUnavailable(
                f"{self.data} was made by PostgreSQL {version}, and this is {binaries.MAJOR}:"
                f" move it over with the pg_dump of PostgreSQL {version}, or set DATABASE_URL."
            )

    def _stop_if_deaf(self) -> None:
        """Stop a server whose socket is gone (/tmp was cleaned); one that starts gets a moment."""
        deadline = time.monotonic() + GRACE
        while self.answer() is Answer.DOWN:
            if time.monotonic() > deadline:
                self.shut_down()
                return
            time.sleep(0.05)

    def _clear_remains(self) -> None:
        """Remove what was left by a killed server (its children, and files with its process's
        number, which PostgreSQL would believe once another process bears it) or launcher.
        """
        deadline = time.monotonic() + GRACE
        while orphans := self.processes():
            late = time.monotonic() > deadline
            for pid in orphans:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL if late else signal.SIGQUIT)
            time.sleep(0.02)
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        (self.socket_dir / f"{SOCKET}.lock").unlink(missing_ok=True)
        for draft in self.home.glob("*.new-*"):
            shutil.rmtree(draft, ignore_errors=True)

    def _make_socket_dir(self) -> None:
        with contextlib.suppress(FileExistsError):
            self.socket_dir.mkdir(mode=0o700)
            os.chown(self.socket_dir, *self.account, follow_symlinks=False)
        self._check_socket_dir()

    def _check_socket_dir(self) -> None:
        """In /tmp anybody could have taken its name, and answer for the server."""
        if self.socket_dir.lstat().st_uid != self.home.stat().st_uid:
            raise PostgresUnavailable(
                f"{self.socket_dir}, the place of PostgreSQL's socket, belongs to somebody else:"
                " remove it, or set DATABASE_URL."
            )

    # --- How

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the lock, which one process at a time can; its death lets go of it."""
        import fcntl

        with contextlib.suppress(FileExistsError):
            self.dir.mkdir(parents=True)
            like_parent(self.dir)
        path = self.dir / "postgres.lock"
        descriptor = os.open(path, os.O_RDONLY | os.O_CREAT, 0o644)
        try:
            like_parent(path)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    @contextlib.contextmanager
    def clear_errors(self) -> Iterator[None]:
        """Say what the system's refusals mean here, and what to do about them."""
        if sys.platform != "linux":
            raise PostgresUnavailable(
                "The embedded PostgreSQL runs on Linux only: set DATABASE_URL to one of yours."
            )
        try:
            yield
        except OSError as error:
            raise PostgresUnavailable(
                f"User {os.geteuid()} cannot use the embedded PostgreSQL in {self.dir}: {error}."
                " Put that right, or set DATABASE_URL to a PostgreSQL of yours."
            ) from error

    def _pg_ctl(self, action: str, *options: str) -> None:
        self._run("pg_ctl", action, f"--pgdata={self.data}", "--wait", "--silent",
                  f"--timeout={PATIENCE}", *options)  # fmt: skip

    def _as_owner(self, program: str, *arguments: str) -> None:
        where = (f"--host={self.socket_dir}", f"--port={PORT}", f"--username={NAME}")
        self._run(program, *where, *arguments)

    def _run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs. The server it starts keeps the log as its output."""
        with self.log.open("a") as log:
            like_parent(self.log)
            start = log.tell()
            command = [str(self.programs / program), *arguments]
            done = self.account.run(command, cwd=self.home, stdout=log, stderr=log)
        if done.returncode:
            raise self.failure(f"{program} failed", since=start)

    def failure(self, what: str, since: int = 0) -> PostgresUnavailable:
        """The error that says so, with the end of the log."""
        with self.log.open(errors="replace") as log:
            log.seek(since)
            tail = "".join(log.readlines()[-15:])
        return PostgresUnavailable(
            f"{what}. Put right what its log says, or set DATABASE_URL to a PostgreSQL of yours.\n"
            f"The end of {self.log}:\n{tail}"
        )

    def _rotate_log(self) -> None:
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))
