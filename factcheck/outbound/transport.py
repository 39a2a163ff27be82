"""The way out: an httpx transport over checked connections, until one deadline."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpcore
import httpx
from django.utils.translation import gettext as _

from factcheck.outbound.deadline import Deadline
from factcheck.outbound.errors import BadAnswer, Unreachable
from factcheck.outbound.network import CheckedNetwork, Policy


class Transport(httpx.BaseTransport):
    """Sends httpx requests by HTTP/1.1: no proxy, no cookies, no redirects, nothing tried twice.

    Raises OutboundError, also while the body is read. Everything that goes through it, however
    often it is used, ends at the `deadline`.
    """

    def __init__(self, deadline: Deadline, policy: Policy | None = None) -> None:
        policy = policy or Policy()
        self._deadline = deadline
        self._pool = httpcore.ConnectionPool(
            ssl_context=policy.certificates(),
            max_connections=4,
            http1=True,
            http2=False,
            retries=0,
            network_backend=CheckedNetwork(deadline, policy),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self._deadline.left()
        with _told(self._deadline, request.url.host):
            answer = self._pool.handle_request(
                httpcore.Request(
                    method=request.method,
                    url=httpcore.URL(
                        scheme=request.url.raw_scheme,
                        host=request.url.raw_host,
                        port=request.url.port,
                        target=request.url.raw_path,
                    ),
                    headers=request.headers.raw,
                    content=request.stream,
                    extensions={"timeout": {"pool": self._deadline.left()}},
                )
            )
        body: Any = answer.stream
        return httpx.Response(
            status_code=answer.status,
            headers=answer.headers,
            stream=_Body(body, self._deadline, request.url.host),
            request=request,
        )

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: Any, deadline: Deadline, host: str) -> None:
        self._stream, self._deadline, self._host = stream, deadline, host

    def __iter__(self) -> Iterator[bytes]:
        with _told(self._deadline, self._host):
            for part in self._stream:
                self._deadline.left()
                yield part

    def close(self) -> None:
        self._stream.close()


@contextmanager
def _told(deadline: Deadline, host: str) -> Iterator[None]:
    """What breaks below, in words for a person."""
    try:
        yield
    except httpcore.TimeoutException as error:
        deadline.left()
        raise Unreachable(_("“%(host)s” does not answer.") % {"host": host}, retry=True) from error
    except httpcore.ProtocolError as error:
        raise BadAnswer(
            _("“%(host)s” did not answer as a web server does: what came is broken, or cut off.")
            % {"host": host},
            retry=True,
        ) from error
    except httpcore.NetworkError as error:
        raise Unreachable(
            _("The connection to “%(host)s” failed, or broke off.") % {"host": host}, retry=True
        ) from error
