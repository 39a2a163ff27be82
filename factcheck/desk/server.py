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


class NotStarted(Exception):
    """The web server did not come up; the message says why."""


@contextmanager
def web(host: str, port: int, *, workers: int = 2, base_url: str = "") -> Iterator[str]:
    """The web server, until the block ends; yields its address.

    `base_url` is what the record calls it in links, where that is not the address itself. Raises
    NotStarted when the port is taken, or nothing answers within 30 seconds.
    """
    _check_free(host, port)
    address = f"http://{host}:{port}"
    arguments = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host,
        "--port", str(port), "--workers", str(workers), "--blocking-threads", "2", "--no-ws",
        "--log-level", "warning", "factcheck.wsgi:application",
    ]  # fmt: skip
    with _process(arguments, PUBLIC_BASE_URL=base_url or address) as server:
        _wait_for(host, port, server)
        yield address


@contextmanager
def worker() -> Iterator[None]:
    """The background worker, until the block ends."""
    with _process([sys.executable, "manage.py", "procrastinate", "worker"]):
        yield


@contextmanager
def _process(arguments: Sequence[str], **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    # A session of its own: Ctrl-C reaches us alone, and we end it in order.
    process = subprocess.Popen(  # noqa: S603 - our own programs
        arguments,
        cwd=settings.BASE_DIR,
        env={**os.environ, **environment},
        start_new_session=True,
    )
    try:
        yield process
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _check_free(host: str, port: int) -> None:
    try:
        with socket.create_server((host, port)):
            return
    except OSError as error:
        raise NotStarted(
            f"Port {port} on {host} cannot be used ({error.strerror})."
            " Choose another one, such as PORT=8001 make serve."
        ) from None


def _wait_for(host: str, port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if server.poll() is not None:
            raise NotStarted(f"The web server ended at once with status {server.returncode}.")
        try:
            socket.create_connection((host, port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise NotStarted("The web server did not answer within 30 seconds.")


def free_port(host: str) -> int:
    """A port that nobody uses now."""
    with socket.create_server((host, 0)) as found:
        return found.getsockname()[1]
