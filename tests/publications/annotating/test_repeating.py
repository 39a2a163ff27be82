"""How a repeat is told: by which words, by which fingerprints, and where it begins and ends."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.publications.annotating import prints
from factcheck.publications.annotating.aligning import Repeat, repeats
from factcheck.publications.annotating.disputing import denied
from factcheck.publications.annotating.stretches import Stretches
from factcheck.publications.annotating.words import norms, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("L’État a DÉPENSÉ 12.000 €", "l'etat a depense 12.000€"),
        ("cho\u0302mage", "chômage"),
        ("im\u00admigra\u200btion", "immigration"),
        ("３０ %", "30%"),
        ("une hausse de −3 %", "une hausse de -3%"),
        ("« Ça », dit-il", "ca dit il"),
    ],
)
def test_the_same_words(one: str, other: str) -> None:
    assert norms(one) == norms(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12 %", "12 €"),
        ("12 %", "12"),
        ("3.000", "3,000"),
        ("1,5", "15"),
        ("+3 %", "-3 %"),
        ("il a dit", "il y a dit"),
    ],
)
def test_other_words(one: str, other: str) -> None:
    assert norms(one) != norms(other)


@given(st.text(max_size=300))
def test_words_are_where_they_say(text: str) -> None:
    found = words(text)
    assert [word.norm for word in found] == norms(text)
    end = 0
    for word in found:
        assert end <= word.start < word.end <= len(text)
        end = word.end


@settings(max_examples=50)
@given(st.randoms(use_true_random=False), st.integers(4, 60))
def test_six_words_in_a_row_are_always_found(chance: random.Random, length: int) -> None:
    passage = [f"w{chance.randint(0, 9)}" for _ in range(length)]
    kept = {number for _at, number in prints.chosen(prints.shingles(passage))}
    assert kept
    run = min(length, prints.WORDS + prints.WINDOW - 1)
    for at in range(length - run + 1):
        assert kept & set(prints.shingles(passage[at : at + run]))


def test_fewer_than_half_of_the_fingerprints_or_so_are_kept() -> None:
    passage = [f"w{number}" for number in range(1_000)]
    assert 400 < len(list(prints.chosen(prints.shingles(passage)))) < 600
    assert list(prints.chosen(prints.shingles(passage[:3]))) == []


PASSAGE = norms("Le taux de chômage a baissé de moitié à Lyon depuis 2019.")


def found(text: str, *starts: int) -> list[Repeat]:
    return repeats(text.split(), PASSAGE, starts)


def test_word_for_word_and_nothing_beside_it() -> None:
    text = " ".join(["oui", *PASSAGE, "non", *PASSAGE])
    # Both, from wherever a fingerprint may lead.
    assert found(text, 1, 14, 3, 12) == [Repeat(1, 13, True), Repeat(14, 26, True)]


def test_nearly_from_the_first_word_to_the_last() -> None:
    text = "oui le taux de chomage a nettement baisse de moitie a lyon depuis 2019 non non non"
    assert found(text, 1, 2) == [Repeat(1, 14, False)]


@pytest.mark.parametrize(
    "text",
    [
        "le taux de chomage a beaucoup change dans notre pays et a lyon aussi depuis hier",
        "a baisse de moitie a lyon",
        " ".join(reversed(PASSAGE)),
        "",
    ],
)
def test_less_is_nothing(text: str) -> None:
    assert found(text, 0, 1) == []


@pytest.mark.parametrize(
    ("before", "after", "language"),
    [
        ("Il est faux que ", "", "fr"),
        ("Il n’est pas vrai que ", "", "fr"),
        ("", ", ce qui est faux.", "fr"),
        ("It is a myth that ", "", "en"),
        ("Nobody says that ", "", "en"),
        ("", ", which is not true.", "en"),
        ("", " is false.", "en"),
    ],
)
def test_what_denies_it(before: str, after: str, language: str) -> None:
    claim = "unemployment halved"
    text = f"{before}{claim}{after}"
    assert denied(text, len(before), len(before) + len(claim), language)


@pytest.mark.parametrize(
    ("before", "after", "language"),
    [
        ("She said that ", ".", "en"),
        ("That is false. She said that ", ". It is a fact.", "en"),
        ("Elle, qui ne répond jamais, dit que ", ". Il est faux que tout va bien.", "fr"),
        ("Il n’y a pas de doute possible pour la ministre du travail qui dit : ", "", "fr"),
    ],
)
def test_what_does_not(before: str, after: str, language: str) -> None:
    claim = "unemployment halved"
    text = f"{before}{claim}{after}"
    assert not denied(text, len(before), len(before) + len(claim), language)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9))), st.integers(0, 30))
def test_what_a_span_shares_with_others(made: list[tuple[int, int]], start: int) -> None:
    spans = [(begin, begin + length) for begin, length in made]
    inside = {place for begin, end in spans for place in range(begin, end)}
    assert Stretches(spans).shared(start, start + 7) == len(inside & set(range(start, start + 7)))
