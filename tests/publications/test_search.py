"""A partner looks for verdicts by their words: what is found, what is not, and what is refused."""

from collections.abc import Iterator, Mapping
from datetime import date
from random import Random
from typing import Any

import orjson
import pytest
from django.db import connection
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from factcheck.publications.models import Publication, SearchEntry
from factcheck.publications.queries import _CONDITIONS
from factcheck.publications.search import asking, facets, finding
from factcheck.publications.search.finding import Found, Place
from tests.factories.publications import correct, publish, verdict, withdraw

pytestmark = pytest.mark.django_db


def search(text: str, filters: Mapping[str, Any] | None = None, **more: Any) -> list[Found]:
    """What the statement finds, with the list's own conditions."""
    filters = filters or {}
    options: dict[str, Any] = {
        "limit": 20,
        "filters": filters,
        "conditions": [_CONDITIONS[name] for name in filters],
        "values": list(filters.values()),
    }
    sql, values = finding.statement(asking.parse(text), **options | more)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [Found(*row) for row in cursor.fetchall()]


def finds(text: str, publication: Publication, filters: Mapping[str, Any] | None = None) -> bool:
    return publication.verdict in [row.id for row in search(text, filters)]


def said(text: str, language: str = "fr", **more: Any) -> Publication:
    """A verdict on this claim, and little else in it."""
    plain: dict[str, Any] = {"headline": "", "summary": "", "topics": (), "evidence": ()}
    return publish(verdict(text=text, language=language, **plain | more))


# --- Words


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Le chômage a reculé", "chomage"),
        ("Le CHÔMAGE a reculé", "Chômage"),
        ("Le cho\u0302mage a reculé", "chômage"),  # the accent by itself
        ("Le chomage a reculé", "chômage"),
        ("Son œuvre est en ﬁlm", "oeuvre film"),
        ("L’hôpital public", "hopital"),
        ("L'hôpital public", "l’hôpital"),
        ("Un hôpital public", "l'hôpital"),
        ("Tout ce qu’on dit d’elle", "qu'on dit"),
        ("Jusqu’à l’été", "été"),
        ("Le porte-parole l’a dit", "porte-parole"),
        ("Le porte parole l’a dit", "porte-parole"),
        ("Le CO₂ émis", "co2"),
        ("Łódź et Århus", "lodz arhus"),
        ("Straße in Köln", "strasse koln"),
        ("Ⅻ siècles, 𝐠𝐫𝐚𝐬", "xii gras"),
        ("Ils ont 3 hôpitaux", "hopitaux"),
    ],
)
def test_accents_capitals_and_typography_do_not_matter(text: str, query: str) -> None:
    assert finds(query, said(text))


@pytest.mark.parametrize(
    ("language", "text", "queries"),
    [
        ("fr", "Les dépenses d’éducation ont été publiées", ["dépense", "publié", "publier"]),
        ("fr", "Elles sont vaccinées chaque année", ["vacciné", "vaccinee", "années", "vaccin"]),
        ("fr-CA", "Les vaccins sont inefficaces", ["vaccin", "inefficace"]),
        ("en", "Vaccines were causing illnesses", ["vaccine", "cause", "illness"]),
        ("es", "La vacunación obligatoria", ["vacunaciones", "vacunacion", "obligatorio"]),
        ("de", "Die Impfungen", ["impfungen", "die"]),
    ],
)
def test_words_are_found_in_every_form_of_their_language(
    language: str, text: str, queries: list[str]
) -> None:
    publication = said(text, language)
    for query in queries:
        assert finds(query, publication), query


def test_each_language_has_its_own_stems() -> None:
    """In French `fine` is a form of `fin`; in English, and in the words of a name, it is not."""
    french, english = said("La fine équipe", "fr"), said("A fine team", "en")
    assert finds("fines", french)
    assert not finds("fin", english)
    assert not finds("équipes", english)
    assert finds("fine", english, {"language": "en"})
    assert not finds("fine", english, {"language": "fr"})


