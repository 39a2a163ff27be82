"""Each request has an id: in its answer, and in every line that is logged because of it.

A WSGI layer around everything, so that the fast reads have one as well. Behind a proxy of ours the
proxy's own id is kept.
"""

import logging
import re
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from secrets import token_hex
from time import perf_counter
from typing import Any
from urllib.parse import quote

from django.conf import settings

_ID = re.compile(r"[0-9A-Za-z._-]{8,64}", re.ASCII)
#: RFC 3986, 3.3.
_IN_PATHS = "/:@!$&'()*+,;="
_current: ContextVar[str] = ContextVar("request_id", default="")
_log = logging.getLogger("factcheck.requests")

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


class RequestIds:
    """A WSGI application in front of another."""

    def __init__(self, application: Application) -> None:
        self._application = application

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        id, begun = _id_of(environ), perf_counter()
        _current.set(id)

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            if settings.LOG_REQUESTS:
                _log_request(environ, status, perf_counter() - begun)
            return start_response(status, [*headers, ("X-Request-ID", id)], *rest)

        return self._application(environ, start)


class WithRequestId(logging.Filter):
    """For a handler: every record knows of which request it is; of none, `-`."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = _current.get() or "-"
        return True


def _id_of(environ: Environ) -> str:
    given = environ.get("HTTP_X_REQUEST_ID", "") if settings.BEHIND_PROXY else ""
    return given if _ID.fullmatch(given) else token_hex(8)


def _log_request(environ: Environ, status: str, seconds: float) -> None:
    """Never the query: somebody's key, or what they look for, may be in it. The path as it was
    asked for: decoded, it could hold a line of its own, or what a terminal obeys."""
    path = quote(environ["PATH_INFO"], safe=_IN_PATHS, encoding="latin-1")
    _log.info(
        "%s %s %s", environ["REQUEST_METHOD"], path, status[:3],
        extra={
            "method": environ["REQUEST_METHOD"], "path": path,
            "status": int(status[:3]), "milliseconds": round(seconds * 1000, 1),
        },
    )  # fmt: skip
