"""Whom the server runs as, and where it lives.

PostgreSQL refuses to run as root. So root lends it an ordinary account, which must be able to
reach the server's home: below a private home directory such as /root it cannot.
"""

import contextlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from .errors import PostgresUnavailable

ENVIRONMENT = {
    "PATH": os.defpath,
    # By default glibc hands each large result's memory back to the kernel: half as many feed pages.
    "MALLOC_MMAP_THRESHOLD_": "67108864",
    "MALLOC_TRIM_THRESHOLD_": "134217728",
    "MALLOC_TOP_PAD_": "16777216",
}


class Account(NamedTuple):
    uid: int
    gid: int

    def run(self, command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        """Run a command as this account, apart from our terminal, session and environment."""
        if os.geteuid() == 0:
            options |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return subprocess.run(  # noqa: S603
            command,
            stdin=subprocess.DEVNULL,
            env=ENVIRONMENT,
            start_new_session=True,
            text=True,
            check=False,
            **options,
        )

    def sh(self, script: str, argument: Path) -> subprocess.CompletedProcess[str]:
        """Run a shell script, whose `$1` is the argument."""
        command = ["/bin/sh", "-c", script, "sh", str(argument)]
        return self.run(command, cwd="/", capture_output=True)

    def owns(self, directory: Path) -> bool:
        """Whether it can reach a directory and write to it, and has it as its own."""
        return self.sh('[ -O "$1" ] && [ -w "$1" ]', directory).returncode == 0


def owner_of(home: Path) -> Account:
    """The account that an existing server belongs to; raises PostgresUnavailable."""
    owner = home.stat()
    if owner.st_uid == 0:
        raise PostgresUnavailable(
            f"{home} belongs to root, whom PostgreSQL refuses:"
            " give it to an ordinary user (chown -R), or set DATABASE_URL."
        )
    if os.geteuid() not in (0, owner.st_uid):
        raise PostgresUnavailable(
            f"{home} belongs to user {owner.st_uid}: run this as that user, or set DATABASE_URL."
        )
    return Account(owner.st_uid, owner.st_gid)


def make_home(home: Path) -> None:
    """Make the directory of a new server, or a link to a place that its account can reach."""
    if home.is_symlink():
        raise PostgresUnavailable(
            f"The database was kept in {home.readlink()}, which is gone:"
            f" bring it back, or remove {home} to begin with an empty one."
        )
    account = _choose(checkout=home.parent.parent)
    if made := _private_directory(home.parent, account):
        made.rename(home)
        return
    for place in _elsewhere(home) if os.geteuid() == 0 else []:
        if made := _private_directory(place, account):
            home.symlink_to(made)
            print(f"PostgreSQL keeps its data in {made}: {home} links there.", file=sys.stderr)
            return
    raise PostgresUnavailable(
        f"The user {account.uid} cannot keep a database in {home.parent}:"
        " make it writable for that user, or set DATABASE_URL."
    )


def like_parent(path: Path) -> None:
    """What root makes in an ordinary user's checkout stays usable for that user."""
    if os.geteuid() == 0:
        owner = path.parent.stat()
        os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=False)


def _choose(checkout: Path) -> Account:
    """Ourselves; or for root the checkout's owner, else `postgres`, else `nobody`."""
    import pwd

    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    owner = checkout.stat().st_uid
    everybody = {entry.pw_name: entry for entry in pwd.getpwall()}
    candidates = [entry for entry in everybody.values() if entry.pw_uid == owner != 0]
    candidates += [everybody[name] for name in ("postgres", "nobody") if name in everybody]
    if not candidates:
        raise PostgresUnavailable(
            "PostgreSQL refuses to run as root, and there is no user `postgres` or `nobody`:"
            " run this as an ordinary user, or set DATABASE_URL."
        )
    return Account(candidates[0].pw_uid, candidates[0].pw_gid)


def _elsewhere(home: Path) -> list[Path]:
    """Where root puts a server that cannot reach the data directory: what is temporary stays so."""
    temporary = Path(tempfile.gettempdir()).resolve()
    if home.is_relative_to(temporary):
        return [temporary]
    return [Path("/var/lib"), Path("/var/tmp")]  # noqa: S108 - mkdtemp makes a private one


def _private_directory(place: Path, account: Account) -> Path | None:
    with contextlib.suppress(OSError):
        made = Path(tempfile.mkdtemp(prefix="factcheck-postgres-", dir=place))
        try:
            os.chown(made, *account)
            if account.owns(made):
                return made
        except OSError:
            pass
        made.rmdir()
    return None
