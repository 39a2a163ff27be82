"""The way to the model's server and back: asked as the API says, whatever comes back."""

import json
import socket
import struct
import time
from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from claims import extraction
from claims.extraction import Candidate, Found
from claims.language_model import extract
from claims.outcomes import told
from tests.claims.model.server import (
    BUDGET,
    TEXT,
    Serve,
    claim,
    completion,
    model,
    refuses,
    refuses_while,
    says,
    sends,
)
from tests.outbound.server import Handler, answer, endless, raw, redirect

__all__ = ["model"]
KEY = "sk-not-to-be-told-0123456789"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
GOOD = says(claim(), claim(BUDGET, "Le budget de la santé atteint 3,2 milliards d’euros"))

_TEXT = {"type": "string", "minLength": 1}
#: What the API's reference asks of a request (POST /chat/completions), of the parts that we use.
REQUEST = {
    "type": "object",
    "required": ["model", "messages"],
    "additionalProperties": False,
    "properties": {
        "model": _TEXT,
        "messages": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["role", "content"],
                "additionalProperties": False,
                "properties": {
                    "role": {"enum": ["developer", "system", "user", "assistant"]},
                    "content": _TEXT,
                },
            },
        },
        "temperature": {"type": "number", "minimum": 0, "maximum": 2},
        "max_completion_tokens": {"type": "integer", "minimum": 1},
        "response_format": {
            "type": "object",
            "required": ["type", "json_schema"],
            "additionalProperties": False,
            "properties": {
                "type": {"const": "json_schema"},
                "json_schema": {
                    "type": "object",
                    "required": ["name", "schema", "strict"],
                    "additionalProperties": False,
                    "properties": {
                        "name": {"type": "string", "pattern": "^[a-zA-Z0-9_-]{1,64}$"},
                        "strict": {"const": True},
                        "schema": {"$ref": "#/$defs/strict"},
                    },
                },
            },
        },
    },
    # Strict structured output: every key is required, no others, and few words of JSON Schema.
    "$defs": {
        "strict": {
            "type": "object",
            "required": ["type"],
            "additionalProperties": False,
            "properties": {
                "type": {"enum": ["object", "array", "string", "integer", "number"]},
                "properties": {"additionalProperties": {"$ref": "#/$defs/strict"}},
                "items": {"$ref": "#/$defs/strict"},
                "required": {"type": "array", "items": {"type": "string"}},
                "additionalProperties": {"const": False},
                "enum": {"type": "array", "items": {"type": "string"}},
            },
            "if": {"properties": {"type": {"const": "object"}}},
            "then": {"required": ["properties", "required", "additionalProperties"]},
        }
    },
}


def found() -> Found:
    return extract(TEXT, language="fr")


def by_model(candidates: list[Candidate]) -> int:
    return sum(candidate.extractor == "model:test" for candidate in candidates)


def assert_rules_stand(result: Found, trouble: str) -> None:
    """The model gave nothing: the rules' candidates are all there, and the person is told."""
    assert result.trouble == trouble
    assert result == extraction.extract(TEXT, language="fr")
    [said] = told(result)
    assert "rules" in said
    assert KEY not in said


# --- A server that behaves


def test_what_it_names_is_found(model: Serve) -> None:
    server = model(GOOD)
    result = found()
    assert by_model(result) == 2
    assert (result.by, result.named, result.trouble) == ("model:test-1", 2, "")
    assert told(result) == ["The language model named 2 passages."]
    assert next(iter(server.shown().values())) == TEXT[:51].strip()


def test_it_is_asked_as_the_reference_says(model: Serve, settings: Any) -> None:
    settings.FACTCHECK_MODEL_KEY = KEY
    server = model(GOOD)
    found()
    [request] = server.asked
    Draft202012Validator(REQUEST).validate(request)
    schema = request["response_format"]["json_schema"]["schema"]
    item = schema["properties"]["claims"]["items"]
    assert sorted(item["required"]) == sorted(item["properties"]) == sorted(claim())
    Draft202012Validator(schema).validate({"claims": [claim()]})
    [head] = server.heads
    assert head.startswith("post /v1/chat/completions http/1.1")
    assert "content-type: application/json" in head
    assert f"authorization: bearer {KEY}" in head
    assert "accept-encoding: identity" in head


def test_without_a_key_none_is_sent(model: Serve) -> None:
    server = model(GOOD)
    found()
    assert "authorization" not in server.heads[0]


