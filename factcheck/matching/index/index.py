"""One side's index: what it is asked, and what its writers call."""

import logging
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from factcheck.errors import Invalid
from factcheck.matching.asking import Asked, Text, ask
from factcheck.matching.embedding import Embedder, EmbeddingFailed, embedder
from factcheck.matching.index import asked as reading
from factcheck.matching.index import (
    counting,
    finding,
    halfvec,
    hashing,
    sharing,
    skimming,
    tables,
    vectors,
    writing,
)
from factcheck.matching.index.entries import Entry
from factcheck.matching.index.finding import NOBODY, Found, Near
from factcheck.matching.judging import Candidate, Judgement, Thresholds, judge

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

log = logging.getLogger(__name__)

#: So many texts are looked for by one statement, which takes well under a second then.
_TOGETHER = 20


class Tables(NamedTuple):
    """The names of a side's tables; `about` is the column that says whose text an item is."""

    item: str
    posting: str
    commonness: str
    vector: str
    about: str
    about_type: str


class Answer(NamedTuple):
    """For each question, in their order, what says the same or is related, the most probable first.

    `semantic` tells whether meanings were compared besides words: there was an embedder, and it
    worked. A judgement's `id` is whatever its text is about: a claim's number, a verdict's id.
    """

    judgements: list[list[Judgement]]
    semantic: bool


class Index:
    """The texts of one side. Writers call `keep`, `put` and `remove` in their own transaction."""

    def __init__(
        self,
        item: type[tables.Item],
        posting: type[tables.Posting],
        commonness: type[tables.Commonness],
        vector: type[tables.Vector],
    ) -> None:
        self._item, self._models = item, (item, posting, commonness, vector)

    @cached_property
    def tables(self) -> Tables:
        about: Any = self._item._meta.get_field(self._item.ABOUT)
        item, posting, commonness, vector = (model._meta.db_table for model in self._models)
        return Tables(item, posting, commonness, vector, about.column, about.db_type(connection))

    # --- Asking

    def match(
        self, texts: Sequence[Text], limit: int = 5, *, excluding: Collection[Any] = ()
    ) -> list[list[Judgement]]:
        """The judgements of `answer`."""
        return self.answer(texts, limit, excluding=excluding).judgements

    def answer(
        self, texts: Sequence[Text], limit: int = 5, *, excluding: Collection[Any] = ()
    ) -> Answer:
        """At most `limit` texts that say the same as each of these, or are related to it. Nothing
        is a real answer. Two statements for every `_TOGETHER` texts; `excluding` names what is left
        out.

        Raises Invalid for a text that is blank, TookTooLong when the database is overloaded.
        """
        for place, text in enumerate(texts):
            if not text.words.strip():
                raise Invalid(**{f"texts[{place}]": _("There is no text to look for.")})
        model, meanings = self._embedded(texts)
        judged: list[list[Judgement]] = []
        for first in range(0, len(texts), _TOGETHER):
            some = slice(first, first + _TOGETHER)
            their = None if meanings is None else meanings[some]
            judged += self._judged(texts[some], their, model, set(excluding))
        return Answer([found[:limit] for found in judged], meanings is not None)

    def sharing(self, terms: Collection[int], most: int) -> list[Any]:
        """What has some of these terms: see `sharing`."""
        return sharing.sharing(self.tables, terms, most)

    def skim(self, texts: Sequence[Text]) -> list[float]:
        """How much is like each of these, at a glance: see `skimming`."""
        return skimming.skim(self.tables, texts)

    def _judged(
        self,
        texts: Sequence[Text],
        meanings: "NDArray[np.float32] | None",
        model: str,
        excluding: Collection[Any],
    ) -> Iterator[list[Judgement]]:
        asked = [ask(text) for text in texts]
        known, every = counting.counts(
            self.tables, {hashing.number(term) for each in asked for term in each.terms}
        )
        if not every:  # nothing is kept, so nothing is found
            yield from ([] for _text in texts)
            return
        idfs = [reading.idf(each, known, every) for each in asked]
        plans = [reading.plan(each, known, idf) for each, idf in zip(asked, idfs, strict=True)]
        near = NOBODY if meanings is None else self._near(meanings, model)
        found = finding.candidates(self.tables, plans, near=near, model=model)
        for place, (each, idf) in enumerate(zip(asked, idfs, strict=True)):
            here = [row for row in found if row.place == place and row.about not in excluding]
            meaning = None if meanings is None else meanings[place]
            yield _judgements(each, idf, here, meaning, model)

    def _embedded(self, texts: Sequence[Text]) -> "tuple[str, NDArray[np.float32] | None]":
        """The model, and a vector for each text; none where there is no model, or it fails."""
        try:
            chosen = embedder()
            if chosen is None or not texts:
                return "", None
            return chosen.model, chosen.embed([text.words for text in texts])
        except EmbeddingFailed as error:
            log.warning("Matched by words alone: %s", error)
            return "", None

    def _near(self, meanings: "NDArray[np.float32]", model: str) -> Near:
        if halfvec.has(self.tables.vector):
            return halfvec.near(self.tables.vector, meanings, model)
        return self._exact.near(self.tables, meanings, model)

    @cached_property
    def _exact(self) -> Any:
        from factcheck.matching.index.exact import Exact  # with numpy, which a model brings

        return Exact()

    # --- Writing

    def keep(self, made: Mapping[Any, Entry | None]) -> None:
        """Keep these texts instead of what was kept about the same, None being nothing."""
        self.remove(made)
        self.put([entry for entry in made.values() if entry])

    def put(self, entries: Sequence[Entry]) -> None:
        """Keep these texts, about which nothing is kept yet."""
        writing.put(self.tables, entries)

    def remove(self, about: Collection[Any]) -> None:
        """Find nothing about these any more."""
        writing.remove(self.tables, about)

    def repair(self, should: Mapping[Any, Entry | None]) -> int:
        """Put right what is not kept as it should be, None being nothing; how many that were."""
        entries = {about: entry for about, entry in should.items() if entry}
        wrong = writing.wrong(self.tables, list(entries.values()))
        reread = writing.reread(self.tables, [entries[about] for about in wrong])
        gone = writing.present(self.tables, [about for about in should if about not in entries])
        self.keep({about: should[about] for about in {*wrong, *gone}.difference(reread)})
        return len(wrong) + len(gone)

    def outdated(self, count: int) -> list[Any]:
        """At most so many of what has terms that were read by another version of this program."""
        return writing.outdated(self.tables, count)

    def count(self, *, anyway: bool = False) -> bool:
        """Count the common terms, if it is time, or `anyway`; whether it was done."""
        return counting.count(self.tables, anyway=anyway)

    def embed(self, model: Embedder, **how: Any) -> Iterator[int]:
        """Make the vectors that are missing: see `vectors.embed`."""
        return vectors.embed(self.tables, model, **how)


def _judgements(
    asked: Asked,
    idf: Mapping[str, float],
    found: Sequence[Found],
    meaning: "NDArray[np.float32] | None",
    model: str,
) -> list[Judgement]:
    cosines: Sequence[float | None] = [None] * len(found)
    if meaning is not None:
        cosines = vectors.cosines(meaning, [row.values for row in found])
    candidates = [
        Candidate(row.about, row.text, row.language, row.score, cosine, row.titled)
        for row, cosine in zip(found, cosines, strict=True)
    ]
    thresholds = Thresholds(settings.MATCH_SAME, settings.MATCH_RELATED)
    judged = judge(asked, candidates, idf=idf, model=model or None, thresholds=thresholds)
    return [each for each in judged if each.kind != "none"]
