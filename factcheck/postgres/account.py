"""Whom the server runs as. PostgreSQL refuses root, so root lends it an ordinary account."""

import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from .errors import PostgresUnavailable

# Where root keeps a server whose account cannot reach the data directory (below a private home).
ELSEWHERE = (Path("/var/lib"), Path("/var/tmp"))  # noqa: S108 - mkdtemp makes a private one
MALLOC = {
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
            env={"PATH": os.defpath, **MALLOC},
            start_new_session=True,
            text=True,
            check=False,
            **options,
        )

    def owns(self, directory: Path) -> bool:
        """Whether the account can reach a directory, write to it, and has it as its own."""
        test = '[ -O "$1" ] && [ -w "$1" ]'
        return self.run(["/bin/sh", "-c", test, "sh", str(directory)], cwd="/").returncode == 0


def of_home(home: Path) -> Account:
    """The account that the cluster in `home` belongs to; raises PostgresUnavailable."""
    owner = home.stat()
    if owner.st_uid == 0:
        raise PostgresUnavailable(
            f"{home} belongs to root, and PostgreSQL refuses to run as root:"
            f" give it to an ordinary user (chown -R), or set DATABASE_URL."
        )
    if os.geteuid() not in (0, owner.st_uid):
        raise PostgresUnavailable(
            f"{home} belongs to the user {owner.st_uid}: run this as that user, or set DATABASE_URL."
        )
    return Account(owner.st_uid, owner.st_gid)


def make_home(home: Path) -> None:
    """Make the directory `home` for a new server, or a link to a place that it can reach."""
    if home.is_symlink():
        raise PostgresUnavailable(
            f"The database was kept in {home.readlink()}, which is gone:"
            f" bring it back, or remove {home} to begin with an empty one."
        )
    account = _choose(home.parent.parent)
    for place in (home.parent, *ELSEWHERE):
        draft = Path(tempfile.mkdtemp(prefix="factcheck-postgres-", dir=place))
        os.chown(draft, *account)
        if account.owns(draft):
            break
        draft.rmdir()
    else:
        raise PostgresUnavailable(f"The user {account.uid} ")
    if place == home.parent:
        draft.rename(home)
    else:
        home.symlink_to(draft)


def _choose(checkout: Path) -> Account:
    """Ourselves; or for root the checkout's owner, else `postgres`, else `nobody`."""
    import pwd

    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    accounts = {entry.pw_uid: entry for entry in pwd.getpwall() }
