"""The embedded PostgreSQL by hand: python -m factcheck.postgres start, stop, status, url, restore,
replica, synchronous or promote."""

import argparse
import os
import secrets
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from factcheck import environment as env
from factcheck import postgres

CHECKOUT = Path(__file__).resolve().parents[2]
DATA_DIR = CHECKOUT / ".data"  # as in factcheck.settings


def main() -> int:
    given = _parser().parse_args()
    try:
        return ACTIONS[given.action](given)
    except (postgres.PostgresUnavailable, ValueError) as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m factcheck.postgres", description=__doc__)
    actions = parser.add_subparsers(dest="action", required=True)
    for name, action in ACTIONS.items():
        each = actions.add_parser(name, help=action.__doc__, description=action.__doc__)
        each.add_argument("--data-dir", type=Path, default=DATA_DIR, help="default: %(default)s")
    actions.choices["url"].add_argument(
        "--owner", action="store_true", help="that of the tables' owner, DATABASE_OWNER_URL"
    )
    restoring = actions.choices["restore"]
    restoring.add_argument("backup", type=Path, help="as `manage.py backup` printed it")
    restoring.add_argument(
        "--until",
        type=_moment,
        metavar="TIME",
        help="leave out what was committed later; as 2026-11-25T10:30:00, in UTC"
        " unless it says otherwise (…+01:00)",
    )
    restoring.add_argument(
        "--wal", type=Path, metavar="DIR", help="the WAL archive; default: WAL_ARCHIVE_DIR"
    )
    for name in ("replica", "promote"):
        actions.choices[name].add_argument(
            "replica", type=Path, metavar="DIR", help="where it is, as .data is of the first one"
        )
    actions.choices["synchronous"].add_argument("waits", choices=["on", "off"])
    return parser


def start(given: argparse.Namespace) -> int:
    """start it, and print its DATABASE_URL"""
    print(postgres.ensure_running(given.data_dir, env.directory("WAL_ARCHIVE_DIR")))
    return 0


def stop(given: argparse.Namespace) -> int:
    """stop it"""
    stopped = postgres.stop(given.data_dir)
    print("PostgreSQL stopped." if stopped else "PostgreSQL was not running.")
    return 0


def status(given: argparse.Namespace) -> int:
    """tell whether it runs"""
    running = postgres.is_running(given.data_dir)
    print(
        f"PostgreSQL is {'running' if running else 'not running'}: {postgres.url(given.data_dir)}"
    )
    return 0 if running else 3  # as `pg_ctl status` and service scripts answer


def url(given: argparse.Namespace) -> int:
    """print its DATABASE_URL"""
    print((postgres.owner_url if given.owner else postgres.url)(given.data_dir))
    return 0


def restore(given: argparse.Namespace) -> int:
    """make the database of a back-up, where there is none"""
    wal = given.wal.resolve() if given.wal else env.directory("WAL_ARCHIVE_DIR")
    name = given.backup.resolve().name
    reason = f"Restored from {name}" + (f" until {given.until.isoformat()}" if given.until else "")
    reached = postgres.restore(
        given.data_dir,
        given.backup,
        until=given.until,
        wal=wal,
        prepare=lambda url: _begin_epoch(url, reason),
    )
    print(
        f"Restored from {name}; its last transaction was at {reached}. A new epoch has begun:"
        " partners' copies start anew.\nNow start the desk, prove it (verify_history,"
        " verify_record --head with a head that was kept), and make a new back-up at once:"
        "\nearlier ones lead to what was before this restore, not to what comes after it."
    )
    return 0


def replica(given: argparse.Namespace) -> int:
    """make a replica of it, or start the one that is there; print its DATABASE_REPLICA_URL"""
    archive = env.directory("WAL_ARCHIVE_DIR")
    print(postgres.make_replica(given.replica, of=given.data_dir, archive=archive))
    return 0


def synchronous(given: argparse.Namespace) -> int:
    """whether each commit waits until its replica has it on disk, too"""
    postgres.wait_for_replica(given.data_dir, given.waits == "on")
    if given.waits == "on":
        print("Commits wait for the replica from now on: without one that runs, none ends.")
    else:
        print("Commits wait for no replica: with the database the last ones may be lost.")
    return 0


def promote(given: argparse.Namespace) -> int:
    """let a replica take writes, after its primary is gone"""
    archive = env.directory("WAL_ARCHIVE_DIR")
    reason = f"Promoted the replica {given.replica.resolve().name}"
    url = postgres.promote(given.replica, lambda owner: _begin_epoch(owner, reason), archive)
    print(
        "It takes writes now, and a new epoch has begun: partners' copies start anew.\nPut it in"
        " the old one's place (docs/operators.md), start the desk, prove it (verify_history,"
        " verify_record --head with a head that was kept), and make a new back-up and a new"
        f" replica.\n{url}"
    )
    return 0


def _begin_epoch(url: str, reason: str) -> None:
    """Before anybody reads: what partners had seen may be gone, so that their cursors must be."""
    command = [sys.executable, str(CHECKOUT / "manage.py"), "begin_epoch", "--reason", reason]
    surroundings = os.environ | {"DATABASE_URL": url, "SECRET_KEY": secrets.token_urlsafe(50)}
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise postgres.BackupFailed(
            "No new epoch could be begun in what is there: was it made with another release of this"
            " software? Use that one. Nobody may read it before (manage.py begin_epoch).\n"
            f"{done.stderr[-2000:]}"
        )


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no time such as 2026-11-25T10:30:00") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


ACTIONS = {
    "start": start, "stop": stop, "status": status, "url": url, "restore": restore,
    "replica": replica, "synchronous": synchronous, "promote": promote,
}  # fmt: skip

if __name__ == "__main__":
    sys.exit(main())
