"""What went and what came between two texts, word by word."""

import random
from time import perf_counter

import pytest

from factcheck.redline import GONE, MOST, NEW, SAME, Piece, words


def old(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces if piece.kind != NEW)


def new(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces if piece.kind != GONE)


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
