"""Published verdicts about much the same: has somebody answered this already?

Found by a claim's most telling words in the search index of the public record: one bounded
statement, whose candidates are then compared with the claim word by word.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from django.db import connection

from factcheck.publications.search import asking, finding, words

#: So many of a claim's words are looked for, and so many verdicts compared with it.
_WORDS, _CANDIDATES = 6, 25
#: Shorter words say little by themselves, unless they are names or figures.
_SHORTEST = 4
#: Words that begin alike are taken for forms of the same word.
_STEM = 5
#: At least so many words are shared, if the claim has as many.
_SHARED = 2


class Similar(NamedTuple):
    """A published verdict, as a list shows it."""

    id: UUID
    claim: str
    language: str
    headline: str
    rating: str  # the desk's label, in the verdict's language
    canonical: str
    published_at: datetime  # first published
    shared: int  # telling words in common


def published_like(
    text: str, language: str, limit: int = 5, *, excluding: UUID | None = None
) -> list[Similar]:
    """At most `limit` published verdicts in the language that share telling words with the text,
    the most similar first. Withdrawn ones are not found. `excluding` is a verdict to leave out."""
    wanted = telling(text)
    if not wanted:
        return []
    least = min(_SHARED, len(wanted))
    found = [
        similar
        for row in _rows(wanted, language)
        if (similar := _similar(row, wanted)).shared >= least
        and similar.language == language
        and similar.id != excluding
    ]
    return sorted(found, key=lambda each: -each.shared)[:limit]  # as ranked, where they share alike


def telling(text: str) -> list[str]:
    """The words by which a claim is known, folded, the most telling first: names and figures, then
    long words."""
    found: dict[str, tuple[int, int]] = {}
    for word in words.of(text):
        name = word.start > 0 and text[word.start].isupper()
        figure = word.text[0].isdigit()
        if name or figure or len(word.text) >= _SHORTEST:
            # A year is a figure that many claims have.
            year = figure and len(word.text) == 4 and word.text[:2] in ("19", "20")
            found.setdefault(word.text, (int(name or figure) - int(year), len(word.text)))
    best = sorted(found, key=lambda each: found[each], reverse=True)
    return best[:_WORDS]


def _rows(wanted: list[str], language: str) -> Iterator[finding.Found]:
    sql, values = finding.statement(
        asking.parse(" OR ".join(wanted)),
        limit=_CANDIDATES,
        filters={"language": language},  # narrows the index; decided below
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        for row in cursor.fetchall():
            yield finding.Found(*row)


def _similar(row: finding.Found, wanted: list[str]) -> Similar:
    document: dict[str, Any] = orjson.loads(bytes(row.body or b""))
    claim = document["claim"]["text"]
    return Similar(
        id=row.id,
        claim=claim,
        language=document["language"],
        headline=document["headline"],
        rating=document["rating"]["label"],
        canonical=document["rating"]["canonical"],
        published_at=datetime.fromisoformat(document["first_published_at"]),
        shared=len(_stems(wanted) & _stems(_words_of(claim) + _words_of(document["headline"]))),
    )


def _words_of(text: str) -> list[str]:
    return [word.text for word in words.of(text)]


def _stems(found: list[str]) -> set[str]:
    return {word[:_STEM] for word in found}
