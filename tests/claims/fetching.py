"""A web for tests of the desk: one server on this machine stands for every public site."""

from dataclasses import replace
from functools import partial
from typing import Any

import httpcore
import pytest

from claims.actions import pages
from factcheck.outbound.network import Policy
from factcheck.outbound.pages import fetch
from factcheck.outbound.robots import Robots
from tests.outbound.server import Server


class _ToServer(httpcore.NetworkBackend):
    def __init__(self, port: int) -> None:
        self._port, self._network = port, httpcore.SyncBackend()

    def connect_tcp(self, host: str, port: int, *args: Any, **more: Any) -> Any:
        return self._network.connect_tcp("127.0.0.1", self._port, *args, **more)


def connect(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the desk's fetches end at this server, whatever public name they ask for."""
    policy = replace(
        Policy(), network=_ToServer(server.port), resolve=lambda *asked: ["93.184.215.14"]
    )
    there = partial(fetch, policy=policy, robots=Robots())
    monkeypatch.setattr(pages, "fetch", there)
