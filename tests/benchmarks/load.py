"""Requests over keep-alive connections, one after the other on each: a partner's programs."""

import asyncio
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Run:
    """What was asked, and how long each answer took (seconds, in order)."""

    requests: int
    seconds: float
    bytes: int
    waits: list[float]


class Post(NamedTuple):
    """A question that has a body, in JSON."""

    path: str
    body: bytes


#: A path to be read, or a question with a body.
Question = str | Post
Questions = Iterator[Question]


def free_ports() -> tuple[int, int]:
    """Two ports of this machine that nobody listens on."""
    with socket.socket() as one, socket.socket() as other:
        for each in (one, other):
            each.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]


def run(port: int, paths: Questions, *, seconds: float, connections: int, key: str) -> Run:
    """Ask for path after path, for so many seconds. Raises AssertionError for a failed answer."""
    return asyncio.run(_run(port, paths, seconds, connections, key))


async def _run(port: int, paths: Questions, seconds: float, connections: int, key: str) -> Run:
    begun = time.perf_counter()
    until = begun + seconds
    made = await asyncio.gather(*(_ask(port, paths, until, key) for _ in range(connections)))
    waits = [wait for one, _bytes in made for wait in one]
    return Run(len(waits), time.perf_counter() - begun, sum(b for _, b in made), waits)


async def _ask(port: int, paths: Questions, until: float, key: str) -> tuple[list[float], int]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=4 * 1024 * 1024)
    waits, received = [], 0
    while time.perf_counter() < until:
        sent = time.perf_counter()
        writer.write(_request(next(paths), port, key))
        answer = await reader.readuntil(b"\r\n\r\n")
        assert b" 200 " in answer.split(b"\r\n", 1)[0], answer
        received += len(await reader.readexactly(_length(answer)))
        waits.append(time.perf_counter() - sent)
    writer.close()
    return waits, received


def _request(question: Question, port: int, key: str) -> bytes:
    get = isinstance(question, str)
    path, body = (question, b"") if isinstance(question, str) else question
    head = f"{'GET' if get else 'POST'} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
    if not get:
        head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    return f"{head}Authorization: Bearer {key}\r\n\r\n".encode() + body


def _length(head: bytes) -> int:
    lower = head.lower()
    start = lower.index(b"content-length:") + len(b"content-length:")
    return int(lower[start : lower.index(b"\r\n", start)])
