"""What is believed of an item, what is dropped of it, and what is of no use at all."""

import json
from contextlib import suppress
from datetime import date
from time import process_time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.elsewhere import reasons
from factcheck.elsewhere.reading import reader
from factcheck.elsewhere.reading.believing import Refused, believed
from factcheck.elsewhere.reading.people import Claimant
from factcheck.elsewhere.reading.review import Review
from tests.factories.elsewhere import item, rating

TODAY = date(2026, 11, 25)


def read(**changes: Any) -> Review:
    return believed(item(**changes), TODAY)


def why(found: Review, field: str) -> list[str]:
    return [note["why"] for note in found.notes if note["field"] == field]


def test_a_sound_item_is_read_without_a_note() -> None:
    found = read()
    assert found.notes == []
    assert found.publisher == ("Autre Desk", "autre.example")
    assert found.claimants == [Claimant("Jeanne Martin", "Person", ())]
    assert (found.claim_date, found.published) == ("2026-03-01", "2026-03-07")
    assert [place.url for place in found.appearances] == ["https://gazette.example/1"]
    assert json.loads(found.raw) == item()


# --- Refused


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"url": None}, "no_url"),
        ({"url": ""}, "no_url"),
        ({"url": {"a": []}}, "no_url"),
        ({"url": "/verif/1"}, "relative_address"),
        ({"url": "autre.example/verif/1"}, "relative_address"),
        ({"url": "//autre.example/1"}, "relative_address"),
        ({"url": "javascript:alert(1)"}, "other_scheme"),
        ({"url": " java\nscript:alert(1)"}, "other_scheme"),
        ({"url": "data:text/html,<script>"}, "other_scheme"),
        ({"url": "http://"}, "bad_address"),
        ({"url": "https://user:secret@autre.example/"}, "bad_address"),
        ({"url": "https://autre.example:port/"}, "bad_address"),
        ({"url": "https://autre.example/\u202egnp"}, "bad_address"),
        ({"url": "https://[autre"}, "bad_address"),
        ({"url": "https://autre.example/" + "x" * 2_000}, "long_address"),
        ({"claimReviewed": None, "itemReviewed": None}, "no_claim"),
        ({"claimReviewed": "<script>alert(1)</script>"}, "no_claim"),
        ({"claimReviewed": " … "}, "no_claim"),
        ({"claimReviewed": "x" * 10_001}, "long_claim"),
    ],
)
def test_what_is_of_no_use_is_refused(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        read(**changes)
    assert refused.value.code == code
    assert reasons.told(code)


# --- Texts


@pytest.mark.parametrize(
    ("written", "claim", "notes"),
    [
        ("L&#39;intégralité &amp; plus", "L'intégralité & plus", []),
        ("Un &amp;amp; deux", "Un & deux", []),
        ("<p>Un <b>deux</b></p><p>trois<script>alert(1)</script></p>", "Un deux trois", ["markup"]),
        ("&lt;p&gt;Un&lt;/p&gt;", "Un", ["markup"]),
        ("a < b et c > d, <Macron> et <3", "a < b et c > d, <Macron> et <3", []),
        ("Un\x00 deux\ud800", "Un deux", ["controls"]),
        ("Un \u202edeux", "Un deux", ["direction"]),
        ("Un\u00ad \n\r\n deux\u200b", "Un deux", []),
        ("👩‍🚒 est là 🙂", "👩‍🚒 est là 🙂", []),
        ("ادعاء", "ادعاء", []),
        (12, "12", []),
        ({"@value": "Un", "@language": "fr"}, "Un", []),
        (["", "Un", "deux"], "Un", []),
    ],
)
def test_texts_are_plain_on_one_line(written: Any, claim: str, notes: list[str]) -> None:
    found = read(claimReviewed=written)
    assert (found.claim, why(found, "claim")) == (claim, notes)


def test_a_claim_stands_where_else_it_may() -> None:
    for reviewed in ({"@type": "Claim", "text": "Ceci"}, "Ceci", {"name": "Ceci"}):
        assert read(claimReviewed=None, itemReviewed=reviewed).claim == "Ceci"


def test_what_is_nested_deeply_or_endlessly_long_is_no_reason_to_stop() -> None:
    for depth in (20, 400, 985):
        deep = "[" * depth + '"x"' + "]" * depth
        for name in ("author", "itemReviewed", "reviewRating", "claimReviewed", "other"):
            raw = json.dumps(item() | {name: "deep"}).replace('"deep"', deep).encode()
            for element in reader.read(iter([raw])):
                if not element.fault:
                    with suppress(Refused):
                        believed(element.node, TODAY)
    number = 10**400
    found = read(reviewRating=rating("Faux", number), datePublished=number, headline=number)
    assert (found.rating.value, found.published) == (None, "")


def test_the_same_claim_is_the_same_however_it_is_pointed() -> None:
    said = read(claimReviewed="« Le Chômage » baisse !").key
    assert read(claimReviewed="le chômage baisse").key == said
    assert read(claimReviewed="le chomage baisse").key != said
    # Vowel signs tell words apart.
    assert read(claimReviewed="कि").key != read(claimReviewed="की").key


def test_hostile_texts_take_no_time() -> None:
    begun = process_time()
    for text in (
        "<script>" + "</script " * 9_000,
        "<!--" * 20_000,
        "<script" * 20_000,
        "&amp;" * 20_000,
        "<a " * 20_000,
        "<" * 90_000,
    ):
        assert why(read(headline=text), "headline")
    assert process_time() - begun < 5  # a tenth of a second, where nobody else works


# --- Names


@pytest.mark.parametrize(
    ("author", "publisher", "notes"),
    [
        ("Autre Desk", ("Autre Desk", "autre.example"), []),
        ("https://www.desk.example/nous", ("desk.example", "desk.example"), ["no_publisher"]),
        ({"url": "https://desk.example"}, ("desk.example", "desk.example"), ["no_publisher"]),
        (None, ("autre.example", "autre.example"), ["no_publisher"]),
        ({"name": "Desk", "url": "desk.example"}, ("Desk", "desk.example"), []),
        (
            [{"@type": "Person", "name": "Ana"}, {"@type": "Organization", "name": "Desk"}],
            ("Desk", "autre.example"),
            ["further"],
        ),
        ([{"name": "Un"}, {"name": "Deux"}], ("Un", "autre.example"), ["further"]),
        ({"name": ["Desk"], "url": "javascript:1"}, ("Desk", "autre.example"), ["other_scheme"]),
        ([[None, 3]], ("3", "autre.example"), []),
    ],
)
def test_a_review_always_has_a_publisher(
    author: Any, publisher: tuple[str, str], notes: list[str]
) -> None:
    found = read(author=author)
    assert (found.publisher, why(found, "publisher")) == (publisher, notes)


@pytest.mark.parametrize(
    ("author", "claimants", "notes"),
    [
        (
            {"@type": "NewsMediaOrganization", "name": "La Gazette"},
            [("La Gazette", "Organization")],
            [],
        ),
        ({"@type": "Thing", "name": "Jeanne"}, [("Jeanne", "")], []),
        ("Jeanne", [("Jeanne", "")], []),
        ([{"name": "Un"}, {"name": "Deux"}, {"name": "Un"}], [("Un", ""), ("Deux", "")], []),
        ({"@type": "Person", "name": "Facebook posts"}, [("Facebook posts", "")], ["not_one"]),
        (
            {"@type": "Organization", "name": "Réseaux sociaux"},
            [("Réseaux sociaux", "")],
            ["not_one"],
        ),
        ({"@type": "Person", "name": "N/A"}, [], ["nobody"]),
        ({"name": ""}, [], []),
        (None, [], []),
    ],
)
def test_a_claimant_is_never_guessed(
    author: Any, claimants: list[tuple[str, str]], notes: list[str]
) -> None:
    found = read(itemReviewed={"@type": "Claim", "author": author})
    assert [(each.name, each.type) for each in found.claimants] == claimants
    assert why(found, "claimant") == notes


def test_who_is_meant_is_told_by_whole_addresses_alone() -> None:
    author = {"name": "Jeanne", "sameAs": ["https://wikidata.example/Q1", "javascript:1", None]}
    found = read(itemReviewed={"author": author})
    assert found.claimants[0].same_as == ("https://wikidata.example/Q1",)
    assert why(found, "claimant") == ["other_scheme"]


# --- Places and languages


@pytest.mark.parametrize(
    ("reviewed", "urls", "notes"),
    [
        ({"appearance": "https://a.example/1"}, ["https://a.example/1"], []),
        ({"appearance": [{"url": "https://a.example/1"}, [["https://a.example/2"]]]},
         ["https://a.example/1", "https://a.example/2"], []),
        ({"appearance": ["https://a.example/1"] * 3, "firstAppearance": {"@id": "https://a.example/0"}},
         ["https://a.example/1", "https://a.example/0"], []),
        ({"@type": "CreativeWork", "url": "https://a.example/1"}, ["https://a.example/1"], []),
        ({"@type": "Claim", "url": "https://a.example/1"}, [], []),
        ({"appearance": [{"url": "/1"}, 3, None, {}]}, [], ["relative_address"]),
    ],
)  # fmt: skip
def test_appearances_are_whole_addresses_each_once(
    reviewed: dict[str, Any], urls: list[str], notes: list[str]
) -> None:
    found = read(itemReviewed=reviewed)
    assert [place.url for place in found.appearances] == urls
    assert why(found, "appearance")[:1] == notes


@pytest.mark.parametrize(
    ("stated", "language"),
    [("fr", "fr"), ("FR_fr", "fr-FR"), ("zh-hant-tw", "zh-Hant-TW"), ("English", "en"),
     ({"@type": "Language", "name": "Français"}, "fr"), (["pt", "en"], "pt"), ("und", ""),
     ("klingon language", ""), (None, ""), (3, "")],
)  # fmt: skip
def test_a_language_is_a_tag_or_nothing(stated: Any, language: str) -> None:
    assert read(inLanguage=stated).language == language


# --- Whatever comes

_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(
        ["https://a.example/1", "2023-03-07", "5/6/2020", "<p>", "&amp;", "Person", "\ud800", "\0"]
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["@type", "@id", "name", "url", "author", "appearance", "ratingValue",
                         "bestRating", "worstRating", "alternateName", "datePublished", "@value"]),
        inner, max_size=4),
    max_leaves=10,
)  # fmt: skip


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(sorted(item())), _ANY))
def test_whatever_stands_where_it_is_read_or_refused(changes: dict[str, Any]) -> None:
    try:
        found = read(**changes)
    except Refused as refused:
        assert refused.code in reasons.codes()
        return
    text = json.dumps(found.document(), ensure_ascii=False, allow_nan=False)
    assert "\x00" not in text
    text.encode()  # no lone surrogates either
    assert all(
        note["why"] in reasons.codes() and reasons.field(note["field"]) for note in found.notes
    )
    # What was read is read again as it is.
    assert found.publisher.name and found.claim and found.url.startswith("http")


def test_every_reason_has_words() -> None:
    assert all(reasons.told(code) for code in reasons.codes())
