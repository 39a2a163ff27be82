"""Of spans that overlap one stays: surely the same first, then how near the words are."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from factcheck.matching.judging import Judgement
from factcheck.publications.annotating.choosing import EXACT, HOW, NEAR, PARAPHRASE, Found, chosen


def span(start: int, end: int, how: str, id: int, probability: float = 0.9) -> Found:
    kind = "same" if probability >= 0.5 else "related"
    return Found(start, end, how, Judgement(id, probability, kind, 1.0, None, ()))


def told(*found: Found) -> list[tuple[int, int, str, list[object]]]:
    return [
        (each.start, each.end, each.how, [judgement.id for judgement in each.judgements])
        for each in chosen(found)
    ]


def test_the_nearer_words_stay_and_tell_of_the_other() -> None:
    assert told(span(0, 90, PARAPHRASE, 1, 0.99), span(10, 40, EXACT, 2)) == [
        (10, 40, EXACT, [2, 1])
    ]


def test_what_is_only_related_gives_way() -> None:
    assert told(span(0, 20, EXACT, 1, 0.2), span(0, 30, PARAPHRASE, 2)) == [
        (0, 30, PARAPHRASE, [2, 1])
    ]


def test_what_only_touches_stays() -> None:
    found = (span(20, 30, NEAR, 2), span(0, 20, EXACT, 1), span(30, 35, EXACT, 1))
    assert [each[0] for each in told(*found)] == [0, 20, 30]


def test_a_verdict_is_told_once_and_five_at_most() -> None:
    many = [span(0, 20, EXACT, number // 2, 0.9 - number / 100) for number in range(20)]
    assert told(*many) == [(0, 20, EXACT, [0, 1, 2, 3, 4])]


@given(
    st.lists(
        st.builds(
            lambda start, length, how, id: span(start, start + length, how, id),
            st.integers(0, 60),
            st.integers(1, 20),
            st.sampled_from(HOW),
            st.integers(0, 5),
        )
    )
)
def test_never_an_overlap_and_nothing_is_lost_that_stands_alone(found: list[Found]) -> None:
    kept = chosen(found)
    for one, other in pairwise(kept):
        assert one.end <= other.start
    for each in found:
        assert any(k.start < each.end and each.start < k.end for k in kept)
