"""The web server and the worker as processes of their own, for `serve` and `demo`."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.conf import settings

from factcheck import orphans

#: Seconds to finish in, for a process that is asked to end.
GRACE = 10


class NotStarted(Exception):
    """The web server did not come up; the message says why."""


class Process:
    """A program that runs beside us, and is started again when it dies."""

    def __init__(self, arguments: Sequence[str], **environment: str) -> None:
        self._arguments = [sys.executable, *arguments]
        self._environment = {**os.environ, **environment}
        self._running = self._start()

    @property
    def pid(self) -> int:
        return self._running.pid

    def ended(self) -> int | None:
        """Its exit status, or None while it runs."""
        return self._running.poll()

    def keep_up(self) -> None:
        """Start it again, if it died."""
        if self.ended() is not None:
            self._running = self._start()

    def ask_to_end(self) -> None:
        """Let it finish what it is doing, and take nothing new."""
        if self.ended() is None:
            self._running.send_signal(signal.SIGTERM)

    def end(self) -> None:
        """Let it finish what it is doing, for GRACE seconds at most."""
        self.ask_to_end()
        try:
            self._running.wait(GRACE)
        except subprocess.TimeoutExpired:
            os.killpg(self._running.pid, signal.SIGKILL)
            self._running.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        # A session of its own: Ctrl-C reaches us alone, and we end it in order.
        return subprocess.Popen(  # noqa: S603 - our own programs
            self._arguments,
            cwd=settings.BASE_DIR,
            env=self._environment,
            start_new_session=True,
            preexec_fn=orphans.end_with_parent,  # else it would keep the port
        )


@contextmanager
def web(host: str, port: int, *, workers: int = 2, base_url: str = "") -> Iterator[Process]:
    """The web server, until the block ends.

    `base_url` is what the record calls it in links, where that is not its own address. Raises
    NotStarted when the port is taken, or nothing answers within 30 seconds.
    """
    _check_free(host, port)
    server = Process(
        ["-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
         "--workers", str(workers), "--blocking-threads", "2", "--no-ws",
         "--respawn-failed-workers", "--log-level", "warning", "factcheck.wsgi:application"],
        PUBLIC_BASE_URL=base_url or address(host, port),
    )  # fmt: skip
    try:
        _wait_for(host, port, server)
        yield server
    finally:
        server.end()


@contextmanager
def worker(base_url: str) -> Iterator[Process]:
    """The background worker, until the block ends; it names the public address as the web server
    does."""
    # Most of its work is waiting for other machines: nobody's slow one shall hold up the desk.
    process = Process(
        ["manage.py", "procrastinate", "worker", "--concurrency", "12"], PUBLIC_BASE_URL=base_url
    )
    try:
        yield process
    finally:
        process.end()


def address(host: str, port: int) -> str:
    return f"http://{host}:{port}"


def free_port(host: str) -> int:
    """A port that nobody uses now."""
    with socket.create_server((host, 0)) as found:
        return found.getsockname()[1]


def _check_free(host: str, port: int) -> None:
    try:
        with socket.create_server((host, port)):
            return
    except OSError as error:
        raise NotStarted(
            f"Port {port} on {host} cannot be used ({error.strerror})."
            " Choose another one, such as `make serve PORT=8001`."
        ) from None


def _wait_for(host: str, port: int, server: Process) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if server.ended() is not None:
            raise NotStarted(f"The web server ended at once with status {server.ended()}.")
        try:
            socket.create_connection((host, port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise NotStarted("The web server did not answer within 30 seconds.")