def test_stop_words_are_no_hindrance_and_find_nothing_alone() -> None:
    publication = said("La dette de la France")
    assert finds("la dette de la france", publication)
    assert not finds("de la", publication)
    assert not finds("la -bretagne", publication)
    assert not finds("-bretagne de", publication)


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("Une hausse de 12 % en 2019", "12 %", True),
        ("Une hausse de 12\u00a0% en 2019", "12%", True),
        ("A rise of 12 per cent", '"12 %"', True),
        ("Une hausse de 12 pour cent", "12%", True),
        ("Une hausse de 12 euros", "12%", False),
        ("Un recul de 0,2 point", "0.2", True),
        ("Un recul de 0,2 point", "2", False),
        ("1 234 567 habitants", "1,234,567", True),
        ("1\u202f234\u202f567,8 habitants", "1234567.8", True),
        ("En 2019, ٣ fois", "2019 3", True),
    ],
)
def test_numbers(text: str, query: str, found: bool) -> None:
    assert finds(query, said(text)) is found


def test_everything_that_readers_see_is_searched() -> None:
    publication = publish(
        verdict(
            text="Un mot du texte",
            headline="Un titre",
            summary="Un résumé",
            topics=("grande-pêche",),
            claimant="Ali Benali",
            publisher="Le Phare",
        )
    )
    for query in ("texte", "titre", "résumé", "peche", "benali", "phare", "débat", "institut"):
        assert finds(query, publication), query
    assert not finds("d'une publication que personne", publication)


# --- What can be asked


def test_all_words_must_be_there_or_those_of_one_side() -> None:
    publication = said("Le budget de Lyon a doublé")
    assert finds("lyon budget", publication)
    assert not finds("lyon marseille", publication)
    assert finds("marseille OR lyon budget", publication)
    assert not finds("marseille budget OR lyon dette", publication)
    assert finds("OR lyon OR", publication)


def test_a_phrase_is_in_order_across_punctuation_but_not_across_fields() -> None:
    publication = said("Le taux (d’emploi), des jeunes", headline="Recul net")
    assert finds('"taux d\'emploi des jeunes"', publication)
    assert finds("« taux emploi »", publication) is False
    assert finds('"emploi taux"', publication) is False
    assert not finds('"jeunes recul"', publication)


def test_a_prefix_finds_every_word_that_begins_so() -> None:
    publication = said("La vaccination des nouveau-nés, un lit")
    for query in ("vac*", "vaccinat*", "VACCINA*", "vaccination*", "nés*", "nouveau-né*", "lit*"):
        assert finds(query, publication), query
    for query in ("vaccinations*", "vax*", "vaccinate*", "accin*", "vaccinat* dette"):
        assert not finds(query, publication), query
    assert finds('"des nouv*"', publication)
    assert finds("xyz* OR vaccin*", publication)
    assert finds("xyz* OR lit", publication)
    assert not finds("xyz* OR vaccin* -lit", publication)


def test_a_short_word_has_prefixes_too() -> None:
    assert finds("ans*", said("Depuis dix ans"))


def test_exclusion() -> None:
    publication = said("Le vaccin contre la grippe à vie")
    assert not finds("grippe -vaccins", publication)
    assert not finds('grippe -"à vie"', publication)
    assert not finds("grippe -vacc*", publication)
    assert finds("grippe -rougeole", publication)
    assert finds('grippe -"vie à"', publication)
    assert finds("grippe - vaccin", publication)


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("", "no word"),
        ("?!… *", "no word"),
        ("🦠", "no word"),
        ("OR", "no word"),
        ('"', "not closed"),
        ("« taux", "not closed"),
        ("-vaccin", "only excludes"),
        ("grippe OR -vaccin", "only excludes"),
        ("ab*", "at least 3"),
        ("mot " * 33, "at most 32"),
        ("a" * 2000, None),
    ],
)
def test_what_is_wrong_is_said(query: str, why: str | None) -> None:
    if why is None:
        assert search(query) == []
        return
    with pytest.raises(ValueError, match=why):
        asking.parse(query)


