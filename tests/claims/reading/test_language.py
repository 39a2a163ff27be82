"""What a page states of its language against what its words show."""

from typing import Any

import pytest

from claims.reading.language import language_of

FRENCH = "Le taux de chômage a baissé de moitié dans les régions, et la ministre est ravie."
ENGLISH = "The rate of unemployment has halved in the regions, and the minister is delighted."
SPANISH = "La tasa de paro bajó a la mitad en las regiones de la costa, y la ministra es feliz."


def stated(language: str) -> dict[str, Any]:
    return {"value": language, "origin": "html"}


@pytest.mark.parametrize(
    ("text", "says", "value", "contradicts"),
    [
        (FRENCH, "fr-CA", "fr-CA", False),
        (FRENCH, "en", "fr", True),  # a template's, left as it came
        (ENGLISH, "fr-FR", "en", True),
        (SPANISH, "es", "es", False),  # not read here: that is told, and not taken for French
        ("Oui.", "en", "en", False),
        (FRENCH, None, "fr", False),
        ("Oui.", None, None, False),
    ],
)
def test_the_words_prevail_where_they_are_clear(
    text: str, says: str | None, value: str | None, contradicts: bool
) -> None:
    found, contradicted = language_of(text, stated(says) if says else None)
    assert (found and found["value"], contradicted) == (value, contradicts)
    if found:
        assert bool(found.get("guessed")) == (found["origin"] == "text") == (value != says)
