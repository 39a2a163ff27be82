"""A rating as it was given; on the desk's scale only where that is certain."""

from typing import Any

import pytest

from factcheck.elsewhere.reading import labels
from factcheck.elsewhere.reading.notes import Notes
from factcheck.elsewhere.reading.ratings import Rating, canonical, rating
from tests.factories.elsewhere import rating as given


def read(value: Any) -> tuple[Rating, list[str]]:
    notes = Notes()
    return rating(value, notes), [note["why"] for note in notes.all]


@pytest.mark.parametrize(
    ("value", "as_read", "why"),
    [
        (given("False", 1), Rating("False", 1, 5, 1), []),
        (given("Vrai", "5", "5", "1"), Rating("Vrai", 5, 5, 1), []),
        (given("Plutôt faux", "1,5", "5", None), Rating("Plutôt faux", 1.5, 5, 1), []),
        (given("", "60%", None, None), Rating("", 60, 100, 0), []),
        (given("", "3/10", None, None), Rating("", 3, 10, 1), []),
        (given("Half true", 60, 100, 0), Rating("Half true", 60, 100, 0), []),
        (given("Sin contexto", -1, -1, -1), Rating("Sin contexto", None, None, None), ["no_scale"]),
        (given("False", 1, 1, 5), Rating("False", None, None, None), ["reversed"]),
        (given("False", 9), Rating("False", None, None, None), ["out_of_range"]),
        (given("False", float("inf")), Rating("False", None, None, None), []),
        ({"ratingValue": "Faux"}, Rating("Faux", None, None, None), []),
        ("Faux", Rating("Faux", None, None, None), []),
        ({"name": "Faux", "ratingValue": True}, Rating("Faux", None, None, None), []),
        ([given(["False", "Wrong"], 1)], Rating("False", 1, 5, 1), []),
        (given("<b>Faux&nbsp;!</b>"), Rating("Faux !", None, None, None), ["markup"]),
        (None, Rating("", None, None, None), ["no_rating"]),
        ({}, Rating("", None, None, None), ["no_rating"]),
    ],
)
def test_numbers_are_kept_where_they_are_on_one_scale(
    value: Any, as_read: Rating, why: list[str]
) -> None:
    assert read(value) == (as_read, why)


@pytest.mark.parametrize(
    ("value", "on_our_scale", "because"),
    [
        (given("FALSE"), "false", "by_words"),
        (given("False. The picture is of 2016."), "false", "by_words"),
        (given("Our rating: Mostly False"), "mostly_false", "by_words"),
        (given("Pants on Fire!"), "false", "by_words"),
        (given("C'est faux"), "false", "by_words"),
        (given("C’EST PLUTÔT VRAI"), "", "unknown_words"),
        (given("À moitié vrai"), "mixed", "by_words"),
        (given("غير صحيح"), "false", "by_words"),
        (given("फ़र्ज़ी"), "false", "by_words"),
        (given("नहीं"), "", "unknown_words"),
        (given("錯誤"), "false", "by_words"),
        (given("Invérifiable", 1), "unverifiable", "by_words"),
        (given("Plutôt faux", 1), "mostly_false", "by_words"),
        (given("False", 5), "", "contradiction"),
        (given("True", 1, 5, 1), "", "contradiction"),
        (given("False", 5, 1, 5), "false", "by_words"),  # the scale says nothing
        (given("Misleading", 2), "", "no_place"),
        (given("Satire", 1), "", "no_place"),
        (given("False context"), "", "no_place"),
        (given("Bonnet d'âne", 2), "mostly_false", "by_number"),
        (given("Bonnet d'âne", 5, 10, 0), "mixed", "by_number"),
        (given("Bonnet d'âne", 2, 4, 1), "", "between"),
        (given("", 3), "mixed", "by_number"),
        (given("", "100 %", None, None), "true", "by_number"),
        (given("Bonnet d'âne"), "", "unknown_words"),
        (None, "", "no_rating"),
    ],
)
def test_words_and_numbers_are_mapped_where_it_is_certain(
    value: Any, on_our_scale: str, because: str
) -> None:
    assert canonical(read(value)[0]) == (on_our_scale, because)


def test_no_words_stand_under_two_headings() -> None:
    entries = list(labels._entries())
    found: dict[str, str] = {}
    for words, heading in entries:
        assert heading in {*labels.PLACES, labels.NO_PLACE, "unverifiable"}
        assert words and found.setdefault(words, heading) == heading, (words, heading)
