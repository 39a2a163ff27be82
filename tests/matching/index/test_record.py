"""Has this been checked, as far as the public knows? What stands is found, and nothing else."""

from importlib import import_module
from io import StringIO
from typing import Any
from uuid import uuid4

import orjson
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from factcheck.matching import tasks
from factcheck.matching.asking import Text
from factcheck.publications import matching
from factcheck.publications.annotating import prints
from factcheck.publications.annotating.words import norms
from factcheck.publications.matching.index import INDEX
from tests import raw
from tests.factories import claims, publications
from tests.role import owner

pytestmark = pytest.mark.django_db

CLAIM = "Le taux de chômage a baissé de moitié à Lyon depuis 2019."
OTHER = "La pollution de l’air a doublé à Strasbourg en dix ans."


def found(text: str = CLAIM, **more: Any) -> list[object]:
    [judged] = matching.match([Text(text, "fr")], **more)
    return [each.id for each in judged]


def publish(text: str = CLAIM, **more: Any) -> Any:
    return publications.publish(publications.verdict(text=text, headline=text, **more))


def test_what_is_published_is_found_and_what_is_withdrawn_is_not() -> None:
    first, second = publish(), publish(OTHER)
    assert found() == [first.verdict]
    publications.withdraw(first)
    assert found() == []
    assert found(OTHER) == [second.verdict]


def test_a_correction_shows_at_once() -> None:
    first = publish()
    publications.correct(first, text=OTHER, headline=OTHER)
    assert found() == []
    assert found(OTHER) == [first.verdict]


def test_what_only_the_desk_knows_is_never_found() -> None:
    claims.claim(CLAIM)
    assert found() == []
    assert raw.run("SELECT count(*) FROM publications_matchitem") == [(0,)]


def test_postgresql_refuses_a_text_of_what_does_not_stand() -> None:
    first = publish()
    publications.withdraw(first)
    with raw.refused("does not stand"):
        raw.run(
            "INSERT INTO publications_matchitem (verdict_id, language, text, terms)"
            " VALUES (%s, 'fr', 'x', '{}')",
            first.verdict,
        )


def test_a_verdict_is_found_by_its_headline_too() -> None:
    first = publications.publish(publications.verdict(text=OTHER, headline=CLAIM))
    assert first.verdict in found("La pollution a doublé à Strasbourg, le chômage baissé à Lyon.")


def test_a_list_shows_what_stands(django_assert_num_queries: Any) -> None:
    own, other = publish(), publish()
    INDEX.match([Text(CLAIM, "fr")])
    with django_assert_num_queries(3):
        [[match]] = matching.matches([Text(CLAIM, "fr")], excluding=[own.verdict])
    assert (match.id, match.claim, match.language) == (other.verdict, CLAIM, "fr")
    assert (match.rating, match.canonical) == ("Faux", "false")
    assert match.published_at == other.published_at
    assert match.judgement.kind == "same"
    assert len(matching.match([Text(CLAIM, "fr")], 1, excluding=[uuid4()])[0]) == 1


# --- Putting it right


def rebuild(*words: str) -> str:
    out = StringIO()
    call_command("rebuild_match_index", "--side", "record", *words, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_the_command_puts_right_what_is_missing_left_over_or_otherwise() -> None:
    kept = [publish(f"{CLAIM} {number}") for number in range(4)]
    assert "0 of 4 put right" in rebuild()
    INDEX.remove([kept[0].verdict])
    raw.run("UPDATE publications_matchitem SET text = 'x' WHERE verdict_id = %s", kept[1].verdict)
    raw.run(
        "DELETE FROM publications_matchposting WHERE (term, item) = (SELECT terms[1], number"
        " FROM publications_matchitem WHERE verdict_id = %s)",
        kept[2].verdict,
    )
    told = rebuild()
    assert "3 of 4 put right" in told
    assert "4 texts" in told
    assert "0 of 4 put right" in rebuild()
    assert set(found()) == {each.verdict for each in kept}


def test_words_that_were_read_by_another_version_are_read_anew() -> None:
    """The worker does so after an upgrade; the text and its vector stay."""
    kept = [publish(f"{CLAIM} {number}") for number in range(3)]
    numbers = raw.run("SELECT number FROM publications_matchitem ORDER BY number")
    raw.tamper(
        "UPDATE publications_matchitem SET reading = 1, terms = '{}' WHERE mod(number, 2) = 0"
    )
    raw.run("DELETE FROM publications_matchposting WHERE mod(item, 2) = 0")
    assert len(found()) < 3
    assert "of them wait to be read anew" in rebuild("--status")

    tasks.reread_old_texts(timestamp=0)
    assert set(found()) == {each.verdict for each in kept}
    assert raw.run("SELECT number FROM publications_matchitem ORDER BY number") == numbers
    assert "wait to be read anew" not in rebuild("--status")
    assert "0 of 3 put right" in rebuild()


def test_what_was_kept_before_headlines_were_is_kept_anew() -> None:
    first = publications.publish(publications.verdict(text=OTHER, headline=CLAIM))
    raw.tamper(
        "UPDATE publications_matchitem SET reading = 1, headline = '', headline_language = ''"
    )
    tasks.reread_old_texts(timestamp=0)
    kept = raw.run("SELECT verdict_id, headline, headline_language FROM publications_matchitem")
    assert kept == [(first.verdict, CLAIM, "fr")]
    assert "0 of 1 put right" in rebuild()


def test_what_was_withdrawn_is_taken_out_however_it_came_in() -> None:
    first = publish()
    publications.withdraw(first)
    raw.tamper(
        "INSERT INTO publications_matchitem (verdict_id, language, text, terms)"
        " VALUES (%s, 'fr', 'x', '{1}')",
        first.verdict,
    )
    assert "1 texts" in rebuild("--status")
    assert "1 of 1 put right" in rebuild()
    assert raw.run("SELECT count(*) FROM publications_matchitem") == [(0,)]


def test_many_that_are_made_are_found() -> None:
    with owner():
        call_command("generate_publications", count=20, stderr=StringIO(), stdout=StringIO())
    [(verdict, text)] = raw.run(
        "SELECT verdict_id, text FROM publications_matchitem ORDER BY number LIMIT 1"
    )
    assert found(text)[0] == verdict
    assert "0 of 20 put right" in rebuild()


def test_verdicts_from_before_are_found_where_their_words_are_repeated() -> None:
    migration = import_module("factcheck.publications.migrations.0006_repeats")
    first, second = publish(), publish(OTHER)
    kept = list(prints.of(orjson.loads(first.body)))
    raw.run("DELETE FROM publications_matchposting WHERE term = ANY(%s)", kept)
    raw.run(
        "UPDATE publications_matchitem SET terms = terms[:cardinality(terms) - %s]"
        " WHERE verdict_id = %s",
        len(kept),
        first.verdict,
    )
    for _again in range(2):
        migration.find_existing_passages(apps, connection.schema_editor())
    assert "0 of 2 put right" in rebuild()
    assert set(INDEX.sharing(prints.shingles(norms(f"Or, {CLAIM} {OTHER}")), 9)) == {
        first.verdict,
        second.verdict,
    }
