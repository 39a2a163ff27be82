"""A text cut at the claims in it: to the letter, and every claim from its start to its end."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.admin.highlights import Piece, Span, pieces

TEXT = "abcdefghij"


def shown(spans: list[Span], text: str = TEXT) -> list[tuple[str, str, bool]]:
    return [(piece.text, piece.mark or "", piece.deep) for piece in pieces(text, spans)]


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], [(TEXT, "", False)]),
        ([(0, 10, "A")], [(TEXT, "A", False)]),
        ([(2, 4, "A"), (4, 6, "B")],
         [("ab", "", False), ("cd", "A", False), ("ef", "B", False), ("ghij", "", False)]),
        # One inside the other: the outer one goes on behind it.
        ([(0, 8, "A"), (3, 5, "B")],
         [("abc", "A", False), ("de", "B", True), ("fgh", "A", False), ("ij", "", False)]),
        # They cross: the shorter one is shown where both are.
        ([(0, 6, "A"), (4, 8, "B")],
         [("abcd", "A", False), ("ef", "B", True), ("gh", "B", False), ("ij", "", False)]),
    ],
)  # fmt: skip
def test_spans_in_place(spans: list[Span], expected: list[tuple[str, str, bool]]) -> None:
    assert shown(spans) == expected


def test_each_begins_somewhere_and_the_longest_first() -> None:
    cut = pieces(TEXT, [(2, 4, "B"), (2, 8, "A"), (2, 4, "C"), (8, 9, "D")])
    assert [(piece.start, piece.begins) for piece in cut if piece.begins] == [
        (2, ("A", "B", "C")),
        (8, ("D",)),
    ]


@given(
    st.text(min_size=1, max_size=40),
    st.lists(st.tuples(st.integers(0, 39), st.integers(1, 40)), max_size=12),
)
def test_nothing_of_any_text_is_lost(text: str, drawn: list[tuple[int, int]]) -> None:
    ends = [(start % len(text), length) for start, length in drawn]
    spans: list[Span] = [
        (start, min(start + length, len(text)), number)
        for number, (start, length) in enumerate(ends)
    ]
    cut = pieces(text, spans)
    assert "".join(piece.text for piece in cut) == text
    assert sorted(mark for piece in cut for mark in piece.begins) == [mark for *_, mark in spans]
    for piece in cut:
        here = [span for span in spans if span[0] <= piece.start < span[1]]
        assert piece.deep == (len(here) > 1)
        assert (piece.mark is not None) == bool(here)
        if here:
            _start, _end, length = min((e - s, e, e - s) for s, e, _mark in here)
            [own] = [e - s for s, e, mark in here if mark == piece.mark]
            assert own == length


def test_two_thousand_within_each_other_take_no_time() -> None:
    spans: list[Span] = [(at, 1_000_000 - at, at) for at in range(2_000)]
    began = time.perf_counter()
    cut = pieces("x" * 1_000_000, spans)
    assert time.perf_counter() - began < 2
    assert cut[1_999] == Piece("x" * 996_002, 1_999, (1_999,), True, 1_999)
