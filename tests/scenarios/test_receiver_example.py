"""The reference receiver answers its challenge, believes the desk alone, and wakes what reads."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.conf import settings

from factcheck.desk.server import free_port
from factcheck.partners.models import Delivery
from factcheck.partners.webhooks import actions, passes
from factcheck.partners.webhooks.secret import Secret
from tests.factories import partners, publications, webhooks
from tests.scenarios.test_killed_worker import until

PROGRAM = settings.BASE_DIR / "docs" / "examples" / "receiver.py"

pytestmark = pytest.mark.django_db


class Example:
    """The program, as a partner runs it: at each hint it writes a line into a file."""

    def __init__(self, runs: Path, port: int, *secrets: Secret) -> None:
        self._runs = runs
        write = f"open({str(runs)!r}, 'a').write('run\\n')"
        self.process = subprocess.Popen(
            [sys.executable, str(PROGRAM), str(port), sys.executable, "-c", write],
            env={**os.environ, "WEBHOOK_SECRET": " ".join(map(str, secrets))},
            stderr=subprocess.DEVNULL,
        )
        until(lambda: _answers(port))

    def runs(self) -> int:
        return len(self._runs.read_text().splitlines()) if self._runs.exists() else 0


def _answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/").status_code == 501
    except httpx.HTTPError:
        return False


@pytest.fixture
def port(settings: Any) -> int:
    found = free_port("127.0.0.1")
    settings.WEBHOOK_OWN_TARGETS = [f"127.0.0.1:{found}"]
    return found


@pytest.fixture
def endpoint(port: int) -> tuple[Any, Secret]:
    url = f"http://127.0.0.1:{port}/hook"
    return actions.register(partners.partner(), url=url, actor=None)


@pytest.fixture
def example(endpoint: Any, port: int, tmp_path: Path) -> Iterator[Example]:
    found = Example(tmp_path / "runs", port, endpoint[1])
    yield found
    found.process.kill()
    found.process.wait()


def test_from_the_challenge_to_the_first_run(endpoint: Any, example: Example) -> None:
    webhook, _secret = endpoint
    passes.run(webhook.pk)
    assert webhooks.state(webhook) == "active"
    assert example.runs() == 0
    publications.publish()
    passes.run(webhook.pk)
    until(lambda: example.runs() == 1)
    assert set(Delivery.objects.values_list("status", flat=True)) == {"delivered"}


def test_it_believes_nobody_else(endpoint: Any, example: Example, port: int) -> None:
    url = f"http://127.0.0.1:{port}/hook"
    body = b'{"type": "verdict.published", "data": {}}'
    now = str(int(time.time()))
    forged = {"webhook-id": "msg_1", "webhook-timestamp": now, "webhook-signature": "v1,AAAA"}
    for headers in ({}, forged, forged | {"webhook-signature": "v1,é"}):
        sent = [(name.encode(), value.encode()) for name, value in headers.items()]
        assert httpx.post(url, content=body, headers=sent).status_code == 401
    webhook, _secret = endpoint
    actions.rotate(webhook.pk, actor=None, hours=0)
    passes.run(webhook.pk)
    assert Delivery.objects.get().http_status == 401
    assert example.runs() == 0
