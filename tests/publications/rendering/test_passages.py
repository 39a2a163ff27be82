"""Links to the very words, by the draft of URL fragment text directives."""

from urllib.parse import unquote

import pytest

from factcheck.publications.rendering.passages import address

PAGE = "https://gazette.example/a"
LONG = "Un deux trois quatre cinq six sept huit neuf dix onze douze. " * 3


@pytest.mark.parametrize(
    ("url", "exact", "linked"),
    [
        (PAGE, "deux mots", f"{PAGE}#:~:text=deux%20mots"),
        (f"{PAGE}?a=1#part", "mot", f"{PAGE}?a=1#part:~:text=mot"),
        (f"{PAGE}#:~:text=other", "mot", f"{PAGE}#:~:text=mot"),
        (PAGE, "a-t-il, 12 % & plus", f"{PAGE}#:~:text=a%2Dt%2Dil%2C%2012%20%25%20%26%20plus"),
        (PAGE, "  ", PAGE),
        (PAGE, "x" * 500, f"{PAGE}#:~:text={'x' * 500}"),
    ],
)
def test_a_passage_in_a_page(url: str, exact: str, linked: str) -> None:
    assert address(url, exact) == linked


@pytest.mark.parametrize("exact", [LONG, "un deux trois quatre cinq\n\nsix sept huit neuf dix"])
def test_a_long_one_or_one_of_several_lines_is_named_by_its_ends(exact: str) -> None:
    start, end = address(PAGE, exact).partition(":~:text=")[2].split(",")
    assert exact.split()[:5] == unquote(start).split()
    assert exact.split()[-5:] == unquote(end).split()
