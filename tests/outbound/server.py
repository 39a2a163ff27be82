"""A web server on this machine that can misbehave, and a policy that lets just its port through."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

from factcheck.outbound.network import Policy

#: Answers a request that came over this connection: the request's head, and where to write.
Handler = Callable[[bytes, socket.socket], None]

PAGE = (
    "<!DOCTYPE html><html lang=fr><head><title>Le chômage recule</title></head><body><article>"
    "<h1>Le chômage recule</h1><p>Le chômage a baissé de 12 % en 2022, selon l’Insee, qui a publié"
    " ses chiffres mardi à Paris, devant la presse.</p><p>Le ministre du travail a présenté la loi"
    " le 3 mars devant les députés de la commission des affaires sociales.</p></article></body>"
).encode()


def answer(
    body: bytes = PAGE, *headers: str, status: str = "200 OK", type_: str | None = "text/html"
) -> Handler:
    """A well-formed answer."""
    lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "Connection: close"]
    if type_ is not None:
        lines.append(f"Content-Type: {type_}")
    head = "\r\n".join(lines).encode() + b"\r\n\r\n"
    return lambda _request, connection: connection.sendall(head + body)


def redirect(location: str, status: str = "302 Found") -> Handler:
    return answer(b"", f"Location: {location}", status=status)


def raw(*parts: bytes) -> Handler:
    """Exactly these bytes."""
    return lambda _request, connection: connection.sendall(b"".join(parts))


def endless(start: bytes, more: bytes, pause: float = 0.0) -> Handler:
    """`more` again and again, until the other side goes away."""

    def serve(_request: bytes, connection: socket.socket) -> None:
        connection.sendall(start)
        wait = threading.Event()
        while not wait.wait(pause):
            connection.sendall(more)

    return serve


class Server:
    """Serves on 127.0.0.1, whatever the handlers by path do; the rest is 404."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._context = context
        self.port: int = self._listening.getsockname()[1]
        self.pages: dict[str, Handler] = {}
        self.asked: list[str] = []
        self.heads: list[bytes] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def url(self, path: str = "/", host: str = "gazette.example") -> str:
        return f"http{'s' if self._context else ''}://{host}:{self.port}{path}"

    def policy(self, **other: object) -> Policy:
        """Every name stands for this machine, and of it this server's port alone is open."""
        here = Policy(
            ports={self.port},
            allows=lambda address, port: (address, port) == ("127.0.0.1", self.port),
            resolve=lambda host, port, deadline: ["127.0.0.1"],
        )
        return replace(here, **other)  # type: ignore[arg-type]

    def close(self) -> None:
        self._listening.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _address = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with suppress(OSError):
            connection.settimeout(20)
            if self._context:
                connection = self._context.wrap_socket(connection, server_side=True)
            with connection:
                head = b""
                while b"\r\n\r\n" not in head and (more := connection.recv(65536)):
                    head += more
                if not head:
                    return
                path = head.split()[1].decode()
                self.asked.append(path)
                self.heads.append(head)
                missing = answer(b"", status="404 Not Found")
                self.pages.get(path, missing)(head, connection)


@contextmanager
def serving(context: ssl.SSLContext | None = None, **pages: Handler) -> Iterator[Server]:
    server = Server(context)
    server.pages = {f"/{name}": handler for name, handler in pages.items()}
    try:
        yield server
    finally:
        server.close()
