"""A cluster is made beside the place where it will be, and gets its name last: what fails on the
way leaves nothing, and what exists is never touched."""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from .account import like_parent, make_home
from .cluster import Cluster
from .errors import BackupFailed

DRAFT = "postgres.restoring"


@contextlib.contextmanager
def draft_of(final: Cluster) -> Iterator[Cluster]:
    """Where to make it; its server is stopped at the end, if it runs. Under the lock of `final`.

    Raises BackupFailed where there is a database already.
    """
    _refuse_existing(final)
    draft = Cluster(final.dir / DRAFT, final.archive)
    _remove(draft)  # what was left by one that was killed
    try:
        draft.dir.mkdir(mode=0o755)
        like_parent(draft.dir)
        make_home(draft.dir / "postgres")
        yield draft
        draft.shut_down()
        _remove_socket(draft)
        (draft.dir / "postgres").rename(final.dir / "postgres")
    finally:
        _remove(draft)


def check_room(needed: int, home: Path, what: str) -> None:
    """Raises BackupFailed when so many bytes, and some WAL, have no room there."""
    needed += 64 * 1024 * 1024
    free = shutil.disk_usage(home).free
    if needed > free:
        raise BackupFailed(
            f"There is not enough room in {home.parent}: {what} takes"
            f" {needed / 1e6:,.0f} MB, and {free / 1e6:,.0f} MB are free."
        )


def _refuse_existing(cluster: Cluster) -> None:
    home = cluster.dir / "postgres"
    if home.exists() or home.is_symlink():
        raise BackupFailed(
            f"There is a database in {home} already. Nothing is made over it: stop it"
            f" (python -m factcheck.postgres stop --data-dir {cluster.dir}), move it out of the way"
            f" (mv {home} {home}.before), and run this again."
        )


def _remove(draft: Cluster) -> None:
    if (draft.dir / "postgres").exists():
        draft.shut_down()
        _remove_socket(draft)
        shutil.rmtree(draft.home)
    shutil.rmtree(draft.dir, ignore_errors=True)


def _remove_socket(draft: Cluster) -> None:
    shutil.rmtree(draft.socket_dir, ignore_errors=True)
