"""The language of an article: what is stated of it against what its words show."""

from typing import Any

from claims.extraction import SUPPORTED, guess_language

TEXT = "text"


def language_of(text: str, stated: dict[str, Any] | None) -> tuple[dict[str, Any] | None, bool]:
    """What to hold for the language, and whether that contradicts what is stated.

    A page's statement is often its template's. Where the words clearly are of the other language
    that the desk reads, they prevail. A language that the desk does not read is left as it is
    stated: its small words may be alike. Without a statement the words' language is a guess.
    """
    shown = guess_language(text)
    if stated is None:
        return ({"value": shown, "origin": TEXT, "guessed": True} if shown else None), False
    claimed = stated["value"].lower().split("-")[0]
    if shown and claimed in SUPPORTED and shown != claimed:
        return {"value": shown, "origin": TEXT, "guessed": True}, True
    return stated, False
