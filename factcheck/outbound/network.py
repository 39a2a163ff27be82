"""Connections to checked addresses only.

Each one looks the name up, checks every address that it stands for, and connects to one of exactly
those: nothing is looked up again between the check and the connection, so a name server that
changes its mind in between changes nothing. Certificates are verified for the name.
"""

import ssl
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import httpcore
import httpx
from django.utils.translation import gettext as _

from factcheck.outbound import names
from factcheck.outbound.addresses import is_public
from factcheck.outbound.deadline import Deadline
from factcheck.outbound.errors import Refused
from factcheck.outbound.targets import PORTS, not_public

#: Seconds for one address of several, and how many are tried.
_PER_ADDRESS, _ADDRESSES = 8.0, 4
_PIECE = 16 * 1024  # bytes


@cache
def _certificates() -> ssl.SSLContext:
    """The public authorities alone; what the environment names is not asked."""
    return httpx.create_ssl_context(trust_env=False)


@dataclass(frozen=True, slots=True)
class Policy:
    """Where connections may lead. The default is the one for the public internet; tests hand in
    another one, and nothing in the environment can."""

    ports: Set[int] = PORTS
    allows: Callable[[str, int], bool] = lambda address, port: is_public(address)
    resolve: names.Resolver = names.resolve
    certificates: Callable[[], ssl.SSLContext] = _certificates
    network: httpcore.NetworkBackend = field(default_factory=httpcore.SyncBackend)


class CheckedNetwork(httpcore.NetworkBackend):
    """Connects to addresses that were checked a moment ago, and to nothing else."""

    def __init__(self, deadline: Deadline, policy: Policy) -> None:
        self._deadline, self._policy = deadline, policy

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        failed: Exception | None = None
        for address in self._checked(host, port)[:_ADDRESSES]:
            try:
                stream = self._policy.network.connect_tcp(
                    address, port, self._deadline.left(_PER_ADDRESS), socket_options=socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _Stream(stream, self._deadline)
        raise failed or httpcore.ConnectError(f"{host} has no address")

    def connect_unix_socket(self, *args: Any, **kwargs: Any) -> httpcore.NetworkStream:
        raise Refused(not_public("unix:"))

    def _checked(self, host: str, port: int) -> list[str]:
        """All of its addresses. A name that stands for a private one too is hostile."""
        if port not in self._policy.ports:
            raise Refused(not_public(f"{host}:{port}"))
        addresses = self._policy.resolve(host, port, self._deadline)
        for address in addresses:
            if not self._policy.allows(address, port):
                raise Refused(not_public(host if host == address else f"{host} ({address})"))
        return addresses


class _Stream(httpcore.NetworkStream):
    """A connection, each of whose steps ends at the deadline: also one fed drop by drop."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        # In pieces: who reads slowly is waited for until the deadline, not for as long per piece.
        for start in range(0, len(buffer), _PIECE):
            self._stream.write(buffer[start : start + _PIECE], self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        try:
            secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left())
        except httpcore.ConnectError as error:
            if isinstance(error.__cause__, ssl.SSLCertVerificationError):
                raise _unproven(server_hostname, error.__cause__) from error
            raise
        return _Stream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _unproven(host: str | None, error: ssl.SSLCertVerificationError) -> Refused:
    return Refused(
        _("“%(host)s” could not prove that it is that site (%(reason)s). Nothing was read from it.")
        % {"host": host, "reason": error.verify_message}
    )
