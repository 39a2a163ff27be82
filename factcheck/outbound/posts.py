"""Handing something over by POST: one request, no redirects, all within one time limit."""

from collections.abc import Mapping
from dataclasses import dataclass

import httpx

from factcheck.outbound import answers, bodies
from factcheck.outbound.deadline import Deadline
from factcheck.outbound.errors import OutboundError
from factcheck.outbound.network import Policy
from factcheck.outbound.targets import Target
from factcheck.outbound.transport import Transport


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `body` is its beginning as far as it came; `after` are the seconds that it
    asks us to wait, if it does."""

    status: int
    body: bytes
    after: float | None

    @property
    def accepted(self) -> bool:
        return 200 <= self.status < 300


def post(
    at: Target, content: bytes, headers: Mapping[str, str], *, seconds: float, most: int,
    policy: Policy,
) -> Answer:  # fmt: skip
    """Hand it over. Raises OutboundError where there is no answer within so many `seconds`.

    The status is the answer: of the body at most `most` bytes are read, and what breaks in it, or
    does not come in time, is left out.
    """
    own = {"Accept-Encoding": "identity", "Content-Length": str(len(content))}
    request = httpx.Request("POST", at.url, headers={**headers, **own}, content=content)
    with Transport(Deadline(seconds), policy) as transport:
        answer = transport.handle_request(request)
        try:
            body = _beginning(answer, most)
        finally:
            answer.stream.close()  # type: ignore[union-attr]
    return Answer(answer.status_code, body, answers.retry_after(answer))


def _beginning(answer: httpx.Response, most: int) -> bytes:
    try:
        return bodies.read(answer, most, cut=True)
    except OutboundError:
        return b""
