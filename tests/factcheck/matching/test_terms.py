"""The words by which a text is found."""

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from factcheck.matching import lemmas
from factcheck.matching.numbers import numbers
from factcheck.matching.terms import MOST, terms


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Unemployment FELL by 3 percent", "en", ["unemploy", "fall", "3"]),
        ("Le chômage a baissé de trois pour cent", "fr", ["chomag", "baiss", "3"]),
        ("#AustralianFires https://t.co/x pic.twitter.com/y 🔥", "en", ["australian", "fire"]),
        ("The U.S. and the US", "en", ["us", "us"]),
        ("l'école à l'hôpital", "fr", ["ecol", "hopital"]),
        (
            "women men rose risen organisation organize",
            "en",
            ["woman", "man", "rise", "rise", "organis", "organis"],
        ),
        ("les yeux des sénatrices élues", "fr", ["oeil", "senateur", "elir"]),
        ("Die Straße", "xx", ["die", "strasse"]),
        ("the of and", "en", []),
        ("", "fr", []),
    ],
)
def test_a_text_is_its_words_in_one_form(text: str, language: str, found: list[str]) -> None:
    assert terms(text, language) == found


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_irregular_form_is_a_form_of_one_word_only(language: str) -> None:
    """And the table leads to the end at once: what a form is of is no form itself."""
    file = Path(lemmas.__file__).parent / "lexicons" / f"lemmas-{language}.txt"
    lines = [line.split(":") for line in file.read_text("utf-8").splitlines() if ":" in line]
    entries = [(name, forms.split()) for name, forms in lines if not name.startswith("#")]
    forms = [form for _name, each in entries for form in each]
    assert len(forms) == len(set(forms)) > 100
    assert not {name for name, _forms in entries} & set(forms)


def test_what_is_pasted_twice_is_read_once() -> None:
    said = "Le maire de la ville interdit les voitures dès lundi prochain. "
    assert terms(said * 3, "fr") == terms(said, "fr")


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("1.5m people", "en", 1.5e6),
        ("1,500,000 people", "en", 1.5e6),
        ("1,5 million de personnes", "fr", 1.5e6),
        ("1\u202f500\u202f000 personnes", "fr", 1.5e6),
        ("quatre-vingt-dix-neuf mille", "fr", 99_000),
        ("twenty-five thousand and three hundred", "en", 25_300),
        ("soixante et onze", "fr", 71),
        ("1,5 Md€", "fr", 1.5e9),
        ("2,5 %", "fr", 2.5),
    ],
)
def test_a_number_is_the_same_however_it_is_written(text: str, language: str, value: float) -> None:
    assert [number.value for number in numbers(text, language)] == [value]


@pytest.mark.parametrize("text", ["Covid-19", "des millions de gens", "un homme", "one of them"])
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert numbers(text, "en" if "one" in text else "fr") == ()


def test_a_text_of_a_megabyte_is_read_in_its_beginning() -> None:
    long = " ".join(f"word{at}" for at in range(120_000))
    began = time.process_time()
    assert len(set(terms(long, "en"))) == MOST
    assert time.process_time() - began < 1
    hostile = ["9" * 1_000_000, "#" * 1_000_000, "a." * 500_000, "\ud800" * 10, "1,2." * 200_000]
    for text in hostile:
        terms(text, "fr")
    assert time.process_time() - began < 5


def test_threads_do_not_mix_their_words() -> None:
    words = [f"chevauchements{chr(97 + at % 26)}{at}" for at in range(400)]
    alone = [terms(word, "fr") for word in words]
    terms.__globals__["stem"].cache_clear()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(8) as pool:
            assert list(pool.map(lambda word: terms(word, "fr"), words)) == alone
    finally:
        sys.setswitchinterval(0.005)
