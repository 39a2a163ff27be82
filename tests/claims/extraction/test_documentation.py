"""`docs/extraction.md` says what the code does."""

import re
from pathlib import Path

from claims.extraction.ranking import BASE, WEIGHTS, Weight
from claims.extraction.rules import VERSION

PAGE = (Path(__file__).parents[3] / "docs" / "extraction.md").read_text("utf-8")
ROW = re.compile(r"^\| `(\w+)` \| (.+?) \| (\S+) \| (\S+) \| (\S+) \|$", re.M)


def test_the_weights_are_those_of_the_code() -> None:
    told = {
        code: Weight(float(first), label)
        if further == "–"
        else Weight(float(first), label, float(further), int(at_most))
        for code, label, first, further, at_most in ROW.findall(PAGE)
    }
    assert told == WEIGHTS
    assert f"where every sentence starts, is {BASE.weight:+.1f}." in PAGE


def test_the_page_is_about_this_version() -> None:
    assert f"what version {VERSION} does" in PAGE


def test_the_files_it_names_are_there() -> None:
    root = Path(__file__).parents[3]
    for file in re.findall(r"`([\w/]+\.py)`", PAGE):
        assert (root / "claims" / "extraction" / file).exists() or (root / file).exists(), file
