"""A language model's server on this machine. It answers as it is told: well, or badly."""

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest

from tests.outbound.server import Handler, answer, serving

PATH = "v1/chat/completions"
TEXT = (
    "Le chômage a baissé de 12 % en 2023, selon l’Insee. « Nous n’avons fermé aucun hôpital\u00a0»,"
    " a déclaré Claire Dumas. Le budget de la santé atteint 3,2 milliards d’euros. La ministre a"
    " visité Lyon mardi."
)
#: Its sentences, as the model sees them, are numbered from 1.
UNEMPLOYMENT, HOSPITALS, BUDGET, VISIT = range(1, 5)


class ModelServer:
    """Answers each question by the next one of `answers`, and by the last one from then on."""

    def __init__(self, *answers: Handler) -> None:
        self.answers = list(answers)
        self.asked: list[dict[str, Any]] = []
        self.heads: list[str] = []
        self.url = ""

    def __call__(self, request: bytes, connection: socket.socket) -> None:
        head, _blank, body = request.partition(b"\r\n\r\n")
        self.heads.append(head.decode().lower())
        length = int(self.heads[-1].partition("content-length: ")[2].split()[0])
        while len(body) < length:
            body += connection.recv(65536)
        self.asked.append(json.loads(body))
        handler = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        handler(b"\r\n\r\n".join([head, body]), connection)

    def shown(self, question: int = 0) -> dict[int, str]:
        """The sentences of a question, by their numbers."""
        sentences = json.loads(self.asked[question]["messages"][-1]["content"])
        return {sentence["sentence"]: sentence["text"] for sentence in sentences}


@contextmanager
def model_server(*answers: Handler) -> Iterator[ModelServer]:
    model = ModelServer(*answers)
    with serving(None, **{PATH: model}) as server:
        model.url = f"http://127.0.0.1:{server.port}/v1"
        yield model


Serve = Callable[..., ModelServer]


@pytest.fixture
def model(settings: Any) -> Iterator[Serve]:
    """Serve a model with these answers, and have the settings name it."""
    with ExitStack() as servers:

        def serve(*answers: Handler) -> ModelServer:
            server = servers.enter_context(model_server(*answers))
            settings.FACTCHECK_EXTRACTOR = "claims.language_model.extract"
            settings.FACTCHECK_MODEL_URL = server.url
            settings.FACTCHECK_MODEL_NAME = "test"
            settings.FACTCHECK_MODEL_TIMEOUT = 5
            return server

        yield serve


def claim(sentence: Any = UNEMPLOYMENT, quote: Any = "", **other: Any) -> dict[str, Any]:
    """A claim as a model is asked to list it."""
    quote = quote or "Le chômage a baissé de 12 % en 2023"
    return {
        "sentence": sentence, "quote": quote, "claim": "", "claimant": "", "cue": "",
        "speech": "own", "worth": 0.9, "why": "chiffre vérifiable",
    } | other  # fmt: skip


def says(*claims: Any, **choice: Any) -> Handler:
    """A well-formed answer that lists these claims."""
    return completion(json.dumps({"claims": claims}), **choice)


def completion(content: Any, finish_reason: str = "stop", **message: Any) -> Handler:
    """A chat completion, as the API's reference has it."""
    spoken = {"role": "assistant", "content": content, "refusal": None, **message}
    return sends(
        {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 1764000000,
            "model": "test",
            "choices": [{"index": 0, "message": spoken, "finish_reason": finish_reason}],
            "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
        }
    )


def sends(document: Any, status: str = "200 OK", *headers: str) -> Handler:
    return answer(json.dumps(document).encode(), *headers, status=status, type_="application/json")


def refuses(*words: str, status: str = "400 Bad Request") -> Handler:
    """The API's own form of an error."""
    error = {"message": " ".join(words), "type": "invalid_request_error", "param": None}
    return sends({"error": error}, status)


def refuses_while(objection: Callable[[dict[str, Any]], Any], then: Handler) -> Handler:
    """Refuses a question that `objection` says something against."""

    def serve(request: bytes, connection: socket.socket) -> None:
        body = json.loads(request.partition(b"\r\n\r\n")[2])
        words = objection(body)
        (refuses(words) if words else then)(request, connection)

    return serve
