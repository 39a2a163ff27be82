"""One POST to the model's server: no redirects, no proxies, one deadline, a bounded answer."""

import asyncio
import ssl
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import NamedTuple

import httpx

from claims.extraction.model import NoAnswer

_MOST_BYTES = 4 * 1024 * 1024
_DIGITS = 6


class Reply(NamedTuple):
    """`retry_after` in seconds, where the server says so."""

    status: int
    body: bytes
    retry_after: int | None


def post(url: str, body: bytes, *, key: str, seconds: float) -> Reply:
    """Raises NoAnswer: `unreachable`, `too_slow`, `broken_off` or `too_large`.

    What httpx has to say may quote the request with its key, so none of it is passed on.
    """
    headers = {
        "Content-Type": "application/json",
        "Accept": "application/json",
        # A few bytes could be gigabytes, unpacked.
        "Accept-Encoding": "identity",
        "User-Agent": "factcheck",
    }
    if key:
        headers["Authorization"] = f"Bearer {key}"
    try:
        with ThreadPoolExecutor(1) as thread:  # whoever calls may be inside a loop of its own
            return thread.submit(asyncio.run, _post(url, body, headers, seconds)).result()
    except TimeoutError:
        raise NoAnswer("too_slow") from None
    except (httpx.ConnectError, httpx.InvalidURL, httpx.UnsupportedProtocol):
        raise NoAnswer("unreachable") from None
    except httpx.HTTPError:
        raise NoAnswer("broken_off") from None


async def _post(url: str, body: bytes, headers: dict[str, str], seconds: float) -> Reply:
    # httpx has a time-out for each step; a server that drips would take for ever by those.
    async with (
        asyncio.timeout(seconds),
        httpx.AsyncClient(
            trust_env=False,
            follow_redirects=False,
            verify=_certificates(),
            timeout=None,  # noqa: S113 - the whole has one
        ) as client,
        client.stream("POST", url, content=body, headers=headers) as response,
    ):
        if response.headers.get("Content-Encoding", "identity") != "identity":
            raise NoAnswer("broken_off")
        received = bytearray()
        async for part in response.aiter_raw():
            received += part
            if len(received) > _MOST_BYTES:
                raise NoAnswer("too_large")
        return Reply(response.status_code, bytes(received), _retry_after(response))


def _retry_after(response: httpx.Response) -> int | None:
    said = response.headers.get("Retry-After", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) <= _DIGITS else None


@cache
def _certificates() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)