@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=80)
    | st.lists(
        st.sampled_from(
            [*"'\"\\:*&|!<->()-%.,", "OR", "<->", ":*A", "''", "le", "vaccin", "9q9x", "12"]
        ),
        max_size=15,
    ).map(" ".join)
)
@example("'vaccin':*A & !x | (a <2> b)")
@example("vaccin'); DROP TABLE publications_searchentry; --")
@example("\\' \\\\ '' ''' '''' x'y")
@example('- "" -" " a"b"c-"d"')
def test_whatever_is_typed_is_answered_or_refused(text: str) -> None:
    try:
        asked = asking.parse(text)
    except ValueError as error:
        assert str(error)
        return
    for filters in ({}, {"language": "fr"}):
        sql, values = finding.statement(asked, limit=1, filters=filters, marks=True)
        with connection.cursor() as cursor:
            cursor.execute(sql, values)


# --- What stands


def test_what_was_withdrawn_is_not_found() -> None:
    publication = said("Le chômage a reculé")
    withdraw(publication)
    assert search("chômage") == []
    assert not SearchEntry.objects.exists()


def test_what_was_corrected_is_found_by_its_new_words_only() -> None:
    first = said("Le chômage a reculé")
    second = correct(first, text="La dette a doublé", headline="Non", summary="")
    assert not finds("chômage", first)
    assert [row.number for row in search("dette")] == [second.pk]


def test_what_was_withdrawn_and_published_anew_is_found_again() -> None:
    first = said("Le chômage a reculé")
    withdraw(first)
    correct(first, text="Le chômage a reculé un peu")
    assert finds("chômage", first)


# --- Order and pages


def test_where_a_word_stands_decides_the_rank() -> None:
    in_evidence = said("Rien", publisher="Le Chômage")
    in_summary = said("Rien", summary="Le chômage recule")
    in_claim = said("Le chômage recule")
    in_both = said("Le chômage recule", headline="Le chômage en recul")
    expected = [in_both, in_claim, in_summary, in_evidence]
    assert [row.id for row in search("chômage")] == [p.verdict for p in expected]


def test_among_equals_the_newest_comes_first() -> None:
    made = [said("Le chômage recule") for _ in range(3)]
    correct(made[0], text="Le chômage recule", headline="", summary="", topics=(), evidence=())
    assert [row.id for row in search("chômage")] == [made[n].verdict for n in (0, 2, 1)]


