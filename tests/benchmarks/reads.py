"""What is asked of both servers, path by path, and the goal for it."""

import base64
import itertools
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote_plus

import psycopg

from tests.benchmarks.load import Question

#: Rare and common words of the synthetic verdicts, folded as the search folds them.
OFTEN = ("depenses education", "vaccins grippe", "retraites cheminots", "taxe fonciere", "hopital")
# fmt: off
_VOCABULARY = [
    "gouvernement", "mairie", "lyon", "union", "ministre", "region", "bretagne", "syndicat",
    "hopital", "banque", "double", "supprime", "reduit", "finance", "cache", "triple",
    "interdit", "rembourse", "depenses", "emissions", "lits", "aide", "agriculteurs", "nombre",
    "fonctionnaires", "vaccins", "grippe", "retraites", "taxe", "fonciere", "pandemie",
    "chiffres", "rapport", "citation", "video",
]
# fmt: on
_RATINGS = ("false", "mixed", "true")
_RANDOM = random.Random(1)  # the same questions in each run

#: A path for the floor and the same question for us; the floor's is empty where it has no answer.
Pair = tuple[str, Question]


@dataclass(frozen=True, slots=True)
class Read:
    """One kind of question. `goal` is the most that its CPU may be of the floor's."""

    name: str
    goal: float | None
    asked: Callable[["psycopg.Connection"], Iterator[Pair]]
    #: On more verdicts the floor is not asked: it reads every match, for seconds.
    floor_until: int = 1_000_000
    #: Fewer than the others, where one takes long.
    connections: int | None = None


def _one(connection: "psycopg.Connection") -> Iterator[Pair]:
    found = connection.execute(
        "SELECT id::text FROM publications_publishedclaim ORDER BY md5(id::text) LIMIT 1000"
    ).fetchall()
    return itertools.cycle((f"/one/{id}", f"/api/v1/verdicts/{id}/") for (id,) in found)


def _list(_connection: "psycopg.Connection") -> Iterator[Pair]:
    queries = [f"language={a}&rating={b}" for a in ("fr", "en") for b in _RATINGS]
    return itertools.cycle((f"/list/?{q}", f"/api/v1/verdicts/?{q}") for q in queries)


def _other_lists(connection: "psycopg.Connection") -> Iterator[Pair]:
    first, last = connection.execute(
        "SELECT min(first_published_at), max(first_published_at) FROM publications_publishedclaim"
    ).fetchone() or (datetime.min, datetime.min)
    while True:
        until = last - timedelta(seconds=_RANDOM.random() * (last - first).total_seconds() / 2)
        language, rating = _RANDOM.choice(("fr", "en")), _RANDOM.choice(_RATINGS)
        q = f"language={language}&rating={rating}&published_to={quote_plus(until.isoformat())}"
        yield f"/list/?{q}", f"/api/v1/verdicts/?{q}"


def _feed(connection: "psycopg.Connection") -> Iterator[Pair]:
    (token, last) = connection.execute(
        "SELECT token, (SELECT max(sequence) FROM publications_feedentry)"
        " FROM publications_epoch ORDER BY number DESC LIMIT 1"
    ).fetchone() or ("", 0)
    starts = [last * part // 20 for part in range(19)]
    return itertools.cycle(
        (f"/feed/?after={start}&limit=500", f"/api/v1/changes/?cursor={_cursor(token, start)}")
        for start in starts
    )


def _cursor(token: str, sequence: int) -> str:
    raw = json.dumps(["c", token, sequence], separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _search(marks: str) -> Callable[["psycopg.Connection"], Iterator[Pair]]:
    return lambda _connection: itertools.cycle(_searched(words, marks) for words in OFTEN)


def _other_searches(marks: str) -> Callable[["psycopg.Connection"], Iterator[Pair]]:
    def asked(_connection: "psycopg.Connection") -> Iterator[Pair]:
        while True:
            yield _searched(" ".join(_RANDOM.sample(_VOCABULARY, 3)), marks)

    return asked


def _searched(words: str, marks: str) -> Pair:
    q = quote_plus(words)
    ours = f"/api/v1/verdicts/?q={q}&language=fr&limit=20&highlights={marks}"
    return f"/search/?q={q}", ours


def _names(connection: "psycopg.Connection") -> Iterator[Pair]:
    """Whole names as phrases, in whatever language: a handful of matches each."""
    found = connection.execute(
        "SELECT DISTINCT claimant FROM publications_publishedclaim ORDER BY 1 LIMIT 5000"
    ).fetchall()
    names = [name for (name,) in found]
    _RANDOM.shuffle(names)
    phrases = itertools.cycle(quote_plus(f'"{name}"') for name in names)
    return (("", f"/api/v1/verdicts/?q={phrase}&limit=20") for phrase in phrases)


def _narrow(_connection: "psycopg.Connection") -> Iterator[Pair]:
    """A word within one site's appearances of one rating."""
    while True:
        word, site = _RANDOM.choice(_VOCABULARY), _RANDOM.randint(1, 300)
        narrowed = f"publisher=Site+{site}&rating={_RANDOM.choice(_RATINGS)}"
        yield "", f"/api/v1/verdicts/?q={word}&{narrowed}&limit=20"


READS = (
    Read("one verdict", 1.25, _one),
    Read("list of 50, two filters", 1.15, _list),
    Read("  another list each time", None, _other_lists),
    Read("feed page of 500", 0.6, _feed),
    Read("search, top 20", 1.15, _search("false"), 100_000),
    Read("  with highlights", None, _search("true"), 100_000),
    Read("  other words each time", None, _other_searches("false"), 100_000),
    Read("  the same with highlights", None, _other_searches("true"), 100_000),
    Read("  names as phrases", None, _names),
    Read("  a word, two rare filters", None, _narrow),
)
