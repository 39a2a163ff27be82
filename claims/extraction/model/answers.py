"""From what the server sent to what the model said: nothing of it is trusted to be well formed."""

import json
from typing import Any

_THINKS, _HAS_THOUGHT = "<think>", "</think>"
_BLAMED = {"length": "cut_off", "content_filter": "declined"}


class NoAnswer(Exception):
    """The model gave no answer that can be used. `code` says why, `detail` adds a word or two.

    Neither ever holds what a server sent, nor a key.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        self.code, self.detail = code, detail
        super().__init__(f"{code} {detail}".strip())


def content(body: bytes) -> str:
    """What the model said, of a chat completion as the API answers it. Raises NoAnswer."""
    answer = _loads(_decoded(body), "no_json")
    choices = answer.get("choices") if isinstance(answer, dict) else None
    choice = choices[0] if isinstance(choices, list) and choices else None
    message = choice.get("message") if isinstance(choice, dict) else None
    if not isinstance(choice, dict) or not isinstance(message, dict):
        raise NoAnswer("no_choice")
    if message.get("refusal"):
        raise NoAnswer("declined")
    finish = choice.get("finish_reason")
    if isinstance(finish, str) and finish in _BLAMED:
        raise NoAnswer(_BLAMED[finish])
    said = _joined(message.get("content"))
    if not said.strip():
        raise NoAnswer("tool_call" if message.get("tool_calls") else "empty")
    return said


def claims(said: str) -> list[Any]:
    """The claims that the model lists, each one still to be checked. Raises NoAnswer."""
    if said.lstrip().startswith(_THINKS):
        said = said.partition(_HAS_THOUGHT)[2]
    # Without the words or the ``` that many put around it.
    answer = _loads(said[said.find("{") : said.rfind("}") + 1], "nonsense")
    listed = answer.get("claims") if isinstance(answer, dict) else None
    if not isinstance(listed, list):
        raise NoAnswer("nonsense")
    return listed


def _joined(said: Any) -> str:
    """Content is a text, or with some servers a list of parts that are texts."""
    if isinstance(said, list):
        parts = [part.get("text") for part in said if isinstance(part, dict)]
        return "".join(part for part in parts if isinstance(part, str))
    return said if isinstance(said, str) else ""


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NoAnswer("no_json") from None


def _loads(words: str, code: str) -> Any:
    """An object that has a key twice becomes None: which of the two is meant?"""
    try:
        return json.loads(words, object_pairs_hook=_keys_once)
    except (ValueError, RecursionError):  # a number of 5,000 digits is a ValueError, too
        raise NoAnswer(code) from None


def _keys_once(pairs: list[tuple[str, Any]]) -> dict[str, Any] | None:
    found = dict(pairs)
    return found if len(found) == len(pairs) else None
