"""One attempt over the wire. No database here: it is done in threads beside it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils import translation

from factcheck.errors import DeskError
from factcheck.outbound.network import Policy
from factcheck.outbound.pages import user_agent
from factcheck.outbound.posts import Answer, post
from factcheck.partners.webhooks import messages, signing, targets
from factcheck.partners.webhooks.schedule import ATTEMPT_SECONDS
from factcheck.partners.webhooks.secret import Secret

#: How much of an answer is kept, in bytes.
KEPT = 2_048
#: The status by which an endpoint ends all of this (Standard Webhooks).
GONE = 410


@dataclass(frozen=True, slots=True)
class Message:
    """An attempt that was started: what is sent, and where to."""

    delivery: int
    number: int
    uid: UUID
    id: str
    url: str
    body: bytes
    secrets: tuple[Secret, ...]
    began_at: datetime
    is_challenge: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an attempt. `error` says what went wrong, '' when it was delivered."""

    delivery: int
    number: int
    url: str
    began_at: datetime
    seconds: float
    status: int | None = None
    error: str = ""
    response: str = ""
    after: float | None = None
    lost: bool = False

    @property
    def ok(self) -> bool:
        return not self.error


Send = Callable[[Message], Outcome]


def sender(policy: Policy | None = None) -> Send:
    """What sends messages; tests hand in a policy of their own."""
    policy = policy or targets.policy()
    return lambda message: send(message, policy)


def send(message: Message, policy: Policy) -> Outcome:
    """Send it, once. Raises nothing that has to do with the other side."""
    began = time.monotonic()
    status: int | None = None
    response, after = "", None
    # What is written into the ledger is read by the partner, in the API's language.
    with translation.override("en"):
        try:
            answer = _post(message, policy)
        except DeskError as refused:
            error = str(refused)
        else:
            status, after = answer.status, answer.after
            response, error = _text(answer.body), _error(message, answer)
    seconds = round(time.monotonic() - began, 3)
    return Outcome(
        message.delivery, message.number, message.url, message.began_at, seconds,
        status, error, response, after,
    )  # fmt: skip


def _post(message: Message, policy: Policy) -> Answer:
    signed = signing.headers(
        message.id,
        int(time.time()),
        message.body,
        [secret.key for secret in message.secrets],
    )
    headers = {
        "User-Agent": user_agent(settings.FACTCHECK_ORGANIZATION_URL),
        "Content-Type": "application/json",
        **signed,
    }
    at = targets.checked(message.url)
    return post(at, message.body, headers, seconds=ATTEMPT_SECONDS, most=KEPT, policy=policy)


def _error(message: Message, answer: Answer) -> str:
    if not answer.accepted:
        return _words(answer.status)
    if message.is_challenge and not messages.repeats(answer.body, message.uid):
        return "It answered, but did not repeat the challenge."
    return ""


def _words(status: int) -> str:
    if status == GONE:
        return f"It is gone ({status}): nothing more is sent to it."
    if 300 <= status < 400:
        return f"It leads on to another address ({status}): give that one instead."
    return f"It did not accept the message ({status})."


def _text(body: bytes) -> str:
    """As text, whatever it is; PostgreSQL stores no NUL."""
    return body.decode("utf-8", "replace").replace("\0", "\ufffd")