@pytest.mark.parametrize("most", [finding.MOST, 7])
def test_pages_show_everything_once(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(finding, "MOST", most)
    made = [said("Le chômage " * (1 + number % 3)) for number in range(11)]
    seen: list[Found] = []
    after: Place | None = None
    while page := search("chômage", limit=3, after=after):
        seen += page
        after = page[-1].place()
        said("Le chômage, dit entre deux pages")
    assert len(seen) == len({row.id for row in seen}) == min(most, 11)
    assert {row.id for row in seen} == {p.verdict for p in made[-most:]}
    assert {row.matched for row in seen} == {min(most, 11)}
    assert seen == sorted(seen, key=lambda row: (-row.rank, -row.number))


def test_the_newest_are_ranked_however_the_blocks_lie(monkeypatch: pytest.MonkeyPatch) -> None:
    """The walk back leaves out none, wherever it begins, and with blocks of any size."""
    monkeypatch.setattr(finding, "MOST", 7)
    monkeypatch.setattr(facets, "BLOCKS", (1, 2, 4))
    chance = Random(1)
    texts = ["Le chômage", "La dette", "Le chômage et la dette", "Rien"]
    made = [said(chance.choices(texts, [1, 4, 1, 20])[0]) for _ in range(70)]
    numbers = {p.pk: orjson.loads(p.body)["claim"]["text"] for p in made}
    for query in ("chômage", "dette", "chômage dette", "chôm*", "det* OR chômage"):
        for begun in sorted(numbers)[::3]:
            words = [word[:3] for word in query.replace("ô", "o").split(" ") if word != "OR"]
            every = any if " OR " in query else all
            matching = [
                number
                for number, text in numbers.items()
                if number <= begun
                and every(word in text.lower().replace("ô", "o") for word in words)
            ]
            found = search(query, after=Place(9.0, 0, begun))
            assert {row.number for row in found} == set(sorted(matching)[-7:]), (query, begun)


def test_a_phrase_is_looked_for_in_the_newest_that_have_its_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(finding, "MOST_LOOKED_AT", 4)
    monkeypatch.setattr(facets, "BLOCKS", (1, 2, 4))
    old = said("Le chômage recule vite")
    for _ in range(2):
        said("Le chômage ne recule pas, dit-on")
    assert finds('"chômage recule"', old)
    for _ in range(6):
        said("Vite, le chômage : il recule")
    assert not finds('"chômage recule vite"', old)
    assert finds("chômage recule vite", old)


# --- With the list's filters

FILTERS = [
    {"language": "fr"},
    {"rating": "vrai"},
    {"rating_canonical": "true"},
    {"topic": "santé"},
    {"claimant": "Ali Benali"},
    {"publisher": "Le Phare"},
    {"article_url": "https://x.example/?a=1&b=é"},
    {"claimed_from": "2026-04-30", "claimed_to": "2026-04-30"},
    {"claimed_from": "2026-04-01"},
    {"claimed_to": "2026-05-01", "claimed_from": "2020-01-01"},
    {"status": "published"},
    {"language": "fr", "rating": "vrai", "topic": "vaccins", "publisher": "Le Phare"},
]


@pytest.mark.parametrize("filters", FILTERS)
@pytest.mark.parametrize("query", ["chômage", "chôm*", "dette OR chôm*", '"chômage recule"'])
def test_filters_narrow_the_search(filters: dict[str, Any], query: str) -> None:
    wanted = publish(
        verdict(
            text="Le chômage recule",
            rating="true",
            topics=("santé", "vaccins"),
            claimant="Ali Benali",
            publisher="Le Phare",
            article_url="https://x.example/?a=1&b=é",
            claimed_on="2026-04-30",
        )
    )
    other = said("Le chômage recule", "en", claimed_on=None, rating="mixed")
    correct(other, text="Le chômage recule", claimed_on="2019-01-01", rating="mixed")
    given = {
        name: date.fromisoformat(value) if name.startswith("claimed") else value
        for name, value in filters.items()
    }
    assert [row.id for row in search(query, given)] == [wanted.verdict]


def test_filters_by_time() -> None:
    publication = said("Le chômage recule")
    at = publication.published_at
    for name in ("published", "updated"):
        assert finds("chômage", publication, {f"{name}_from": at, f"{name}_to": at})
        assert finds("chômage", publication, {f"{name}_to": at})
        assert not finds("chômage", publication, {f"{name}_to": at.replace(year=2001)})
        assert not finds("chômage", publication, {f"{name}_from": at.replace(year=2098)})


@pytest.fixture
def one_number(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Everything has the same number; what is remembered of numbers is forgotten around it."""
    facets._beginnings.cache_clear()
    with monkeypatch.context() as patch:
        patch.setattr(facets, "_number", lambda name, value: 7)
        yield
    facets._beginnings.cache_clear()


def test_conditions_decide_where_numbers_coincide(one_number: None) -> None:
    publication = said("Le chômage recule")
    assert finds("chôm*", publication)
    assert not finds("vacc*", publication)
    assert not finds("chômage", publication, {"topic": "santé"})


def test_every_filter_of_the_list_can_be_combined() -> None:
    for name in _CONDITIONS:
        assert finding.statement(
            asking.parse("mot"), limit=1, filters={}, conditions=[_CONDITIONS[name]], values=[1]
        )


def test_one_query_however_many_rows(django_assert_num_queries: Any) -> None:
    for rows in (1, 8):
        for _ in range(rows):
            said("Le chômage recule")
        with django_assert_num_queries(1):
            assert len(search("chômage", marks=True)) >= rows


def test_without_documents_only_what_a_page_is_made_of() -> None:
    publication = said("Le chômage recule")
    (row,) = search("chômage", bodies=False)
    assert (row.body, row.places, row.content_hash) == (None, None, publication.content_hash)
