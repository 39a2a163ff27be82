"""Our own words around a verdict: the French catalogue is complete, and compiled."""

import gettext
import re
from pathlib import Path

from babel.messages.pofile import read_po

from factcheck.publications.formats import words

ROOM = Path(__file__).parents[3] / "factcheck" / "publications"
CATALOGUE = ROOM / "locale" / "fr" / "LC_MESSAGES"
_SAID = (
    ROOM / "rendering.py",
    ROOM / "formats" / "atom.py",
    ROOM / "templates/publications/verdict.html",
)
_WORDS = re.compile(r'(?:\b_\(|\{% translate )"([^"]+)"')


def test_every_sentence_is_in_the_catalogue() -> None:
    with (CATALOGUE / "django.po").open("rb") as file:
        known = {message.id for message in read_po(file) if message.id and message.string}
    said = {found for path in _SAID for found in _WORDS.findall(path.read_text())}
    assert len(said) > 20
    assert said - known == set()


def test_what_is_compiled_is_what_is_written() -> None:
    with (CATALOGUE / "django.po").open("rb") as file:
        written = {str(one.id): str(one.string) for one in read_po(file) if one.id}
    with (CATALOGUE / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert {text: compiled.gettext(text) for text in written} == written


def test_the_nearest_of_our_languages() -> None:
    for language, spoken in (("fr", "fr"), ("fr-CA", "fr"), ("FR", "fr"), ("en-GB", "en")):
        assert words.of(language) == spoken
    for other in ("es", "zh-Hant-TW", "x", "nonsense!"):
        assert words.of(other) == "en"
