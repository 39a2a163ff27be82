"""What a rating's words mean on the desk's scale, where that is certain. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

#: The heading of words that say something else than how true it is.
NO_PLACE = "no_place"
#: How true each is, from 0 to 1; one that nobody can verify has no place.
PLACES = {"false": 0.0, "mostly_false": 0.25, "mixed": 0.5, "mostly_true": 0.75, "true": 1.0}

_NO_WORD = re.compile(r"[^\w\s]|_")
#: What follows these explains the rating, and is not a part of it.
_SENTENCE = re.compile(r"[.:;!?\n(|]|\s[–—-]\s")
_INTRODUCED = re.compile(
    r"\A\W*(?:(?:our |the |final )?(?:rating|verdict|ruling|conclusion|fact[- ]?check|result)"
    r"|verdict|veredicto|conclusión|fazit|esito|note)\s*[:–—-]\s*",
    re.IGNORECASE,
)


def meaning(label: str) -> str:
    """A canonical rating, `NO_PLACE`, or "" for words that the table does not have."""
    words = _INTRODUCED.sub("", label)
    table = _table()
    return table.get(folded(words)) or table.get(folded(_SENTENCE.split(words.strip(), 1)[0])) or ""


def folded(text: str) -> str:
    """However it is written: no capitals, accents, marks or emoji; words by one blank."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in apart if unicodedata.category(c) not in ("Mn", "Cf"))
    return " ".join(_NO_WORD.sub(" ", bare).split())


@cache
def _table() -> dict[str, str]:
    return dict(_entries())


def _entries() -> Iterator[tuple[str, str]]:
    heading = ""
    for line in Path(__file__).with_name("labels.txt").read_text().splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
        elif line and not line.startswith("#"):
            for words in line.split(","):
                yield folded(words), heading
