"""Asking the server in the way that it understands, one question after the other.

The request is a chat completion as the OpenAI API's reference has it. Servers that are compatible
know more or less of it: one that refuses a part of the request is asked again without that part.
"""

import json
import logging
import time
from dataclasses import dataclass, field
from typing import Any

from claims.extraction.model import NoAnswer
from claims.extraction.model.answers import content
from claims.extraction.model.asking import SCHEMA, Message
from claims.language_model.post import Reply, post

_log = logging.getLogger(__name__)

_SHOWN = 300  # characters of what a server says, in the log
_REFUSED = (400, 422)
_BUSY = (429, 503)
_BREATH = 0.05  # seconds: "come back at once" is no reason to ask without a pause
_CODES = {401: "no_access", 403: "no_access", 429: "busy", 503: "busy"}
_FORMATS: list[dict[str, Any] | None] = [
    {
        "type": "json_schema",
        "json_schema": {"name": "claims", "strict": True, "schema": SCHEMA},
    },
    {"type": "json_object"},
    None,  # the task itself asks for JSON
]


@dataclass(frozen=True, slots=True)
class Server:
    """`url` is the API's base, such as https://models.example/v1."""

    url: str
    name: str
    key: str = field(repr=False)
    max_tokens: int


class Chat:
    """Questions about one article, within `seconds` for all of them together."""

    def __init__(self, server: Server, seconds: float) -> None:
        self._server = server
        self._until = time.monotonic() + seconds
        # What this server takes; learnt from its refusals.
        self._format = 0
        self._limit = "max_completion_tokens"
        self._options: dict[str, Any] = {"temperature": 0}

    def ask(self, messages: list[Message]) -> str:
        """What the model says. Raises NoAnswer when it says nothing that can be used."""
        while True:
            reply = self._post(messages)
            if reply.status == 200:
                return content(reply.body)
            if reply.status in _BUSY and self._waits(reply):
                continue
            if reply.status not in _REFUSED or not self._asks_for_less(reply.body):
                self._write_down(reply)
                code = "redirected" if 300 <= reply.status < 400 else "refused"
                raise NoAnswer(_CODES.get(reply.status, code), f"HTTP {reply.status}")

    def _post(self, messages: list[Message]) -> Reply:
        request = {
            "model": self._server.name,
            "messages": messages,
            self._limit: self._server.max_tokens,
            **self._options,
        }
        if wanted := _FORMATS[self._format]:
            request["response_format"] = wanted
        return post(
            f"{self._server.url}/chat/completions",
            json.dumps(request, ensure_ascii=False).encode(),
            key=self._server.key,
            seconds=self._until - time.monotonic(),
        )

    def _asks_for_less(self, refusal: bytes) -> bool:
        """Leave out what the server does not take; False when nothing is left to leave out."""
        if b"max_completion_tokens" in refusal and self._limit != "max_tokens":
            self._limit = "max_tokens"  # older, and all that some servers know
        elif b"temperature" in refusal and self._options:
            self._options = {}  # models that reason take none
        elif self._format < len(_FORMATS) - 1:
            self._format += 1
        else:
            return False
        return True

    def _write_down(self, reply: Reply) -> None:
        """For the operator: what the server has to say, without the key, which some repeat."""
        said = reply.body.decode(errors="replace")
        if self._server.key:
            said = said.replace(self._server.key, "[key]")
        _log.warning("The language model's server answered %s: %r", reply.status, said[:_SHOWN])

    def _waits(self, reply: Reply) -> bool:
        """Wait for as long as a busy server says, if it says so and there is time."""
        if reply.retry_after is None or time.monotonic() + reply.retry_after >= self._until:
            return False
        time.sleep(max(reply.retry_after, _BREATH))
        return True
