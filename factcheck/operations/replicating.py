"""Whether the replica, where there is one, follows the primary. While it does not, the primary
answers alone."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, connections

from factcheck.operations.measures import Measure, Sample, together

_ALIAS = "replica"
_LATE = 60  # seconds

_PRIMARY = "SELECT (SELECT system_identifier FROM pg_control_system()), pg_current_wal_lsn()::text"
# Nothing to replay is no lag, however long ago the last transaction was.
_REPLICA = """
    SELECT (SELECT system_identifier FROM pg_control_system()), pg_is_in_recovery(),
        pg_wal_lsn_diff(%s::pg_lsn, pg_last_wal_replay_lsn()),
        extract(epoch FROM now() - pg_last_xact_replay_timestamp())"""


class Lag(NamedTuple):
    """How far it is behind: bytes of WAL, and seconds since it last was not."""

    bytes: float
    seconds: float


def complaints() -> list[str]:
    """What is wrong with the replica, as sentences; a statement on each of the two."""
    if _ALIAS not in settings.DATABASES:
        return []
    try:
        found = _asked()
    except Error:
        return ["The replica cannot be reached (DATABASE_REPLICA_URL): the primary answers alone."]
    if isinstance(found, str):
        return [found]
    if found.seconds > _LATE:
        return [f"The replica is {found.seconds:.0f} seconds behind: the primary answers alone."]
    return []


@together(
    Measure("factcheck_replica_up", "Whether the replica follows the primary."),
    Measure("factcheck_replica_lag_seconds", "How old the last change is that the replica has."),
    Measure("factcheck_replica_lag_bytes", "How much of the WAL the replica still has to replay."),
)
def replica() -> Iterator[tuple[Sample | None, ...]]:
    if _ALIAS in settings.DATABASES:
        lag = _lag()
        up = Sample(float(lag is not None))
        yield (up, Sample(lag.seconds), Sample(lag.bytes)) if lag else (up, None, None)


def _lag() -> Lag | None:
    try:
        found = _asked()
    except Error:
        return None
    return found if isinstance(found, Lag) else None


def _asked() -> Lag | str:
    """How far it is behind; or why it is none of this primary's."""
    ours, written = _row(DEFAULT_DB_ALIAS, _PRIMARY)
    theirs, is_replica, behind, seconds = _row(_ALIAS, _REPLICA, written)
    if theirs != ours:
        return "DATABASE_REPLICA_URL is no replica of this database: the primary answers alone."
    if not is_replica:
        return "The replica takes writes, it was promoted: the primary answers alone."
    behind = max(0.0, float(behind or 0))
    return Lag(behind, float(seconds or 0) if behind else 0.0)


def _row(alias: str, sql: str, *values: Any) -> Any:
    with connections[alias].cursor() as cursor:
        cursor.execute(sql, values or None)
        return cursor.fetchone()
