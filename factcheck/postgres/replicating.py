"""A second PostgreSQL that follows the first one, and takes its place when that is lost.

It is a copy of everything, kept by streaming the first one's WAL (physical replication), and it can
be read. A replication slot on the first one keeps what the replica has not read yet, up to
`SLOT_LIMIT`; one that was away for longer than that is made anew.
"""

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress

from .cluster import Cluster
from .drafting import check_room, draft_of
from .errors import PostgresUnavailable
from .probe import Answer

NAME = "factcheck_replica"  # as the first one knows those that it may wait for

_STREAMS = "SELECT count(*) FROM pg_stat_wal_receiver WHERE status = 'streaming'"
_FORGET_SLOT = (
    "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots"
    " WHERE slot_name = '{slot}' AND NOT active"
)


def make(replica: Cluster, primary: Cluster) -> None:
    """Make a replica of the running primary, and start it; one that exists is started.

    Raises BackupFailed where there is a database that follows nobody.
    """
    with replica.locked():
        if not follows(replica):
            _copy(replica, primary)
        replica.bring_up()


def follows(replica: Cluster) -> bool:
    """Whether it is a replica: it replays the WAL of another one, and takes no writes."""
    return (replica.data / "standby.signal").exists()


def wait_for_replica(primary: Cluster, wait: bool) -> None:
    """Whether a commit is acknowledged only once a replica has it on its disk, too.

    With it nothing that was acknowledged is lost with the primary; without a replica that
    answers, no commit ends.
    """
    if wait:
        primary.sql(f"ALTER SYSTEM SET synchronous_standby_names = '{NAME}'")
    else:
        primary.sql("ALTER SYSTEM RESET synchronous_standby_names")
    primary.sql("SELECT pg_reload_conf()")


def promote(replica: Cluster, prepare: Callable[[str], None]) -> None:
    """Make a database that takes writes of a replica whose primary is gone.

    `prepare` is given the owner's address. Raises PostgresUnavailable when it follows nobody, and
    when its primary still lives: two of them would both take writes.
    """
    with replica.locked():
        if not follows(replica):
            raise PostgresUnavailable(
                f"There is no replica in {replica.dir}: what is there follows nobody"
                " (python -m factcheck.postgres replica makes one)."
            )
        replica.bring_up()
        if replica.sql(_STREAMS) != "0":
            raise PostgresUnavailable(
                "Its primary still lives, and two databases that take writes would part for good:"
                " stop that one first (make stop), then run this again."
            )
        replica.promote()
        # Copied from the primary: nobody follows this one yet, and no commit would end.
        wait_for_replica(replica, False)
        prepare(replica.owner_url)


def _copy(replica: Cluster, primary: Cluster) -> None:
    slot = _slot(replica)
    with draft_of(replica) as draft:
        if primary.answer() is not Answer.READY:
            raise PostgresUnavailable(
                f"The database in {primary.dir} does not run: start it (python -m"
                " factcheck.postgres start); a replica is made of one that runs."
            )
        check_room(int(primary.sql("SELECT pg_database_size(current_database())")), draft.home,
                   "the replica")  # fmt: skip
        primary.sql(_FORGET_SLOT.format(slot=slot))  # of one that was there before
        try:
            draft.copy(f"{primary.owner_url}?application_name={NAME}", slot)
        except PostgresUnavailable:
            with suppress(PostgresUnavailable):
                primary.sql(_FORGET_SLOT.format(slot=slot))
            raise


def _slot(replica: Cluster) -> str:
    """Its name on the primary: the same again for a replica in the same place."""
    return f"{NAME}_{hashlib.sha256(os.fsencode(replica.dir)).hexdigest()[:8]}"
