"""Where a text's sentences are, and its likelier language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.sentences import SUPPORTED, likely_language, spans

TEXT = """Un titre sans point

M. Dupont a vu le Dr. Martin. Il a dit non !
- Un point de la liste ;
- Un autre. Et encore un."""


def test_every_sentence_headline_and_item() -> None:
    assert [TEXT[start:end] for start, end in spans(TEXT, "fr")] == [
        "Un titre sans point",
        "M. Dupont a vu le Dr. Martin.",
        "Il a dit non !",
        "Un point de la liste ;",
        "Un autre.",
        "Et encore un.",
    ]


@given(st.text(alphabet="ab. !?\n«»…-1é🙂", max_size=200), st.sampled_from(SUPPORTED))
def test_they_are_in_order_and_apart(text: str, language: str) -> None:
    end = 0
    for start, stop in spans(text, language):
        assert end <= start < stop <= len(text)
        end = stop


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le vaccin tue", "fr"),
        ("Vaccins obligatoires dès l’été", "fr"),
        ("Vaccines are deadly", "en"),
        ("Vaccines cause autism", "en"),
        ("", "en"),
    ],
)
def test_the_likelier_language_of_a_short_text(text: str, language: str) -> None:
    assert likely_language(text) == language
