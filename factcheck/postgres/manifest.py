"""A back-up's manifest: which files are in it, with their checksums, and which WAL it needs.

The format is PostgreSQL's own ("Backup Manifest Format" in its documentation). pg_verifybackup
reads it as well; the one that the package brings crashes, so this is done here.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

NAME = "backup_manifest"
CHECKSUMS = "SHA256"
_WAL = "pg_wal"  # not in the manifest: it is read instead


class WalRange(NamedTuple):
    """Log positions, as PostgreSQL writes them."""

    timeline: int
    start: str
    end: str


def differences(backup: Path) -> Iterator[str]:
    """A sentence for each file that is not as the manifest says."""
    try:
        listed = _read(backup)["Files"]
    except (OSError, ValueError, KeyError) as error:
        yield f"{NAME}: {error}"
        return
    for each in listed:
        name = _name(each)
        try:
            if (found := (backup / name).stat().st_size) != each["Size"]:
                yield f"{name}: {found} bytes, not {each['Size']}"
            elif (kind := each.get("Checksum-Algorithm")) != CHECKSUMS:
                yield f"{name}: a checksum of kind {kind}, not {CHECKSUMS}"
            elif _digest(backup / name) != each["Checksum"]:
                yield f"{name}: its checksum differs"
        except OSError as error:
            yield f"{name}: {error.strerror}"
    known = {_name(each) for each in listed}
    for file in backup.rglob("*"):
        name = str(file.relative_to(backup))
        if file.is_file() and name not in known and name != NAME and not name.startswith(_WAL):
            yield f"{name}: it is not in the manifest"


def wal_ranges(backup: Path) -> list[WalRange]:
    """The WAL without which the files are not whole."""
    ranges = _read(backup)["WAL-Ranges"]
    return [WalRange(each["Timeline"], each["Start-LSN"], each["End-LSN"]) for each in ranges]


def _read(backup: Path) -> dict[str, Any]:
    text = (backup / NAME).read_bytes()
    # The last line is the checksum of all lines before it.
    body = text[: text.rstrip(b"\n").rfind(b"\n") + 1]
    found: dict[str, Any] = json.loads(text)
    if hashlib.sha256(body).hexdigest() != found.get("Manifest-Checksum"):
        raise ValueError("its own checksum differs")
    return found


def _name(listed: dict[str, Any]) -> str:
    if "Path" in listed:
        return str(listed["Path"])
    return bytes.fromhex(listed["Encoded-Path"]).decode(errors="surrogateescape")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, CHECKSUMS.lower()).hexdigest()
