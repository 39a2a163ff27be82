"""Which way languages are written, and what they call themselves."""

import pytest

from factcheck.publications.rendering.shell import direction, tongue


@pytest.mark.parametrize(
    ("language", "way"),
    [("fr", "ltr"), ("ar", "rtl"), ("ar-EG", "rtl"), ("he", "rtl"), ("ur", "rtl"), ("az", "ltr"),
     ("az-Arab", "rtl"), ("ar-Latn", "ltr"), ("EN-us", "ltr"), ("", "ltr"), ("x-klingon", "ltr")],
)  # fmt: skip
def test_the_way_it_is_written(language: str, way: str) -> None:
    assert direction(language) == way


def test_its_own_name_or_its_tag() -> None:
    assert (tongue("fr"), tongue("en-GB"), tongue("zu")) == ("français", "British English", "zu")
