"""This machine's sockets and its name server, both ours: whatever a process of the desk connects to
is written down where Python hands it to the system, below all of our own checks.

One public address is a site that answers; nothing else can be reached.
"""

import contextlib
import socket
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any
from unittest.mock import patch

from tests.outbound.server import Server, serving

#: The public site.
PUBLIC = "93.184.215.14"


class Sockets:
    """What was connected to and looked up, in this order; `names` are the answers of the name
    server, one after another, the last of them for good. A name that it does not know is here."""

    def __init__(self, site: Server) -> None:
        self.site = site
        self.connected: list[tuple[str, int]] = []
        self.looked_up: list[str] = []
        self.names: dict[str, list[list[str]]] = {"news.example": [[PUBLIC]]}

    @property
    def strange(self) -> set[tuple[str, int]]:
        """What was connected to, and is not the public site."""
        return {each for each in self.connected if each[0] != PUBLIC or each[1] not in (80, 443)}

    def connect(self, own: socket.socket, address: Any) -> None:
        if own.family == socket.AF_UNIX:
            return _connect(own, address)  # no way to another machine, and PostgreSQL's
        self.connected.append((str(address[0]), address[1]))
        if address[0] != PUBLIC:
            raise ConnectionRefusedError("Nobody is there.")
        return _connect(own, ("127.0.0.1", self.site.port))

    def look_up(self, host: Any, port: Any, *args: Any, **more: Any) -> list[Any]:
        name = host.decode() if isinstance(host, bytes) else str(host)
        with contextlib.suppress(ValueError):
            return [_address(str(ip_address(name)), port)]
        self.looked_up.append(name)
        answers = self.names.get(name, [["127.0.0.1"]])
        found = answers.pop(0) if len(answers) > 1 else answers[0]
        return [_address(each, port) for each in found]


_connect = socket.socket.connect


def _address(found: str, port: int) -> Any:
    host, _percent, zone = found.partition("%")
    if ":" in host:
        return socket.AF_INET6, socket.SOCK_STREAM, 6, "", (host, port, 0, 2 if zone else 0)
    return socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port)


@contextlib.contextmanager
def watched(context: Any = None) -> Iterator[Sockets]:
    """Every connection of this process goes by these, in the block. With a `context` the public
    site speaks TLS."""
    with serving(context) as site:
        found = Sockets(site)
        with (
            patch.object(socket.socket, "connect", lambda own, to: found.connect(own, to)),
            patch.object(socket.socket, "connect_ex", _not_so),
            patch.object(socket, "getaddrinfo", found.look_up),
        ):
            yield found


def _not_so(*_address: Any) -> int:
    raise AssertionError("connect_ex is not watched")
