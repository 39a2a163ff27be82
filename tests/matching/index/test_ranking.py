"""The index ranks as BM25 does, computed by hand over every text."""

import random
from collections import Counter
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from factcheck.matching import bm25
from factcheck.matching.asking import Text, ask
from factcheck.matching.index import asked as reading
from factcheck.matching.index import counting, finding, hashing
from factcheck.matching.index.entries import entry
from factcheck.matching.terms import terms
from factcheck.publications import synthetic
from factcheck.publications.matching.index import INDEX
from tests import raw

pytestmark = pytest.mark.django_db

TABLES = INDEX.tables

ByHand = Callable[[Text], dict[UUID, float]]


def texts(count: int) -> dict[UUID, Text]:
    """Claims with words as common and as rare as in real ones."""
    return {
        first.id: Text(first.verdict.claim.text, first.verdict.claim.language)
        for first in synthetic.verdicts(count, seed=3)
    }


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> dict[UUID, Text]:
    """Texts, some of whose words are common, without verdicts: the guard has its own story."""
    monkeypatch.setattr(counting, "COMMON", 150)
    made = texts(2_000)
    raw.run("SET LOCAL session_replication_role = replica")
    INDEX.put([entry(about, text) for about, text in made.items()])
    raw.run("SET LOCAL session_replication_role = origin")
    INDEX.count()
    return made


@pytest.fixture
def believed_empty() -> None:
    """Tables that were large, and empty when their figures were taken."""
    raw.run(
        f"INSERT INTO {TABLES.posting} (term, item, weight)"
        " SELECT n, n, 1 FROM generate_series(1, 50000) n"
    )
    raw.run(f"DELETE FROM {TABLES.posting}")
    raw.run(f"ANALYZE {TABLES.posting}")


@pytest.fixture
def by_hand(kept: dict[UUID, Text]) -> ByHand:
    """Every text's score for a question."""
    weights = {about: bm25.weights(terms(*text)) for about, text in kept.items()}
    counts = Counter(term for each in weights.values() for term in each)

    def scores(question: Text) -> dict[UUID, float]:
        worth = {
            term: times * bm25.idf(counts[term], len(kept))
            for term, times in ask(question).terms.items()
        }
        return {
            about: sum(worth[term] * each[term] for term in worth.keys() & each.keys())
            for about, each in weights.items()
        }

    return scores


def found(questions: list[Text], budget: int) -> list[list[finding.Found]]:
    asked = [ask(question) for question in questions]
    known, every = counting.counts(
        TABLES, {hashing.number(term) for each in asked for term in each.terms}
    )
    plans = [reading.plan(each, known, reading.idf(each, known, every), budget) for each in asked]
    rows = finding.candidates(TABLES, plans, near=finding.NOBODY)
    return [[row for row in rows if row.place == place] for place in range(len(questions))]


def questions(kept: dict[UUID, Text], count: int) -> list[Text]:
    """Parts of claims in another order, a number of words of each."""
    chance = random.Random(5)
    made = []
    for text in chance.sample(list(kept.values()), count):
        words = text.words.split()
        chance.shuffle(words)
        made.append(Text(" ".join(words[: len(words) * 2 // 3]), text.language))
    return made


def test_every_score_is_that_of_bm25_over_all_texts(
    kept: dict[UUID, Text], by_hand: ByHand
) -> None:
    asked = questions(kept, 25)
    for question, rows in zip(asked, found(asked, budget=1_000_000), strict=True):
        scores = by_hand(question)
        best = sorted(scores.values(), reverse=True)[: len(rows)]
        assert [row.score for row in rows] == pytest.approx(best, rel=1e-5)
        assert all(row.score == pytest.approx(scores[row.about], rel=1e-5) for row in rows)


def test_with_a_budget_the_best_is_still_found_and_scored_by_all_its_words(
    kept: dict[UUID, Text], by_hand: ByHand
) -> None:
    asked = questions(kept, 25)
    for question, rows in zip(asked, found(asked, budget=250), strict=True):
        scores = by_hand(question)
        assert rows[0].score == pytest.approx(max(scores.values()), rel=1e-5)


def test_the_planner_may_believe_that_the_tables_are_empty(
    believed_empty: None, kept: dict[UUID, Text]
) -> None:
    """What an import kept a moment ago is not in its figures yet. Misled by them it read the whole
    index for every text that it scored, which took longer than a statement may."""
    assert all(found(questions(kept, 50), budget=250))


def test_what_is_repeated_is_found_however_common_its_words_are(kept: dict[UUID, Text]) -> None:
    common = Text("Le gouvernement a doublé les lits d’hôpital.", "fr")
    raw.run("SET LOCAL session_replication_role = replica")
    about = UUID(int=1)
    INDEX.put([entry(about, common)])
    newer = [Text(f"Le gouvernement a doublé l’hôpital {n} lits lits", "fr") for n in range(60)]
    INDEX.put([entry(UUID(int=2 + n), text) for n, text in enumerate(newer)])
    [rows] = found([common], budget=5)
    assert about in [row.about for row in rows]


def test_common_terms_are_counted_when_the_texts_have_changed(kept: dict[UUID, Text]) -> None:
    kept_terms = dict(raw.run("SELECT term, texts FROM publications_matchcommonness"))
    assert kept_terms.pop(0) == len(kept)
    assert kept_terms, "some words are common"
    for term, count in kept_terms.items():
        [(really,)] = raw.run(
            "SELECT count(*) FROM publications_matchposting WHERE term = %s", term
        )
        assert count == really >= counting.COMMON
    assert not INDEX.count()
    assert INDEX.count(anyway=True)


@pytest.mark.parametrize(
    "words",
    [
        "le la les de des et où",
        "!!! ??? …",
        "日本語の失業率",
        "'); DROP TABLE claims_claim; -- %s %(x)s {}",
        "NUL \0 and \ud800 half a pair",
        "mot " * 250_000,
        " ".join(f"mot{n}" for n in range(100_000)),
    ],
    ids=["stop words", "signs", "Japanese", "SQL", "no text", "one word", "many words"],
)
def test_any_text_gets_an_answer(words: str) -> None:
    about, kept = UUID(int=1), words.encode("utf-8", "replace").decode()
    raw.run("SET LOCAL session_replication_role = replica")
    INDEX.put([entry(about, Text(kept, "fr"))])
    for language in ("fr", "xx-Unknown", ""):
        [judged] = INDEX.match([Text(words, language)])
        assert [each.id for each in judged] in ([about], [])


def test_a_hundred_texts_are_a_few_statements(
    kept: dict[UUID, Text], django_assert_num_queries: Any
) -> None:
    asked = questions(kept, 100)
    with django_assert_num_queries(10):
        together = INDEX.match(asked)
    assert together[:10] == [INDEX.match([each])[0] for each in asked[:10]]
    assert sum(bool(each) for each in together) > 90
