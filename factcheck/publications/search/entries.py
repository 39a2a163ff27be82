"""From a head to its row of the search table: a pure function of the head's document.

The words are folded here and stemmed by PostgreSQL, so `store` is the only writer, and `wrong` asks
PostgreSQL to make them again. A withdrawn verdict has no row: nothing withdrawn is found.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from typing import Any
from uuid import UUID

import orjson
from django.db import connection

from factcheck.publications.document import WITHDRAWN
from factcheck.publications.models import PublishedClaim
from factcheck.publications.search import facets, layout, stems
from factcheck.publications.search.asking import SHORTEST_PREFIX
from factcheck.publications.search.layout import Placed

# ruff: noqa: S608 - the SQL is put together from this file's own words

# Neither is a word of any text: no stemmer touches what has digits, and both go at the end.
_GAP, _BORDER = "9z7", "9z8"

_COLUMNS = ("verdict", "number", "config", "facets", "beside", "written", "a", "b", "c", "d")
_MADE = f"""
    SELECT verdict, number, config, facets::int[] AS facets, ts_delete(
        setweight(to_tsvector(config::regconfig, a), 'A')
        || setweight(to_tsvector(config::regconfig, b), 'B')
        || setweight(to_tsvector(config::regconfig, c), 'C')
        || to_tsvector(config::regconfig, d)
        || strip(to_tsvector(config::regconfig, beside))
        || strip(to_tsvector('simple', written))
        || '{stems.EVERY}'::tsvector,
        ARRAY['{_GAP}', '{_BORDER}']
    ) AS vector
    FROM unnest(%s::uuid[], %s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[],
                %s::text[], %s::text[], %s::text[], %s::text[])
      AS given ({", ".join(_COLUMNS)})
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a verdict is found by. `a` to `d` are its words by weight, `beside` and `written` other
    forms of them, without a place."""

    verdict: UUID
    number: int
    config: str
    facets: str
    beside: str
    written: str
    a: str
    b: str
    c: str
    d: str


def of(head: PublishedClaim) -> Entry | None:
    """None for a withdrawn verdict."""
    if head.status == WITHDRAWN:
        return None
    config = stems.config(head.language)
    placed = list(layout.placed(orjson.loads(head.body)))
    words = {place.word.text for place in placed}
    beside = {form for place in placed for form in stems.forms(place.word, config)[1:]}
    return Entry(
        head.pk,
        head.publication_id,
        config,
        _facets(head, words),
        _text(beside),
        _text(word for word in words if len(word) >= SHORTEST_PREFIX),
        *_texts(placed, config),
    )


Made = list[tuple[UUID, Entry | None]]


def made(heads: Iterable[PublishedClaim]) -> Made:
    """The entry of each head, by its id."""
    return [(head.pk, of(head)) for head in heads]


@contextmanager
def many() -> Iterator[None]:
    """Around the writing of thousands: the index sorts them in by the batch, many times as fast."""
    _alter("ALTER INDEX search_words SET (fastupdate = on, gin_pending_list_limit = 131072)")
    _alter("SET work_mem = '256MB'")
    try:
        yield
    finally:
        _alter("ALTER INDEX search_words SET (fastupdate = off)")
        _alter("ALTER INDEX search_words RESET (gin_pending_list_limit)")
        _alter("SELECT gin_clean_pending_list('search_words')")
        _alter("RESET work_mem")


def store(heads: Iterable[PublishedClaim]) -> None:
    """Write the rows of these heads, or take them away. The heads themselves are stored before."""
    write(made(heads))


def write(made: Made) -> None:
    """`store` for what was made before."""
    gone = [id for id, entry in made if entry is None]
    with connection.cursor() as cursor:
        if gone:
            cursor.execute(
                "DELETE FROM publications_searchentry WHERE verdict_id = ANY(%s)", [gone]
            )
        if entries := [entry for _id, entry in made if entry]:
            cursor.execute(
                "INSERT INTO publications_searchentry (verdict_id, number, config, facets, vector)"
                f"{_MADE} ON CONFLICT (verdict_id) DO UPDATE SET number = excluded.number,"
                " config = excluded.config, facets = excluded.facets, vector = excluded.vector",
                _arrays(entries),
            )


def wrong(heads: Sequence[PublishedClaim]) -> list[UUID]:
    """Of these heads, the ones whose row is missing, left over, or not what it should be.

    A head that has moved on meanwhile is left out.
    """
    should = made(heads)
    standing = [entry for _id, entry in should if entry]
    gone = [id for id, entry in should if entry is None]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT should.verdict FROM ({_MADE}) should JOIN publications_publishedclaim h"
            " ON (h.id, h.publication_id) = (should.verdict, should.number)"
            " LEFT JOIN publications_searchentry e ON e.verdict_id = should.verdict"
            " WHERE (e.number, e.config, e.facets, e.vector) IS DISTINCT FROM"
            " (should.number, should.config::varchar, should.facets, should.vector)"
            " UNION ALL SELECT h.id FROM publications_searchentry e"
            " JOIN publications_publishedclaim h ON h.id = e.verdict_id"
            " WHERE h.id = ANY(%s) AND h.status = 'withdrawn'",
            [*_arrays(standing), gone],
        )
        return [id for (id,) in cursor.fetchall()]


def _alter(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def _arrays(entries: list[Entry]) -> list[list[Any]]:
    return [[getattr(entry, column) for entry in entries] for column in _COLUMNS]


def _facets(head: PublishedClaim, words: Iterable[str]) -> str:
    numbers = facets.of(
        head.publication_id,
        {
            "config": stems.config(head.language),
            "language": head.language,
            "rating": head.rating_code,
            "rating_canonical": head.rating_canonical,
            "topic": head.topics,
            "claimant": head.claimant,
            "publisher": head.publishers,
            "article_url": head.urls,
            "status": head.status,
            "claimed": head.claimed_on,
            "published": head.first_published_at.astimezone(UTC),
            "updated": head.updated_at.astimezone(UTC),
        },
        words,
    )
    return f"{{{','.join(map(str, numbers))}}}"


def _texts(words: Iterable[Placed], config: str) -> Iterator[str]:
    """The words of each weight, every one at its place."""
    texts: dict[str, list[str]] = {weight: [] for weight in layout.WEIGHTS}
    weight, filled = layout.WEIGHTS[0], 0
    for field, place, word in words:
        while weight != field.weight:
            texts[weight].append(_BORDER)
            weight, filled = chr(ord(weight) + 1), filled + 1
        texts[weight] += [_GAP] * (place - filled - 1)
        texts[weight].append(stems.forms(word, config)[0])
        filled = place
    return map(" ".join, texts.values())


def _text(words: Iterable[str]) -> str:
    return " ".join(sorted(words))
