"""People and partners at work over HTTP while everything dies around them. Each keeps what it was
told is done; who got no answer looks, and asks again.
"""

import queue
import threading
import time
from typing import Any

import httpx

from tests.scenarios.desk import Person


class Client(threading.Thread):
    """`done` is what was acknowledged, in its order; `complaints` what must not have been seen."""

    def __init__(self, address: str) -> None:
        super().__init__(daemon=True)
        self.address = address
        self.enough = threading.Event()
        self.done: list[Any] = []
        self.complaints: list[str] = []
        self.trouble = ""

    def run(self) -> None:
        while not self.enough.is_set():
            try:
                self.work()
            except (httpx.HTTPError, AssertionError, LookupError, AttributeError) as error:
                # No answer, or a page that says that there is none: what it was is not known.
                self.trouble = repr(error)
                time.sleep(0.1)
            time.sleep(0.02)

    def work(self) -> None:
        raise NotImplementedError


class AtTheDesk(Client):
    """Somebody who signs in."""

    def __init__(self, address: str, username: str) -> None:
        super().__init__(address)
        self.username = username
        self._person: Person | None = None

    @property
    def person(self) -> Person:
        if self._person is None:
            self._person = Person(self.address, self.username)
        return self._person


class Publisher(AtTheDesk):
    """Publishes what others have approved; `waiting` holds the keys of such reviews."""

    def __init__(self, address: str, username: str) -> None:
        super().__init__(address, username)
        self.waiting: queue.Queue[str] = queue.Queue()
        self._at: str | None = None

    def work(self) -> None:
        if self._at is None:
            try:
                self._at = self.waiting.get(timeout=0.1)
            except queue.Empty:
                return
        page = self.person.open(f"/admin/reviews/claimreview/{self._at}/change/")
        if page.status == 200 and "Publish" in page.buttons:
            page = self.person.press(page, "publish")
        if page.status == 200 and "Propose withdrawal" in page.buttons:
            self.done.append(int(self._at))
            self._at = None
        else:
            self.trouble = f"{page.status} {page.url} {page.buttons} {page.text[:300]}"


class Editor(AtTheDesk):
    """Counts up in the notes of a review: 1, 2, 3 …"""

    def __init__(self, address: str, username: str, review: str) -> None:
        super().__init__(address, username)
        self.review = review
        self._said = 0

    def work(self) -> None:
        page = self.person.open(f"/admin/reviews/claimreview/{self.review}/change/")
        stands = self._number(page)
        if not self._last <= stands <= self._said:
            self.complaints.append(f"{self._last} was stored, then {stands}")
        self._said = stands + 1
        page = self.person.save(page, "claimreview", notes=str(self._said))
        if self._number(page) == self._said:
            self.done.append(self._said)

    @property
    def _last(self) -> int:
        return self.done[-1] if self.done else 0

    def _number(self, page: Any) -> int:
        assert page.status == 200
        return int(page.form("claimreview_form").fields["notes"] or 0)


class KeyMaker(Client):
    """Partners that make keys, by their own keys; a day's keys of one, then the next's."""

    def __init__(self, address: str, keys: list[str]) -> None:
        super().__init__(address)
        self.keys = list(keys)
        self._label = 1

    def work(self) -> None:
        if not self.keys:
            return
        headers = {"Authorization": f"Bearer {self.keys[0]}"}
        with httpx.Client(base_url=f"{self.address}/api/v1/", headers=headers, timeout=30) as http:
            listed = http.get("keys/").raise_for_status().json()["results"]
            if str(self._label) not in [key["label"] for key in listed]:
                answer = http.post("keys/", json={"scopes": ["read"], "label": str(self._label)})
                if answer.status_code in (400, 409):
                    self.keys.pop(0)
                answer.raise_for_status()
        self.done.append(str(self._label))
        self._label += 1
        self.enough.wait(1)  # there are but so many a day
