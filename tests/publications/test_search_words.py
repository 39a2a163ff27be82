"""Words of any text: the same for documents and queries, and one for one what PostgreSQL sees."""

from typing import Any

import orjson
import pytest
from django.db import connection
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from factcheck.publications.models import SearchEntry
from factcheck.publications.search import asking, finding, layout, marking, stems, words
from factcheck.publications.search.finding import Found
from tests.factories.publications import publish, verdict

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
_PARTS = """
    é e\u0301 œ ﬁ ½ ² ʼ ’ - 1 23 456 , . % ‰ 漢 字 か\u3099 한국 ש ع \u0670 🦠 👩\u200d🔬 İ ß x _
""".split()  # noqa: SIM905
MIXED = st.lists(st.sampled_from([*_PARTS, " ", "\u00a0", "per cent"])).map("".join)
settings.register_profile(
    "quick",
    deadline=None,
    derandomize=True,
    max_examples=200,
    suppress_health_check=list(HealthCheck),
)


def texts(text: str) -> list[str]:
    return [word.text for word in words.of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L’Œuvre d’été, n°5", ["l", "oeuvre", "d", "ete", "n", "5"]),
        ("lʼhôpital", ["l", "hopital"]),
        ("12,5 % ou 12.50%", ["12.5", "pct", "ou", "12.50", "pct"]),
        ("1 234,5 et 1.234.567", ["1234.5", "et", "1234567"]),
        ("2019 300 000", ["2019", "300000"]),
        ("le 12.05.2020", ["le", "12", "05", "2020"]),
        ("½ tasse", ["1", "2", "tasse"]),
        ("漢字か\u3099", ["漢", "字", "か"]),
        ("a\u00adb c\u200dd", ["ab", "cd"]),
        ("x" * 100, ["x" * 64]),
        ("snake_case ___", ["snake", "case"]),
        ("🦠 … — «»", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


@settings(settings.get_profile("quick"))
@given(ANY_TEXT | MIXED)
def test_every_word_is_letters_and_digits_in_its_place(text: str) -> None:
    last = 0
    for word in words.of(text):
        assert 0 <= word.start < word.end <= len(text)
        assert word.start >= last or word.end == last
        last = word.end
        whole, _point, fraction = word.text.partition(".")
        assert (whole + fraction).isalnum()
        assert not fraction or (whole + fraction).isascii()


@settings(settings.get_profile("quick"))
@given(ANY_TEXT | MIXED)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = " ".join(texts(text))
    assert words.fold(once.replace(".", "")) == once.replace(".", "")


@pytest.mark.django_db
@settings(settings.get_profile("quick"))
@given(ANY_TEXT | MIXED)
@example("1e5 12abc 0x1f covid19 12.5kg 1.2.3 3,4,5 a.b @c /d e@f.gh")
def test_postgresql_counts_the_same_words(text: str) -> None:
    expected = texts(text)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(max(place), 0) FROM unnest(to_tsvector('simple', %s)) AS v"
            " (lexeme, positions, weights), unnest(positions) AS place",
            [" ".join(expected)],
        )
        assert cursor.fetchone() == (len(expected),)


# --- The layout: places by which words are found again


@pytest.mark.django_db
@settings(settings.get_profile("quick"), max_examples=40)
@given(ANY_TEXT | MIXED, ANY_TEXT | MIXED, st.lists(ANY_TEXT | MIXED, max_size=3))
def test_the_places_are_those_of_the_stored_words(
    text: str, summary: str, topics: list[str]
) -> None:
    said = verdict(text=text, summary=summary, topics=tuple(topics), language="de", claimant=None)
    publication = publish(said)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT place, lexeme FROM publications_searchentry e, unnest(e.vector) AS v"
            " (lexeme, positions, weights), unnest(positions) AS place WHERE verdict_id = %s",
            [publication.verdict],
        )
        stored = dict(cursor.fetchall())
    placed = layout.placed(orjson.loads(publication.body))
    assert stored == {place: word.text for _field, place, word in placed}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        " ".join(f"mot{number}" for number in range(60_000)),
        " ".join("漢" * 64 + str(number) for number in range(20_000)),
        "x" * 1_000_000,
        "漢字" * 100_000,
        "é" * 300_000,
        "le " * 400_000,
    ],
    ids=["many words", "many bytes", "one word", "no spaces", "accents", "repeated"],
)
def test_a_very_long_text_is_searched_by_its_beginning(text: str) -> None:
    publication = publish(verdict(text="Un début", summary=text, topics=("sujet",)))
    assert SearchEntry.objects.filter(pk=publication.verdict).exists()
    for query in ("début", "sujet"):
        assert look(query), query


