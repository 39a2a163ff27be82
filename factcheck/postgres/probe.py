"""Asking a PostgreSQL server on a Unix socket whether it takes clients: one short handshake."""

import socket
import struct
from enum import Enum
from pathlib import Path

PROTOCOL = 3 << 16


class Answer(Enum):
    READY = "it takes clients"
    BUSY = "it is starting, recovering or shutting down, or too many are at its door"
    NO_ROLE = "it runs, but the application's role is missing"
    NO_DATABASE = "it runs, but the database is missing"
    DOWN = "nobody listens"


#: By SQLSTATE. A server that trusts its socket refuses whom it does not know, and nobody else.
_MISSING = {"28000": Answer.NO_ROLE, "3D000": Answer.NO_DATABASE}


def ask(path: Path, user: str, database: str) -> Answer:
    """What a client would meet at the socket `path` now."""
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(10)
            connection.connect(str(path))
            refusal = _shake_hands(connection, user, database)
    except (FileNotFoundError, ConnectionRefusedError):
        return Answer.DOWN
    except (BlockingIOError, TimeoutError, ConnectionError, struct.error):
        return Answer.BUSY  # struct.error: it hung up in the middle of a message
    if refusal.startswith("57P"):
        return Answer.BUSY
    return _MISSING.get(refusal, Answer.READY)


def _shake_hands(connection: socket.socket, user: str, database: str) -> str:
    """Say hello as a client does; the SQLSTATE of the refusal, or "" when welcome."""
    hello = f"user\0{user}\0database\0{database}\0\0".encode()
    connection.sendall(struct.pack("!II", len(hello) + 8, PROTOCOL) + hello)
    with connection.makefile("rb") as reply:
        while True:
            kind, length = struct.unpack("!cI", reply.read(5))
            body = reply.read(length - 4)
            if kind == b"E":
                fields = {field[:1]: field[1:] for field in body.split(b"\0")}
                return fields.get(b"C", b"").decode()
            if kind == b"Z":  # ready for query: take leave
                connection.sendall(struct.pack("!cI", b"X", 4))
                return ""
