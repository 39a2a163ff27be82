"""What changed between two contents, word by word."""

import random
from time import perf_counter
from typing import Any

import pytest

from factcheck.publications import comparing
from factcheck.publications.comparing import GONE, MOST, NEW, SAME, Piece, words
from tests.factories import publications


def content(**more: Any) -> dict[str, Any]:
    return publications.verdict(**more).content()


def old(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces if piece.kind != NEW)


def new(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces if piece.kind != GONE)


def told(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, int, str]]:
    return [
        (change.part, change.number, change.field) for change in comparing.changes(before, after)
    ]


# --- Words


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("", "", []),
        ("Non", "Non", [Piece(SAME, "Non")]),
        ("", "Oui", [Piece(NEW, "Oui")]),
        ("Oui", "", [Piece(GONE, "Oui")]),
        (
            "Il a baissé de 0,2 point.",
            "Il a baissé de 0,3 point.",
            [
                Piece(SAME, "Il a baissé de "),
                Piece(GONE, "0,2 "),
                Piece(NEW, "0,3 "),
                Piece(SAME, "point."),
            ],
        ),
        ("Il a baissé", "Il a baissé un peu", [Piece(SAME, "Il a baissé"), Piece(NEW, " un peu")]),
        ("Il a baissé un peu", "Il a baissé", [Piece(SAME, "Il a baissé"), Piece(GONE, " un peu")]),
        (
            "un deux trois quatre",
            "un six sept quatre",
            [
                Piece(SAME, "un "),
                Piece(GONE, "deux trois "),
                Piece(NEW, "six sept "),
                Piece(SAME, "quatre"),
            ],
        ),
        ("L’aide monte", "L’aide baisse", [Piece(SAME, "L’aide "), Piece(GONE, "monte"),
                                           Piece(NEW, "baisse")]),
    ],
)  # fmt: skip
def test_words_that_went_and_came(before: str, after: str, pieces: list[Piece]) -> None:
    assert words(before, after) == pieces


@pytest.mark.parametrize("seed", range(40))
def test_both_texts_can_be_read_from_the_pieces(seed: int) -> None:
    chance = random.Random(seed)
    letters = [*"ab é\n  .,’", " ", "mot ", "<del>", "𝄞"]
    before, after = ("".join(chance.choices(letters, k=chance.randrange(60))) for _ in "ab")
    pieces = words(before, after)
    assert (old(pieces), new(pieces)) == (before, after)
    assert all(piece.text for piece in pieces)


@pytest.mark.parametrize("unit", ["mot %d ", "mot %d\n", "x%d", "%d "])
@pytest.mark.parametrize("length", [MOST // 2 - 1, 20 * MOST])
def test_long_texts_take_no_longer_than_a_person_waits(unit: str, length: int) -> None:
    chance = random.Random(1)
    before, after = ("".join(unit % chance.randrange(9) for _ in range(length)) for _ in "ab")
    begun = perf_counter()
    pieces = words(before, after)
    assert perf_counter() - begun < 5
    assert (old(pieces), new(pieces)) == (before, after)


# --- Contents


def test_the_same_content_has_no_changes() -> None:
    assert comparing.changes(content(), content()) == []


def test_every_part_is_told_by_its_name() -> None:
    after = content(
        text="Le chômage a doublé.", rating="true", claimant=None, claimed_on=None,
        headline="Oui", summary="Si.", topics=("emploi", "lyon"), expires_at="2027-01-01",
        correction="Précisé.",
    )  # fmt: skip
    assert told(content(), after) == [
        ("claim", 0, ""),
        ("claimant", 0, ""),
        ("claimed_on", 0, ""),
        ("rating", 0, ""),
        ("headline", 0, ""),
        ("summary", 0, ""),
        ("topics", 0, ""),
        ("review_by", 0, ""),
        ("correction_note", 0, ""),
        ("appearance", 1, "exact"),
    ]


def test_evidence_is_matched_by_its_source_or_its_quote() -> None:
    before, after = content(), content()
    [item] = before["evidence"]
    other = item | {"quote": "Autre", "source": item["source"] | {"title": "Tableau 9"}}
    before["evidence"] = [item, other]
    after["evidence"] = [other | {"source": item["source"] | {"title": "Tableau 10"}},
                         item | {"quote": "7,4 % contre 7,5 %"}]  # fmt: skip
    assert told(before, after) == [("evidence", 1, "source"), ("evidence", 2, "quote")]


def test_evidence_that_came_or_went_is_told_whole() -> None:
    before, after = content(), content()
    after["evidence"] = []
    [gone] = comparing.changes(before, after)
    [came] = comparing.changes(after, before)
    assert (gone.part, gone.number, [piece.kind for piece in gone.pieces]) == (
        "evidence",
        0,
        [GONE],
    )
    assert (came.part, came.number, [piece.kind for piece in came.pieces]) == ("evidence", 1, [NEW])
    assert "7,3 % contre 7,5 %" in gone.pieces[0].text
    assert "Tableau 4" in gone.pieces[0].text


def test_evidence_in_another_order_says_the_same() -> None:
    before, after = content(), content()
    [item] = before["evidence"]
    before["evidence"] = [item, item | {"quote": "x"}]
    after["evidence"] = [item | {"quote": "x"}, item]
    assert comparing.changes(before, after) == []


def test_a_withdrawn_claimant_and_a_new_one_read_as_words() -> None:
    [change] = comparing.changes(content(), content(claimant="Jeanne Moulin"))
    assert change.pieces == [Piece(SAME, "Jeanne "), Piece(GONE, "Martin"), Piece(NEW, "Moulin")]