# --- Marks


def look(query: str) -> list[Found]:
    sql, values = finding.statement(asking.parse(query), limit=20, marks=True)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [Found(*row) for row in cursor.fetchall()]


def marked(query: str) -> list[tuple[str, list[str]]]:
    """The first verdict's fragments: the field, and the marked pieces of its text."""
    row = look(query)[0]
    document = orjson.loads(row.body or b"")
    found = marking.of(document, asking.parse(query), row.places)
    return [
        (each["field"], [each["fragment"][start:end] for start, end in each["marks"]])
        for each in found
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "query", "pieces"),
    [
        ("Les hôpitaux et l’HÔPITAL", "hopitaux", ["hôpitaux", "HÔPITAL"]),
        ("Les vaccinées, un vaccin", "vacciner", ["vaccinées", "vaccin"]),
        ("Le cho\u0302mage\u0301 !", "chomag*", ["cho\u0302mage\u0301"]),
        ("👩‍🔬 L’œuvre 🦠 gâchée", "oeuvre gache", ["œuvre", "gâchée"]),
        ("Une hausse de 12 pour cent", '"12 %"', ["12", "pour cent"]),
        ("1\u202f234\u202f567 euros", "1,234,567", ["1\u202f234\u202f567"]),
        ("½ tasse", '"1 2"', ["½"]),
        ("La grippe, sans rougeole", "grippe -varicelle", ["grippe"]),
        ("Nouveau, nouveauté, neuf", "nouv* -ancien", ["Nouveau", "nouveauté"]),
    ],
)
def test_marks_are_exact_in_the_original_text(text: str, query: str, pieces: list[str]) -> None:
    publish(verdict(text=text, headline="", summary="", topics=()))
    assert marked(query)[0] == ("claim.text", pieces)


@pytest.mark.django_db
def test_fragments_come_from_the_heaviest_fields() -> None:
    publish(
        verdict(
            text="Le chômage recule",
            headline="Le chômage, vraiment ?",
            summary="Du chômage il reste ceci",
            topics=("chômage",),
        )
    )
    assert [field for field, _pieces in marked("chômage")] == ["claim.text", "headline", "topics.0"]


@pytest.mark.django_db
def test_a_long_text_is_cut_at_words_around_the_first_mark() -> None:
    text = "avant " * 100 + "« l’été e\u0301te\u0301 » " + "après " * 100
    publish(verdict(text=text))
    row = look("été")[0]
    first = marking.of(orjson.loads(row.body or b""), asking.parse("été"), row.places)[0]
    assert len(first["fragment"]) <= 200
    assert first["fragment"] in text
    assert first["fragment"].startswith("avant")
    assert first["fragment"].endswith("après")
    pieces = [first["fragment"][start:end] for start, end in first["marks"]]
    assert pieces == ["été", "e\u0301te\u0301"]


@settings(settings.get_profile("quick"))
@given(ANY_TEXT | MIXED, st.sets(st.integers(1, 60)), st.sampled_from(["mot", "xyz*", "漢"]))
def test_marks_stay_inside_their_fragment(text: str, places: set[int], query: str) -> None:
    document: dict[str, Any] = {
        "claim": {"text": text * 20, "claimant": None, "appearances": []},
        "headline": text,
        "topics": [],
        "summary": text,
        "evidence": [],
    }
    for each in marking.of(document, asking.parse(query), places):
        assert len(each["fragment"]) <= 400
        assert each["marks"]
        assert all(0 <= start < end <= len(each["fragment"]) for start, end in each["marks"])


# --- Stems


@pytest.mark.parametrize(
    ("language", "config"),
    [
        ("fr", "french"),
        ("FR-be", "french"),
        ("en-GB", "english"),
        ("es", "spanish"),
        ("br", "simple"),
    ],
)
def test_each_language_has_its_configuration(language: str, config: str) -> None:
    assert stems.config(language) == config
