"""What says the same in other words is found by its meaning, where there is a model that works."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from claims import actions
from claims.matching.index import INDEX
from factcheck.matching import tasks
from factcheck.matching.asking import Text
from factcheck.matching.index import halfvec, schema, vectors
from tests import raw
from tests.factories import claims, people
from tests.matching.index.conftest import Meanings
from tests.role import owner

pytestmark = pytest.mark.django_db

HERE, THERE = "Le chômage recule nettement.", "Fewer people are out of work."


@pytest.fixture
def jobs(meanings: Meanings) -> Meanings:
    meanings.subjects = ["chômage", "out of work"]
    # Both are one subject.
    embed = meanings.embed
    meanings.embed = lambda texts: embed([t.replace("out of work", "chômage") for t in texts])  # type: ignore[method-assign]
    return meanings


def embedded(model: Any, **how: Any) -> int:
    return sum(1 for _ in INDEX.embed(model, **how))


def asked() -> Any:
    return INDEX.answer([Text(THERE, "en")])


def test_it_is_found_in_another_language_by_either_search(
    jobs: Meanings, searched_by: str, settings: Any
) -> None:
    settings.MATCH_RELATED = 0.0  # how probable it is, is the judgement's own story
    claim = claims.claim(HERE)
    claims.claim("Les éoliennes tuent les oiseaux.")
    assert asked().judgements == [[]]
    assert embedded(jobs) == 1
    answer = asked()
    assert answer.semantic
    nearest = answer.judgements[0][0]
    assert (nearest.id, nearest.semantic) == (claim.pk, pytest.approx(1, abs=1e-3))
    # Another wording is another text: its vector is gone, until it is made again.
    actions.edit(claim.pk, actor=people.reviewer(), seen=1, changes={"text": "Il pleut à Lyon."})
    assert claim.pk not in [each.id for each in asked().judgements[0]]
    assert raw.run("SELECT count(*) FROM claims_matchvector") == [(1,)]
    assert embedded(jobs) == 1


def test_an_embedder_that_fails_leaves_the_words(jobs: Meanings, caplog: Any) -> None:
    claim = claims.claim(HERE)
    embedded(jobs)
    jobs.failing = True
    answer = INDEX.answer([Text(HERE, "fr")])
    assert not answer.semantic
    assert [each.id for each in answer.judgements[0]] == [claim.pk]
    assert answer.judgements[0][0].semantic is None
    assert "words alone" in caplog.text


def test_another_model_makes_all_anew_and_compares_nothing_meanwhile(
    jobs: Meanings, by_words_alone: Callable[[Any], None]
) -> None:
    claims.claim(HERE)
    assert embedded(jobs) == 1
    assert embedded(jobs) == 0
    other = Meanings("meanings@2", dimension=4)
    other.subjects = ["chômage"]
    by_words_alone(other)
    assert INDEX.answer([Text("Du chômage.", "fr")]).judgements[0][0].semantic is None
    assert embedded(other) == 1
    assert INDEX.answer([Text("Du chômage.", "fr")]).judgements[0][0].semantic is not None
    assert raw.run("SELECT model, dimension FROM claims_matchvector") == [("meanings@2", 4)]


def test_a_vector_of_another_size_is_compared_with_nothing(jobs: Meanings) -> None:
    claims.claim(HERE)
    embedded(jobs)
    jobs.dimension = 16
    [[found]] = INDEX.match([Text(HERE, "fr")])
    assert found.semantic is None


def test_it_goes_on_where_it_was_stopped(jobs: Meanings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "_BATCH", 2)
    for number in range(5):
        claims.claim(f"{HERE} {number}")
    first = next(iter(INDEX.embed(jobs)))
    assert first == 2
    assert list(INDEX.embed(jobs, goes_on=lambda: False)) == []
    assert list(INDEX.embed(jobs)) == [2, 3]


def test_the_worker_and_the_command_make_them(
    jobs: Meanings, monkeypatch: pytest.MonkeyPatch
) -> None:
    from factcheck.matching.management.commands import rebuild_match_index

    monkeypatch.setattr(tasks, "embedder", lambda: jobs)
    monkeypatch.setattr(rebuild_match_index, "embedder", lambda: jobs)
    claims.claim(HERE)
    out = StringIO()
    call_command("rebuild_match_index", "--status", stdout=out)
    assert "desk: 1 texts, 0 vectors of meanings@1" in out.getvalue()
    tasks.embed_new_texts(timestamp=0)
    assert raw.run("SELECT count(*) FROM claims_matchvector") == [(1,)]
    claims.claim(HERE)
    call_command("rebuild_match_index", "--embed", stdout=out, stderr=StringIO())
    assert "desk: 2 texts, 2 vectors of meanings@1" in out.getvalue()
    jobs.failing = True
    claims.claim(HERE)
    tasks.embed_missed_texts(timestamp=0)  # says so in the log, and is tried again
    with pytest.raises(CommandError, match="start it again"):
        call_command("rebuild_match_index", "--embed", stdout=out, stderr=StringIO())


def test_pgvector_that_comes_later_is_made_use_of(jobs: Meanings) -> None:
    raw.run("ALTER TABLE claims_matchvector DROP COLUMN near")
    halfvec.has.cache_clear()
    assert not halfvec.has("claims_matchvector")
    with owner():
        call_command("rebuild_match_index", "--side", "desk", stdout=StringIO())
    assert halfvec.has("claims_matchvector")


def test_a_role_that_may_not_have_pgvector_goes_on_without() -> None:
    raw.run("DROP EXTENSION vector CASCADE")
    with connection.cursor() as cursor:  # as the application's role
        cursor.execute(schema.with_pgvector("claims_match"))
    assert raw.run("SELECT to_regtype('halfvec')") == [(None,)]


@pytest.mark.parametrize("dimension", [8, 384, 512, 768, 1536])
def test_a_folded_vector_keeps_its_direction(dimension: int) -> None:
    chance = np.random.default_rng(1)
    pairs = chance.normal(size=(2, 50, dimension)).astype(np.float32)
    pairs[1] = pairs[0] + 0.5 * pairs[1]
    pairs /= np.linalg.norm(pairs, axis=2, keepdims=True)
    narrow = [halfvec.folded(each) for each in pairs]
    assert narrow[0].shape == (50, halfvec.WIDTH)
    before, after = (pairs[0] * pairs[1]).sum(1), (narrow[0] * narrow[1]).sum(1)
    blur = 1e-5 if dimension <= halfvec.WIDTH else 0.1
    assert np.abs(before - after).max() < blur
