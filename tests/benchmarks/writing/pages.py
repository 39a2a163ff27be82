"""People who work at once, each at a review of their own, over HTTP: how long each page takes them.

Each looks at the list, takes a review, opens it, saves it and releases it, again and again, with a
second's thought between two pages: quicker than any person, so that 16 are many.
"""

import random
import re
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode

from tests.benchmarks import databases, load

PEOPLE, GOAL_MS = 16, 300
#: Seconds of thought between two pages, about.
THOUGHT = 1.0
_LIST = "/admin/reviews/claimreview/"

Waits = dict[str, list[float]]


def report(url: str, seconds: float) -> None:
    port = load.free_ports()[0]
    people = [_person() for _number in range(PEOPLE)]
    with _server(url, port), ThreadPoolExecutor(PEOPLE) as hands:
        for person in people[:4]:  # warm
            _work(port, person, 3)
        print(f"\nPages of people who work at once, milliseconds (goal: {GOAL_MS} for each page).")
        print(f"{'people':<8}{'page':<9}{'asked':>7}{'p50':>8}{'p95':>8}{'longest':>9}")
        for count in (1, PEOPLE):
            waits: Waits = defaultdict(list)
            found = hands.map(lambda person: _work(port, person, 5 * seconds), people[:count])
            for one in found:
                for page, its in one.items():
                    waits[page] += its
            for page, its in waits.items():
                print(f"{count:<8}{page:<9}{len(its):>7}" + _cells(sorted(its)), flush=True)


def _cells(waits: list[float]) -> str:
    places = (len(waits) // 2, len(waits) * 95 // 100, -1)
    p50, p95, longest = (waits[place] * 1e3 for place in places)
    return f"{p50:>8.0f}{p95:>8.0f}{longest:>9.0f}" + (" ←" if p95 > GOAL_MS else "")


class _Person:
    """A browser that somebody has signed in with, and the review that they work at."""

    def __init__(self, review: Any, cookies: dict[str, str]) -> None:
        self.pk, self.seen, self.cookies = review.pk, review.version, cookies
        self.chance = random.Random(review.pk)


def _person() -> _Person:
    from django.test import Client

    from tests.factories import people, reviews

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(people.reviewer())
    return _Person(
        reviews.review(), {name: morsel.value for name, morsel in client.cookies.items()}
    )


def _work(port: int, person: _Person, seconds: float) -> Waits:
    """How long each page took, whole rounds alone."""
    waits: Waits = defaultdict(list)
    server = HTTPConnection("127.0.0.1", port, timeout=60)
    until = time.perf_counter() + seconds
    page = f"{_LIST}{person.pk}/"

    def ask(name: str, path: str, body: dict[str, Any] | None = None) -> str:
        time.sleep(THOUGHT * (0.5 + person.chance.random()))
        began = time.perf_counter()
        text = _asked(server, person, path, body)
        waits[name].append(time.perf_counter() - began)
        return text

    while time.perf_counter() < until:
        token = _token(ask("list", _LIST))
        for name, path, more in (
            ("take", f"{page}do/take/", {}),
            ("open", f"{page}change/", None),
            ("save", f"{page}change/", _FORM | {"summary": f"Il a baissé, {time.time()}."}),
            ("release", f"{page}do/release/", {}),
        ):
            if more is None:
                token = _token(ask(name, path))
            else:
                ask(name, path, {"csrfmiddlewaretoken": token, "seen": person.seen, **more})
                person.seen += 1
    server.close()
    return waits


_FORM = {
    "headline": "Non", "rating": "", "correction_note": "", "notes": "", "_continue": "Save",
    "evidence-TOTAL_FORMS": 0, "evidence-INITIAL_FORMS": 0,
}  # fmt: skip


def _asked(server: HTTPConnection, person: _Person, path: str, body: dict[str, Any] | None) -> str:
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in person.cookies.items())}
    if body is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    server.request("POST" if body else "GET", path, urlencode(body or {}), headers)
    answer = server.getresponse()
    text = answer.read().decode()
    assert answer.status == (302 if body else 200), (path, answer.status, text[:2000])
    for cookie in answer.headers.get_all("Set-Cookie") or []:
        name, _equals, value = cookie.partition(";")[0].partition("=")
        person.cookies[name] = value
    return text


def _token(text: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text)
    assert found
    return found[1]


@contextmanager
def _server(url: str, port: int) -> Iterator[None]:
    server = subprocess.Popen(
        [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port),
         "--workers", "2", "--blocking-threads", "2", "--no-ws", "--log-level", "error",
         "factcheck.wsgi:application"],
        cwd=databases.ROOT, env=databases.environment(url),
    )  # fmt: skip
    try:
        time.sleep(5)
        yield
    finally:
        server.terminate()
        server.wait(30)
