"""A partner's receiver on this machine, on real sockets, that can misbehave in every way."""

import random
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import orjson
from standardwebhooks import Webhook as Verifier

#: Answers over this connection what was received.
Behaviour = Callable[["Received", socket.socket], None]


@dataclass(frozen=True, slots=True)
class Received:
    """One request, as it came."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def said(self) -> Any:
        return orjson.loads(self.body)

    @property
    def sequence(self) -> int | None:
        found: int | None = self.said["data"].get("sequence")
        return found


def status(code: int, *headers: str, body: bytes = b"") -> Behaviour:
    head = "\r\n".join([f"HTTP/1.1 {code} X", *headers, f"Content-Length: {len(body)}"])
    return lambda _received, connection: connection.sendall(head.encode() + b"\r\n\r\n" + body)


def accept(received: Received, connection: socket.socket) -> None:
    """As a good receiver does: a challenge is repeated."""
    challenge = received.said["data"].get("challenge", "")
    status(200, body=orjson.dumps({"challenge": challenge}) if challenge else b"")(
        received, connection
    )


def reset(_received: Received, connection: socket.socket) -> None:
    """Break the connection off, the hard way."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def hang(_received: Received, connection: socket.socket) -> None:
    """Say nothing, until the other side goes away."""
    with suppress(OSError):
        connection.recv(1)


def late(seconds: float) -> Behaviour:
    def behave(received: Received, connection: socket.socket) -> None:
        time.sleep(seconds)
        accept(received, connection)

    return behave


def drip(start: bytes) -> Behaviour:
    """A byte every now and then, without an end."""

    def behave(_received: Received, connection: socket.socket) -> None:
        connection.sendall(start)
        while True:
            time.sleep(0.05)
            connection.sendall(b"x")

    return behave


def flood(_received: Received, connection: socket.socket) -> None:
    """A body without an end, as fast as it goes."""
    connection.sendall(b"HTTP/1.1 500 X\r\n\r\n" + b"a\0\xff" * 1000)
    while True:
        connection.sendall(b"b" * 65536)


def at_random(seed: int, bad: float, *behaviours: Behaviour) -> Behaviour:
    """A good receiver, but for some of the requests: one of the behaviours."""
    dice, lock = random.Random(seed), threading.Lock()

    def behave(received: Received, connection: socket.socket) -> None:
        with lock:
            chosen = dice.choice(behaviours) if dice.random() < bad else accept
        chosen(received, connection)

    return behave


@dataclass
class Receiver:
    """Keeps what came, in order; `behave` answers, and `accepted` are those it said 2xx to."""

    behave: Behaviour = accept
    secrets: list[str] = field(default_factory=list)
    received: list[Received] = field(default_factory=list)
    unproven: list[Any] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port: int = self._listening.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def target(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/hook") -> str:
        return f"http://{self.target}{path}"

    def sequences(self) -> "Counter[int]":
        """How often each event of the feed came."""
        return Counter(r.sequence for r in list(self.received) if r.sequence is not None)

    def close(self) -> None:
        self._listening.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _address = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._take, args=(connection,), daemon=True).start()

    def _take(self, connection: socket.socket) -> None:
        with suppress(OSError), connection:
            connection.settimeout(20)
            received = _read(connection)
            if received is None:
                return
            with self._lock:
                self.received.append(received)
                self.at_once += 1
                self.most_at_once = max(self.most_at_once, self.at_once)
            try:
                self._prove(received)
                self.behave(received, connection)
            finally:
                with self._lock:
                    self.at_once -= 1

    def _prove(self, received: Received) -> None:
        """By the standard's own library, with each secret that the partner knows."""
        if not self.secrets:
            return
        for secret in self.secrets:
            with suppress(Exception):
                Verifier(secret).verify(received.body, received.headers)
                return
        self.unproven.append(received)


def _read(connection: socket.socket) -> Received | None:
    data = b""
    while b"\r\n\r\n" not in data:
        more = connection.recv(65536)
        if not more:
            return None
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (x.partition(":") for x in lines)}
    while len(body) < int(headers.get("content-length", 0)):
        body += connection.recv(65536)
    return Received(first.split()[1], headers, body)


@contextmanager
def receiving(behave: Behaviour = accept) -> Iterator[Receiver]:
    receiver = Receiver(behave)
    try:
        yield receiver
    finally:
        receiver.close()
