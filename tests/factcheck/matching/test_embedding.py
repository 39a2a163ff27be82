"""Vectors where a model is at hand; whatever it does wrong is one error, told in time."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from factcheck.matching.embedding import EmbeddingFailed, chosen, embedder, endpoint
from factcheck.matching.embedding.endpoint import Endpoint
from factcheck.matching.embedding.packaged import PACKAGED

TEXTS = ["one", "two two"]


def vectors(texts: list[str]) -> list[dict[str, Any]]:
    return [
        {"index": at, "embedding": [float(len(text)), 1.0, 0.0]} for at, text in enumerate(texts)
    ]


@contextmanager
def server(answer: Any, status: int = 200, wait: float = 0) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            time.sleep(wait)
            found = answer(asked["input"]) if callable(answer) else answer
            body = found if isinstance(found, bytes) else json.dumps(found).encode()
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None: ...

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=running.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{running.server_port}/v1"
    finally:
        running.shutdown()
        running.server_close()


def test_an_endpoint_gives_unit_vectors_in_the_texts_order_whatever_order_they_come_in() -> None:
    with server(lambda texts: {"data": vectors(texts)[::-1]}) as url:
        found = Endpoint(url, "m", "k", 3).embed(TEXTS * 70)  # more than one request
    assert found.shape == (140, 3)
    assert found[0, 0] == pytest.approx(3 / 10**0.5)
    assert found[1, 0] == pytest.approx(7 / 50**0.5)
    assert found[139].tolist() == found[1].tolist()


@pytest.mark.parametrize(
    "answer",
    [
        b"no JSON",
        b'{"data": [{"index": 0, "embedding": [NaN, 1, 1]}, {"index": 1, "embedding": [1, 1, 1]}]}',
        {"data": vectors(["one"])},
        {"data": [{"index": at, "embedding": [1.0, 2.0]} for at in range(2)]},
        {"data": [{"index": at, "embedding": [0.0, 0.0, 0.0]} for at in range(2)]},
        {"data": [{"index": at, "embedding": ["a", 1, 1]} for at in range(2)]},
        {"data": [{"index": at, "embedding": [1e300, 1, 1]} for at in range(2)]},
        {"data": None},
        [],
        {"error": "quota"},
    ],
)
def test_what_is_no_vector_for_each_text_is_refused(answer: Any) -> None:
    with server(answer) as url, pytest.raises(EmbeddingFailed):
        Endpoint(url, "m", "", 3).embed(TEXTS)


def test_one_that_breaks_or_is_down_is_told() -> None:
    with server({"data": []}, status=500) as url, pytest.raises(EmbeddingFailed, match="500"):
        Endpoint(url, "m", "", 3).embed(TEXTS)
    with pytest.raises(EmbeddingFailed):
        Endpoint(url, "m", "", 3).embed(TEXTS)


def test_one_that_is_slow_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "_PATIENCE", 0.2)
    began = time.monotonic()
    with server(lambda texts: {"data": vectors(texts)}, wait=1) as url:
        with pytest.raises(EmbeddingFailed):
            Endpoint(url, "m", "", 3).embed(TEXTS)
        assert time.monotonic() - began < 0.9


def test_the_packaged_model_knows_what_two_languages_mean() -> None:
    use = embedder()
    assert use is not None
    texts = [
        "Le chat dort sur le lit",
        "The cat sleeps on the bed",
        "Taxes rose in May",
        "",
        "x" * 10**6,
    ]
    found = use.embed(texts)
    assert found.shape == (5, use.dimension)
    assert ((found**2).sum(axis=1) - 1 < 1e-4).all()
    assert found[0] @ found[1] > 0.7 > 0.3 > found[0] @ found[2]
    assert use.embed([]).shape == (0, use.dimension)


@pytest.mark.parametrize(
    ("name", "packages"),
    [("use", "requirements-embeddings.txt"), ("minilm", "requirements-embeddings-minilm.txt")],
)
def test_a_model_that_is_wanted_and_not_installed_is_told_with_what_to_install(
    name: str, packages: str, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    missing(name, monkeypatch)
    settings.FACTCHECK_EMBEDDER = name
    with pytest.raises(ImproperlyConfigured, match=f"-r {packages}"):
        embedder()


def test_where_none_is_named_only_the_multilingual_one_is_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    missing("use", monkeypatch)
    monkeypatch.setattr(PACKAGED["minilm"], "installed", staticmethod(lambda: True))
    afresh = chosen._made.__wrapped__  # a process keeps its embedder
    assert afresh("auto", "", "", "", 0) is None


def missing(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PACKAGED[name], "installed", staticmethod(lambda: False))


@pytest.mark.parametrize("name", ["endpoint", "gpt"])
def test_an_embedder_that_cannot_be_is_told(name: str, settings: Any) -> None:
    settings.FACTCHECK_EMBEDDER = name
    with pytest.raises(ImproperlyConfigured, match="FACTCHECK_EMBEDDER"):
        embedder()
