"""A rating's place on its scale, and where it has none."""

import pytest

from factcheck.publications.rendering import scale


def rating(value: int, worst: int = 1, best: int = 5, canonical: str = "false") -> dict:
    return {"value": value, "worst": worst, "best": best, "canonical": canonical}


@pytest.mark.parametrize(("value", "worst", "best"), [(1, 1, 5), (3, 1, 5), (5, 1, 5), (0, -1, 1)])
def test_each_step_is_drawn_and_one_is_here(value: int, worst: int, best: int) -> None:
    found = scale.of(rating(value, worst, best))
    assert found is not None
    assert [step.is_here for step in found.steps] == [n == value for n in range(worst, best + 1)]
    last = found.steps[-1]
    assert float(last.x) + float(last.width) == pytest.approx(100, abs=0.1)


def test_a_scale_of_many_steps_is_a_line_with_a_mark() -> None:
    found = scale.of(rating(25, 0, 100))
    assert found is not None and found.steps == [] and found.at == "24.50"


@pytest.mark.parametrize(
    "without",
    [rating(3, canonical="unverifiable"), rating(0), rating(6), rating(1, 1, 1), rating(2, 5, 1)],
)
def test_what_has_no_place(without: dict) -> None:
    assert scale.of(without) is None
