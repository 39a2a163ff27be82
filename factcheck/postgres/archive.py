"""The WAL archive: each finished file of PostgreSQL's log, compressed, in a directory of yours.

With a base back-up it leads to any moment since. A file there is never overwritten: the same
once more is fine, another of the same name is an error, which PostgreSQL tells and tries again;
until then it keeps the file itself. So a directory that is full or gone loses nothing, for as long
as PostgreSQL's own disk has room.
"""

import os
import re
import shlex
import sys
from itertools import pairwise
from pathlib import Path

from .account import Account

TIMEOUT = 60  # seconds: what is lost at most together with the machine
SUFFIX = ".gz"  # a file that was cut short by the timeout is mostly zeros

_KEEP = (
    "if [ -e {file} ]; then gzip -dc {file} | cmp -s - %p;"
    " else gzip -c %p > {part} && sync {part} && mv -n {part} {file} && [ ! -e {part} ]"
    " && sync {directory}; fi"
)
# 126 ends the recovery: a damaged file must not pass for the archive's end.
_FETCH = "[ -e {file} ] || exit 1; gzip -dc {file} > %p || exit 126"


def keeping(directory: Path) -> dict[str, str]:
    """PostgreSQL's settings that keep an archive there."""
    return {
        "archive_mode": "on",
        "archive_timeout": str(TIMEOUT),
        "archive_command": _command(_KEEP, directory),
    }


def fetching(directory: Path | None) -> dict[str, str]:
    """PostgreSQL's settings that read one; of none, there is never anything."""
    return {"restore_command": _command(_FETCH, directory) if directory else "exit 1"}


def make(directory: Path, account: Account) -> None:
    """Make the directory, or say that it cannot be written to: no reason not to start."""
    if not directory.exists():
        try:
            directory.mkdir(mode=0o700)
            if os.geteuid() == 0:
                os.chown(directory, *account)
        except OSError as error:
            print(f"The WAL archive cannot be made: {error}.", file=sys.stderr)
            return
    if account.sh('[ -d "$1" ] && [ -w "$1" ] && [ -x "$1" ]', directory).returncode:
        print(
            f"The WAL archive {directory} cannot be written to by user {account.uid}."
            " PostgreSQL keeps its WAL until it can, and its disk fills up.",
            file=sys.stderr,
        )


def gap(directory: Path, first: str) -> str | None:
    """The name of a file that is missing, while later ones of its timeline are there.

    `first` is the name of the file at which a back-up begins; what comes before it is not asked
    for.
    """
    pattern = re.compile(rf"{first[:8]}[0-9A-F]{{16}}")
    names = {file.name.removesuffix(SUFFIX) for file in directory.glob(f"*{SUFFIX}")}
    later = sorted(name for name in names if pattern.fullmatch(name) and name >= first)
    for name, following in pairwise(later):
        if (expected := _next(name)) != following:
            return expected
    return None


def _next(name: str) -> str:
    number = int(name[8:16], 16) * 0x100 + int(name[16:], 16) + 1  # of files of 16 MB
    return f"{name[:8]}{number // 0x100:08X}{number % 0x100:08X}"


def _command(template: str, directory: Path) -> str:
    def quoted(name: str) -> str:
        return shlex.quote(str(directory)).replace("%", "%%") + name

    return template.format(
        file=quoted(f"/%f{SUFFIX}"), part=quoted("/%f.part"), directory=quoted("")
    )
