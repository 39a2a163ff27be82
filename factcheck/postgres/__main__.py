"""`python -m factcheck.postgres start|stop|status|url`: the embedded PostgreSQL by hand."""

import argparse
import sys
from pathlib import Path

from factcheck import postgres

DATA_DIR = Path(__file__).resolve().parents[2] / ".data"  # as in factcheck.settings


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m factcheck.postgres", description=__doc__)
    parser.add_argument("action", choices=["start", "stop", "status", "url"])
    parser.add_argument("--data-dir", type=Path, default=DATA_DIR, help="default: %(default)s")
    given = parser.parse_args()
    try:
        return ACTIONS[given.action](given.data_dir)
    except postgres.PostgresUnavailable as error:
        print(error, file=sys.stderr)
        return 1


def start(data_dir: Path) -> int:
    print(postgres.ensure_running(data_dir))
    return 0


def stop(data_dir: Path) -> int:
    print("PostgreSQL stopped." if postgres.stop(data_dir) else "PostgreSQL was not running.")
    return 0


def status(data_dir: Path) -> int:
    running = postgres.is_running(data_dir)
    print(f"PostgreSQL is {'running' if running else 'not running'}: {postgres.url(data_dir)}")
    return 0 if running else 3  # as `pg_ctl status` and service scripts answer


def url(data_dir: Path) -> int:
    print(postgres.url(data_dir))
    return 0


ACTIONS = {"start": start, "stop": stop, "status": status, "url": url}

if __name__ == "__main__":
    sys.exit(main())
