"""The languages that our own words around a verdict are in."""

from factcheck.publications.formats import words


def test_the_nearest_of_our_languages() -> None:
    for language, spoken in (("fr", "fr"), ("fr-CA", "fr"), ("FR", "fr"), ("en-GB", "en")):
        assert words.of(language) == spoken
    for other in ("es", "zh-Hant-TW", "x", "nonsense!"):
        assert words.of(other) == "en"
