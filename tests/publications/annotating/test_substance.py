"""A sentence that shares a word or two with a claim is not told as the same, however probable."""

import pytest

from factcheck.matching.asking import Text
from factcheck.matching.judging import Judgement
from factcheck.publications.annotating.substance import enough

CLAIM = Text("Part of Trump's border wall in Arizona was damaged from monsoon rains.", "en")


def told(
    words: str,
    probability: float = 0.95,
    lexical: float = 0.5,
    semantic: float | None = None,
    language: str = "en",
) -> bool:
    judgement = Judgement(1, probability, "same", lexical, semantic, ())
    return enough(judgement, Text(words, language), CLAIM)


def test_much_of_it_in_other_words() -> None:
    assert told("Monsoon rains damaged parts of the wall that Trump built on the border.")


def test_across_languages_by_what_the_words_are_there() -> None:
    assert told("Le mur de Trump en Arizona : la frontière est endommagée.", language="fr")


def test_hardly_a_word_of_it_but_its_meaning() -> None:
    words = "La construction du président a souffert des pluies."
    assert told(words, lexical=0.0, semantic=0.6, language="fr")
    assert not told(words, lexical=0.0, semantic=0.59, language="fr")
    assert not told(words, probability=0.89, lexical=0.0, semantic=0.9, language="fr")


@pytest.mark.parametrize(
    "words",
    [
        "The delay allowed for seasonal monsoon rains to arrive and replenish aquifers.",
        "ARIZONA WALL",
        "It rains in Arizona.",
        "",
    ],
)
def test_a_word_or_two(words: str) -> None:
    assert not told(words)


def test_what_is_less_probable_or_has_little_of_the_words() -> None:
    words = "Monsoon rains damaged parts of the wall that Trump built on the border."
    assert not told(words, probability=0.89)
    assert not told(words, lexical=0.3)
