"""A back-up becomes the embedded PostgreSQL again, as it was at a moment of your choice.

Everything is done beside the place where it will be: copied, recovered from the WAL, prepared; then
it gets its name (`drafting`).
"""

import os
import re
import shutil
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from . import archive, backups
from .account import Account
from .cluster import Cluster
from .drafting import check_room, draft_of
from .errors import BackupFailed, PostgresUnavailable
from .probe import Answer


def restore(
    data_dir: Path,
    backup: Path,
    *,
    prepare: Callable[[str], None],
    until: datetime | None = None,
    wal: Path | None = None,
) -> str:
    """Restore a back-up below `data_dir`; return the time of the last transaction that is in it.

    With `until` what was committed later is left out; without, all that the archive `wal` has is in
    it. `prepare` is given the owner's address before anybody has one. The server is left stopped.
    Raises BackupFailed, and whatever `prepare` raises.
    """
    backup = backup.resolve()
    final = Cluster(data_dir, archive=wal)
    with final.clear_errors(), final.locked(), draft_of(final) as draft:
        backups.check(backup, draft.programs)
        _check_wal(backup, until, wal, draft.account)
        _copy(backup, draft)
        reached = _recover(draft, until, wal)
        prepare(draft.owner_url)
    return reached


def _check_wal(backup: Path, until: datetime | None, wal: Path | None, account: Account) -> None:
    if wal and not wal.is_dir():
        raise BackupFailed(f"There is no WAL archive {wal}: is its disk there?")
    # Else it would pass for an empty one.
    readable = 'cd "$1" && for f in *; do [ ! -e "$f" ] || [ -r "$f" ] || exit; done'
    if wal and account.sh(readable, wal).returncode:
        raise BackupFailed(
            f"User {account.uid}, whom PostgreSQL runs as, cannot read the WAL archive {wal}:"
            f" give it to that user (chown -R {account.uid} {wal}), and make what is above it"
            " passable."
        )
    if until and not wal:
        raise BackupFailed(
            "Only a WAL archive leads to a moment after the back-up: name it (--wal, or"
            " WAL_ARCHIVE_DIR), or leave the moment out."
        )
    if until and until > datetime.now(UTC):
        raise BackupFailed(f"{until.isoformat()} is still to come.")
    first, began = backups.begins_at(backup)
    if until and until < began:
        raise _too_early(until)
    # With a moment given, PostgreSQL says whether it was reached.
    if wal and not until and (missing := archive.gap(wal, first)):
        raise BackupFailed(
            f"The WAL archive {wal} has a gap: {missing}{archive.SUFFIX} is missing, and what came"
            " later cannot be restored. Bring the file back; or take a later back-up; or restore"
            " what was before it, by a moment (--until)."
        )


def _copy(backup: Path, draft: Cluster) -> None:
    check_room(backups.size(backup), draft.home, "the back-up")
    shutil.copytree(backup, draft.data, symlinks=True)
    (draft.data / "recovery.signal").touch()
    draft.data.chmod(0o700)
    if os.geteuid() == 0:
        for path in (draft.data, *draft.data.rglob("*")):
            os.chown(path, *draft.account, follow_symlinks=False)


def _recover(draft: Cluster, until: datetime | None, wal: Path | None) -> str:
    """Let PostgreSQL replay the WAL, and begin a timeline of its own."""
    settings = {
        # Of the back-up itself: what an earlier restore began is another life.
        "recovery_target_timeline": "current",
        "recovery_target_action": "promote",
        "hot_standby": "off",  # nobody reads before the end
        **archive.fetching(wal),
    }
    if until:
        settings["recovery_target_time"] = until.astimezone(UTC).isoformat(sep=" ")
    try:
        draft.launch(settings)
        while (answer := draft.answer()) is not Answer.READY:
            if answer is Answer.NO_ROLE:  # it was made by a release that had none
                draft.create_role()
                continue
            if answer is Answer.NO_DATABASE:
                raise BackupFailed("The back-up is whole, but it has no database of this desk.")
            if answer is Answer.DOWN and not draft.postmaster():
                raise draft.failure("PostgreSQL could not recover the back-up")
            time.sleep(0.05)
    except BackupFailed:
        raise
    except PostgresUnavailable as error:
        raise _explained(draft, until) or error from None
    return _last_transaction(draft)


def _explained(draft: Cluster, until: datetime | None) -> BackupFailed | None:
    log = draft.log.read_text(errors="replace")
    if until and "stop point is before consistent recovery point" in log:
        return _too_early(until)
    if until and "recovery ended before configured recovery target was reached" in log:
        return BackupFailed(
            f"The WAL does not lead to {until.isoformat()}: its last transaction was at"
            f" {_last_transaction(draft)}. Without --until all of it is restored."
        )
    if "could not restore file" in log:
        return BackupFailed(str(draft.failure("A file of the WAL archive is damaged")))
    return None


def _too_early(until: datetime) -> BackupFailed:
    return BackupFailed(
        f"{until.isoformat()} is before this back-up was finished: take an earlier one."
    )


def _last_transaction(draft: Cluster) -> str:
    found = re.findall(
        r"last completed transaction was at log time (.+)", draft.log.read_text(errors="replace")
    )
    return str(found[-1]) if found else "the time of the back-up"
