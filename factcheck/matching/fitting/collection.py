"""A set's claims in memory, searched as the index in PostgreSQL would."""

from collections import defaultdict
from collections.abc import Collection as Ids
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from factcheck.matching import bm25
from factcheck.matching.asking import Asked, Text
from factcheck.matching.embedding import Embedder
from factcheck.matching.fitting.sets import LabelledSet
from factcheck.matching.judging import Candidate
from factcheck.matching.terms import terms

_LEXICAL, _SEMANTIC = 60, 30


class Collection:
    """A set's claims by id, with vectors where there is an embedder.

    As in the indexes (`index/entries.py`), a headline helps to find its claim, and is embedded with
    it.
    """

    def __init__(self, labelled: LabelledSet, embedder: Embedder | None = None) -> None:
        self.ids = list(labelled.claims)
        self.texts = list(labelled.claims.values())
        self.language = labelled.language
        self.headlines = [labelled.headlines.get(claim, "") for claim in self.ids]
        self._at = {claim: at for at, claim in enumerate(self.ids)}
        found: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for at, (text, headline) in enumerate(zip(self.texts, self.headlines, strict=True)):
            words = terms(text, self.language) + terms(headline, self.language)
            for term, weight in bm25.weights(words).items():
                found[term].append((at, weight))
        self._postings = {
            term: (np.array([at for at, _ in rows]), np.array([weight for _, weight in rows]))
            for term, rows in found.items()
        }
        self.vectors = None
        if embedder:
            both = zip(self.texts, self.headlines, strict=True)
            self.vectors = embedder.embed([f"{text} {headline}".strip() for text, headline in both])

    def saying(self, text: str) -> list[str]:
        """The ids of claims in just these words."""
        return [i for i, words in zip(self.ids, self.texts, strict=True) if words == text]

    def idf(self, asked: Asked) -> dict[str, float]:
        nobody: tuple[Sequence[int], Sequence[float]] = ((), ())
        return {
            term: bm25.idf(len(self._postings.get(term, nobody)[0]), len(self.ids))
            for term in asked.terms
        }

    def candidates(
        self,
        asked: Asked,
        idf: Mapping[str, float],
        vector: NDArray[np.float32] | None = None,
        without: Ids[str] = (),
    ) -> list[Candidate]:
        """The best by words, and the nearest; `without` are taken for not there."""
        scores = np.zeros(len(self.ids))
        for term, counts in asked.terms.items():
            if term in self._postings:
                at, weights = self._postings[term]
                scores[at] += counts * idf[term] * weights
        hidden = [self._at[claim] for claim in without]
        scores[hidden] = -1
        best = set(_largest(scores, _LEXICAL))
        cosines = None
        if vector is not None and self.vectors is not None:
            cosines = self.vectors @ vector
            cosines[hidden] = -1
            best |= set(_largest(cosines, _SEMANTIC))
        return [
            Candidate(
                self.ids[at],
                self.texts[at],
                self.language,
                float(scores[at]),
                None if cosines is None else float(cosines[at]),
                Text(self.headlines[at], self.language) if self.headlines[at] else None,
            )
            for at in sorted(best - set(hidden))
        ]


def _largest(scores: NDArray[np.floating], most: int) -> list[int]:
    if len(scores) <= most:
        return list(range(len(scores)))
    return [int(at) for at in np.argpartition(-scores, most)[:most]]
