"""What is asked about texts of a partner's own: `match/` and `annotate/`.

Half of the texts repeat a claim of the record, as it is or with another word; the rest are words
of many claims.
"""

import itertools
import json
import random
from collections.abc import Callable, Iterator

import psycopg

from tests.benchmarks.load import Post
from tests.benchmarks.reads import Pair, Read

_RANDOM = random.Random(1)  # the same questions in each run

Texts = Iterator[str]


def _texts(connection: "psycopg.Connection") -> Texts:
    rows = connection.execute(
        "SELECT text FROM publications_matchitem ORDER BY md5(number::text) LIMIT 5000"
    ).fetchall()
    known = [text for (text,) in rows]
    words = [word for text in known for word in text.rstrip(".").split()]
    while True:
        yield _RANDOM.choice(known)
        yield _new(words)
        yield _changed(_RANDOM.choice(known))
        yield _new(words)


def _new(words: list[str]) -> str:
    return f"{' '.join(_RANDOM.choices(words, k=18)).capitalize()}."


def _changed(text: str) -> str:
    words = text.split()
    words[_RANDOM.randrange(len(words))] = "autre"
    return " ".join(words)


def _matched(count: int) -> Callable[["psycopg.Connection"], Iterator[Pair]]:
    def asked(connection: "psycopg.Connection") -> Iterator[Pair]:
        texts = _texts(connection)
        while True:
            yield _post("match", {"texts": list(itertools.islice(texts, count))})

    return asked


def _annotated(characters: int) -> Callable[["psycopg.Connection"], Iterator[Pair]]:
    def asked(connection: "psycopg.Connection") -> Iterator[Pair]:
        texts = _texts(connection)
        while True:
            article = next(texts)
            while len(article) < characters:
                article += f" {next(texts)}"
            yield _post("annotate", {"text": article[:characters]})

    return asked


def _post(name: str, question: dict) -> Pair:
    return "", Post(f"/api/v1/{name}/", json.dumps(question).encode())


QUESTIONS = (
    Read("match, a text", None, _matched(1), connections=2),
    Read("match, 100 texts", None, _matched(100), connections=2),
    Read("annotate, 3 kB", None, _annotated(3_000), connections=2),
    Read("annotate, 100 kB", None, _annotated(100_000), connections=2),
)
