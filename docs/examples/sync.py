#!/usr/bin/env python3
"""Keep a copy of a desk's verdicts in SQLite, and prove that it is what the desk says.

    export FACTCHECK_KEY=fck_live_…
    python sync.py https://desk.example copy.db            # first everything, then what is new
    python sync.py https://desk.example copy.db --verify   # compare with the record, one by one

Python's standard library only; take it as it is, or as a pattern. It may be stopped at any moment:
the cursor is stored in the same transaction as what came with it.
"""

import argparse
import hashlib
import json
import os
import sqlite3
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

SCHEMA = """
    CREATE TABLE IF NOT EXISTS verdict (
        id TEXT PRIMARY KEY, version INTEGER, status TEXT, content_hash TEXT, document TEXT);
    CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT);
"""
ATTEMPTS = 8


class Desk:
    """The desk's API, with patience: it waits where it is told to, and tries again."""

    def __init__(self, base: str, key: str) -> None:
        self.base, self.key = base.rstrip("/") + "/api/v1/", key

    def open(self, path: str):
        request = urllib.request.Request(
            self.base + path, headers={"Authorization": f"Bearer {self.key}"}
        )
        for attempt in range(ATTEMPTS):
            try:
                return urllib.request.urlopen(request, timeout=120)
            except urllib.error.HTTPError as error:
                if error.code not in (429, 500, 502, 503, 504) or attempt == ATTEMPTS - 1:
                    raise
                time.sleep(float(error.headers.get("Retry-After") or 2**attempt))
            except urllib.error.URLError:
                if attempt == ATTEMPTS - 1:
                    raise
                time.sleep(2**attempt)
        raise AssertionError  # the last attempt returned or raised

    def snapshot(self) -> Iterator[dict]:
        """Every verdict, then a last line with the cursor. Raises EOFError when it was cut off."""
        line: dict = {}
        with self.open("snapshot/") as answer:
            for raw in answer:
                line = json.loads(raw)
                yield line
        if "next" not in line:
            raise EOFError("The snapshot was cut off before its last line.")

    def changes(self, cursor: str) -> dict:
        with self.open(f"changes/?cursor={cursor}") as answer:
            return json.load(answer)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("desk", help="its address, such as https://desk.example")
    parser.add_argument("copy", help="the SQLite file")
    parser.add_argument("--verify", action="store_true", help="compare with the whole record")
    options = parser.parse_args()
    desk = Desk(options.desk, os.environ["FACTCHECK_KEY"])
    copy = sqlite3.connect(options.copy, isolation_level=None)
    copy.executescript(SCHEMA)

    synchronise(desk, copy)
    wrong = list(differences(desk, copy)) if options.verify else []
    for sentence in wrong:
        print(sentence, file=sys.stderr)
    (count,) = copy.execute("SELECT count(*) FROM verdict").fetchone()
    print(f"{count} verdicts" + (", equal to the record" if options.verify and not wrong else ""))
    return 1 if wrong else 0


def synchronise(desk: Desk, copy: sqlite3.Connection) -> None:
    """Bring the copy up to date. A restored desk (410) makes it begin again."""
    try:
        cursor = cursor_of(copy) or start(desk, copy)
        while True:
            page = desk.changes(cursor)
            with transaction(copy):
                for change in page["results"]:
                    store(copy, change["document"])
                cursor = keep_cursor(copy, page["next"])
            if not page["results"]:
                return
    except urllib.error.HTTPError as error:
        if error.code != 410:
            raise
        start(desk, copy)
        synchronise(desk, copy)


def start(desk: Desk, copy: sqlite3.Connection) -> str:
    """Replace the copy by a snapshot: whole, or not at all."""
    with transaction(copy):
        copy.execute("DELETE FROM verdict")
        for line in desk.snapshot():
            if "next" in line:
                return keep_cursor(copy, line["next"])
            store(copy, line)
    raise AssertionError  # a snapshot without its last line has raised


def store(copy: sqlite3.Connection, document: dict) -> None:
    """Store a version, after making sure of its hash, and of its place in the chain of versions."""
    if digest(document) != document["content_hash"]:
        raise ValueError(f"{document['id']}: the document does not have its hash.")
    row = copy.execute(
        "SELECT version, content_hash FROM verdict WHERE id = ?", [document["id"]]
    ).fetchone()
    if row and row[0] == document["version"] - 1 and row[1] != document["previous_hash"]:
        raise ValueError(f"{document['id']}: this version does not seal the one that we hold.")
    if row and row[0] >= document["version"]:
        return  # told again
    copy.execute(
        "REPLACE INTO verdict VALUES (?, ?, ?, ?, ?)",
        [
            document["id"], document["version"], document["status"], document["content_hash"],
            json.dumps(document, ensure_ascii=False),
        ],
    )  # fmt: skip


def differences(desk: Desk, copy: sqlite3.Connection) -> Iterator[str]:
    """A sentence for everything in which the copy and the record differ."""
    held = dict(copy.execute("SELECT id, content_hash FROM verdict"))
    for line in desk.snapshot():
        if "next" in line:
            break
        if held.pop(line["id"], None) != line["content_hash"]:
            yield f"{line['id']}: the copy differs."
    for id in held:
        yield f"{id}: the record does not have it."


def digest(document: dict) -> str:
    """The SHA-256 of the document's RFC 8785 form, without the hash itself.

    Documents hold no fractions, and their names are ASCII: sorted JSON without spaces is that form.
    """
    content = {name: value for name, value in document.items() if name != "content_hash"}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


class transaction:
    """All of it, or nothing."""

    def __init__(self, copy: sqlite3.Connection) -> None:
        self.copy = copy

    def __enter__(self) -> None:
        self.copy.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind, *rest) -> None:
        self.copy.execute("ROLLBACK" if kind else "COMMIT")


def cursor_of(copy: sqlite3.Connection) -> str | None:
    row = copy.execute("SELECT value FROM state WHERE name = 'cursor'").fetchone()
    return row[0] if row else None


def keep_cursor(copy: sqlite3.Connection, cursor: str) -> str:
    copy.execute("REPLACE INTO state VALUES ('cursor', ?)", [cursor])
    return cursor


if __name__ == "__main__":
    sys.exit(main())