def test_a_proxy_of_the_environment_is_not_asked(
    model: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    model(GOOD)
    assert by_model(found()) == 2


# --- Servers that know less of the API


@pytest.mark.parametrize(
    ("objection", "formats"),
    [
        (lambda asked: _format(asked) == "json_schema" and "no such type", ["json_object"]),
        (lambda asked: _format(asked) and "response_format?", ["json_object", None]),
        (
            lambda asked: (
                "max_completion_tokens" in asked
                and "Unrecognized request argument: max_completion_tokens"
            ),
            ["json_schema"],
        ),
        (
            lambda asked: "temperature" in asked and "Unsupported value: 'temperature'",
            ["json_schema"],
        ),
    ],
)
def test_what_a_server_refuses_is_left_out(
    model: Serve, objection: Callable[[dict[str, Any]], Any], formats: list[str | None]
) -> None:
    server = model(refuses_while(objection, GOOD))
    assert by_model(found()) == 2
    assert [_format(asked) for asked in server.asked[1:]] == formats


def _format(asked: dict[str, Any]) -> str | None:
    return asked.get("response_format", {}).get("type")


def test_what_was_learnt_holds_for_the_next_question(model: Serve) -> None:
    server = model(refuses_while(lambda asked: "response_format" in asked and "no", says()))
    extract(" ".join(f"Le chômage a baissé de {n} % en 2023." for n in range(1, 61)), language="fr")
    formats = [_format(asked) for asked in server.asked]
    assert formats == ["json_schema", "json_object", None, None]


def test_a_server_that_refuses_everything(model: Serve) -> None:
    server = model(refuses("max_completion_tokens temperature response_format"))
    assert_rules_stand(found(), "refused")
    assert len(server.asked) == 5


def test_a_busy_server_is_asked_again_when_it_says(model: Serve) -> None:
    busy = sends({"error": {}}, "429 Too Many Requests", "Retry-After: 0")
    server = model(busy, sends({}, "503 Busy", "Retry-After: 0"), GOOD)
    assert by_model(found()) == 2
    assert len(server.asked) == 3


@pytest.mark.parametrize("headers", [[], ["Retry-After: 3600"], ["Retry-After: soon"]])
def test_one_that_is_busy_for_longer_is_not_waited_for(model: Serve, headers: list[str]) -> None:
    server = model(sends({}, "429 Too Many Requests", *headers))
    assert_rules_stand(found(), "busy")
    assert len(server.asked) == 1


# --- Servers that misbehave


def hanging(_request: bytes, connection: socket.socket) -> None:
    connection.recv(1)


def reset(_request: bytes, connection: socket.socket) -> None:
    connection.sendall(HEAD + b"Content-Length: 500\r\n\r\n" + b'{"choices": [')
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


SERVERS: dict[str, tuple[Handler, str]] = {
    "resets": (reset, "broken_off"),
    "ends at once": (raw(), "broken_off"),
    "speaks no HTTP": (raw(b"SSH-2.0-OpenSSH_9.2\r\n\r\n"), "broken_off"),
    "ends too early": (raw(HEAD, b"Content-Length: 500\r\n\r\n", b'{"choices"'), "broken_off"),
    "packs": (answer(b"\x1f\x8b", "Content-Encoding: gzip"), "broken_off"),
    "fails": (sends({}, "500 Internal Server Error"), "refused"),
    "knows no such model": (refuses("no such model", status="404 Not Found"), "refused"),
    "knows no such key": (refuses("Incorrect key", KEY, status="401 Unauthorized"), "no_access"),
    "forbids": (refuses(status="403 Forbidden"), "no_access"),
    "is too busy": (sends({}, "429 Too Many Requests"), "busy"),
    "leads elsewhere": (redirect("http://127.0.0.1:9/v1"), "redirected"),
    "leads elsewhere, to post": (redirect("/v2", "307 Temporary Redirect"), "redirected"),
    "answers with a page": (answer(b"<!DOCTYPE html><title>Login</title>"), "no_json"),
    "answers nothing": (answer(b""), "no_json"),
    "breaks its JSON off": (answer(b'{"choices": [{"message": {"content": "{'), "no_json"),
    "nests": (answer(b"[" * 1_000_000), "no_json"),
    "is no UTF-8": (answer(b'{"choices": "\xff"}'), "no_json"),
    "sends a list": (sends([1]), "no_choice"),
    "has no choices": (sends({"choices": []}), "no_choice"),
    "has a choice of null": (sends({"choices": [None]}), "no_choice"),
    "has no message": (sends({"choices": [{"index": 0}]}), "no_choice"),
    "has its keys twice": (answer(b'{"choices": [], "choices": []}'), "no_choice"),
    "has content of null": (completion(None), "empty"),
    "has content of blanks": (completion(" \n"), "empty"),
    "has content of numbers": (completion(12), "empty"),
    "refuses politely": (completion(None, refusal="I cannot help with that."), "declined"),
    "filters": (completion("{", "content_filter"), "declined"),
    "is cut off": (completion('{"claims": [{"sentence": 1,', "length"), "cut_off"),
    "calls a tool": (completion(None, "tool_calls", tool_calls=[{"id": "1"}]), "tool_call"),
    "chats": (completion("Bonjour !"), "nonsense"),
}


@pytest.mark.parametrize("name", SERVERS)
def test_one_that_misbehaves_leaves_the_rules_candidates(
    model: Serve, settings: Any, name: str
) -> None:
    settings.FACTCHECK_MODEL_KEY = KEY
    handler, trouble = SERVERS[name]
    model(handler)
    assert_rules_stand(found(), trouble)


@pytest.mark.parametrize(
    "handler",
    [
        hanging,
        endless(b"HTTP/1.1 200 OK\r\nX: ", b"x", 0.02),
        endless(HEAD + b"Content-Length: 5000\r\n\r\n", b" ", 0.02),
        sends({}, "503 Busy", "Retry-After: 1"),
    ],
    ids=["hangs", "drips its head", "drips its body", "is busy for too long"],
)
def test_all_of_it_ends_in_time(model: Serve, settings: Any, handler: Handler) -> None:
    model(handler)
    settings.FACTCHECK_MODEL_TIMEOUT = 0.2
    began = time.monotonic()
    result = found()
    assert time.monotonic() - began < 1
    assert_rules_stand(result, "busy" if "busy" in result.trouble else "too_slow")


def test_a_huge_answer_is_not_read_to_its_end(model: Serve, settings: Any) -> None:
    sent = 0

    def huge(_request: bytes, connection: socket.socket) -> None:
        nonlocal sent
        connection.sendall(HEAD + b"Content-Length: 100000000\r\n\r\n")
        while sent < 100_000_000:
            connection.sendall(b" " * 100_000)
            sent += 100_000

    model(huge)
    assert_rules_stand(found(), "too_large")
    assert sent < 30_000_000


def test_nobody_listens(settings: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        settings.FACTCHECK_MODEL_URL = f"http://127.0.0.1:{closed.getsockname()[1]}/v1"
    settings.FACTCHECK_MODEL_NAME = "test"
    assert_rules_stand(found(), "unreachable")


def test_once_it_is_down_it_is_not_asked_again(model: Serve) -> None:
    server = model(sends({}, "500 Internal Server Error"))
    extract(" ".join(f"Le chômage a baissé de {n} % en 2023." for n in range(1, 61)), language="fr")
    assert len(server.asked) == 1


def test_a_content_type_is_not_what_counts(model: Serve) -> None:
    body = json.dumps(
        {"choices": [{"message": {"content": json.dumps({"claims": [claim()]})}}]}
    ).encode()
    model(answer(body, type_="text/plain; charset=latin-1"))
    assert by_model(found()) == 1


def test_content_may_come_in_parts(model: Serve) -> None:
    said = json.dumps({"claims": [claim()]})
    model(completion([{"type": "text", "text": said[:20]}, {"type": "text", "text": said[20:]}]))
    assert by_model(found()) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("URL", ""),
        ("URL", "models.example/v1"),
        ("URL", "file:///etc/passwd"),
        ("URL", "http://user:secret@models.example/v1"),
        ("URL", "http://"),
        ("NAME", ""),
        ("NAME", "x" * 200),
        ("KEY", "two\r\nlines"),
        ("KEY", "clé"),
    ],
)
def test_settings_that_are_none_are_told(
    model: Serve, settings: Any, name: str, value: str
) -> None:
    server = model(GOOD)
    setattr(settings, f"FACTCHECK_MODEL_{name}", value)
    result = found()
    assert (result.trouble, result.detail) == ("not_configured", f"FACTCHECK_MODEL_{name}")
    assert result == extraction.extract(TEXT, language="fr")
    assert f"FACTCHECK_MODEL_{name}" in told(result)[0]
    assert value not in told(result)[0] or not value
    assert not server.asked


def test_the_operator_reads_what_the_server_said_without_the_key(
    model: Serve, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.FACTCHECK_MODEL_KEY = KEY
    model(refuses(f"No such model. Your key is {KEY}.\nroot: all is well", status="404 Not Found"))
    found()
    [record] = [record for record in caplog.records if record.name.startswith("claims")]
    assert "404" in record.getMessage()
    assert "No such model. Your key is [key]." in record.getMessage()
    assert "\n" not in record.getMessage()
    assert KEY not in caplog.text


def test_the_key_is_not_shown_by_accident(model: Serve, settings: Any) -> None:
    from claims.language_model.extractor import _server

    settings.FACTCHECK_MODEL_KEY = KEY
    model(GOOD)
    assert KEY not in repr(_server())
