"""Partners that keep a copy, each in its own way, and complain of whatever a partner must not see.

Like any good client they try again where they were not answered, and begin anew after a 410.
"""

import os
import random
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import httpx
import orjson
from django.conf import settings

PAUSE = 0.25  # seconds between two requests, at most
_CLIENT = settings.BASE_DIR / "docs" / "examples" / "sync.py"
AGAIN = (429, 500, 502, 503, 504)


class Mirror(threading.Thread):
    """A copy: what each verdict says now, byte for byte. `complaints` are what was wrong."""

    def __init__(self, address: str, key: str, seed: str) -> None:
        super().__init__(daemon=True)
        self.chance = random.Random(seed)
        self.limit = self.chance.choice([1, 2, 7, 50, 500])
        self.http = httpx.Client(
            base_url=f"{address}/api/v1/", headers={"Authorization": f"Bearer {key}"}, timeout=30
        )
        self.complaints: list[str] = []
        self.epochs = 1
        self._enough = threading.Event()
        self._begin()

    def _begin(self) -> None:
        self.held: dict[str, bytes] = {}
        self.versions: dict[str, int] = {}
        self.cursor: str | None = None
        self.sequence: int | None = 0  # the last that came by the feed; None after a snapshot
        self._tag: str | None = None

    def run(self) -> None:
        if self.chance.random() < 0.5:
            self._try(self.from_a_snapshot)
        while not self._enough.is_set():
            doing = self.chance.choices([self.follow, self.look, self.from_a_snapshot], [20, 4, 1])
            self._try(doing[0])
            time.sleep(self.chance.random() * PAUSE)

    def finish(self) -> None:
        """Read on until there is nothing new."""
        self._enough.set()
        self.join()
        until = time.monotonic() + 60
        while self._try(self.follow) is not False:
            assert time.monotonic() < until, "the feed does not come to an end"

    def follow(self) -> bool:
        """The next page of the feed; whether there was anything on it."""
        asked = {"limit": self.limit} | ({"cursor": self.cursor} if self.cursor else {})
        tag = {"If-None-Match": self._tag} if self._tag else {}
        answer = self._get("changes/", params=asked, headers=tag)
        if answer.status_code == 304:
            return False
        page = answer.json()
        for change in page["results"]:
            if self.sequence is not None and change["sequence"] != self.sequence + 1:
                self.complaints.append(f"{change['sequence']} came after {self.sequence}")
            self.sequence = change["sequence"]
            self._take(change["document"], "the feed")
        self._tag = answer.headers["ETag"] if page["next"] == self.cursor else None
        self.cursor = page["next"]
        return bool(page["results"])

    def look(self) -> None:
        """At one verdict by itself: it is not older than what we have of it."""
        if not self.held:
            return
        id = self.chance.choice(list(self.held))
        answer = self._get(f"verdicts/{id}/", allowed=(404,))
        version = answer.json()["version"] if answer.status_code == 200 else 0
        if version < self.versions[id]:
            # After a restore it may be: then the feed says so.
            had, epoch = self.versions[id], self.epochs
            self.follow()
            if epoch == self.epochs:
                self.complaints.append(f"{id} was at version {had}, then at {version}")

    def from_a_snapshot(self) -> None:
        """Everything at once, and the feed from there on."""
        answer = self._get("snapshot/")
        *lines, last = [orjson.loads(line) for line in answer.content.splitlines()] or [{}]
        if "next" not in last:
            return  # cut off: the last line tells
        if last["verdicts"] != len(lines):
            self.complaints.append("the snapshot says that it is whole, and is not")
        before, known, epoch = self.cursor, dict(self.versions), self.epochs
        if before:  # whether we still live in the same epoch
            self._get("changes/", params={"cursor": before})
        if epoch == self.epochs and (missing := known.keys() - {line["id"] for line in lines}):
            self.complaints.append(f"the snapshot lacks {missing}")
        self.held = {}
        for document in lines:
            self._take(document, "a snapshot")
        self.cursor, self.sequence, self._tag = last["next"], None, None

    def _take(self, document: dict[str, Any], origin: str) -> None:
        id, version = document["id"], document["version"]
        if version < self.versions.get(id, 0):
            if origin == "a snapshot":
                self.complaints.append(f"{origin} has an older version of {id}: {version}")
            return
        self.versions[id] = version
        self.held[id] = orjson.dumps(document)

    def _get(self, path: str, allowed: tuple[int, ...] = (), **how: Any) -> httpx.Response:
        answer = self.http.get(path, **how)
        if answer.status_code in AGAIN:
            raise httpx.ConnectError("not now")
        if answer.status_code == 410:
            self._begin()
            self.epochs += 1
            raise httpx.ConnectError("begin anew")
        if answer.status_code not in (200, 304, *allowed):
            self.complaints.append(f"{path}: {answer.status_code} {answer.text[:200]}")
        return answer

    def _try(self, doing: Any) -> Any:
        """What it returns; None where we were not answered."""
        try:
            return doing()
        except httpx.TransportError:
            time.sleep(0.1)
            return None


class Synchroniser(threading.Thread):
    """The client that we hand out, run again and again."""

    def __init__(self, address: str, key: str, copy: Path) -> None:
        super().__init__(daemon=True)
        self.command = [sys.executable, str(_CLIENT), address, str(copy)]
        self.environment = os.environ | {"FACTCHECK_KEY": key}
        self.enough = threading.Event()

    def run(self) -> None:
        while not self.enough.wait(0.5):
            self.once()

    def once(self, *options: str) -> str:
        done = subprocess.run(
            [*self.command, *options], env=self.environment, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        return done.stdout + done.stderr
