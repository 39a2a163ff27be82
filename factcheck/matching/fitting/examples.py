"""What the regression learns from: every candidate of every text, with the answer.

Each text is asked twice: with its claims in the collection, and with them taken out, as a text that
nobody has checked. So the probability of the best candidate is that of a text of which one cannot
know beforehand: half are checked.
"""

import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from factcheck.matching import bm25
from factcheck.matching.asking import Text, ask
from factcheck.matching.embedding import Embedder
from factcheck.matching.fitting.collection import Collection
from factcheck.matching.fitting.contrasts import Contrast, contrasts
from factcheck.matching.fitting.sets import LabelledSet, Relevant
from factcheck.matching.judging import Candidate, compared
from factcheck.matching.terms import terms


class Answered(NamedTuple):
    """A text's candidates: their features, and which are right."""

    query: str
    checked: bool
    ids: list[object]
    features: list[dict[str, float]]
    bm25: list[float]
    right: list[bool]
    answers: int  # how many claims are right, found or not
    kind: str = ""  # of a contrast


def of_set(
    labelled: LabelledSet, relevant: Relevant, collection: Collection, embedder: Embedder | None
) -> Iterator[Answered]:
    queries = [query for query in relevant if query in labelled.queries]
    vectors = embedder.embed([labelled.queries[q] for q in queries]) if embedder else None
    for at, query in enumerate(queries):
        asked = ask(Text(labelled.queries[query], labelled.asked_in))
        idf = collection.idf(asked)
        vector = None if vectors is None else vectors[at]
        right = relevant[query]
        for without in (frozenset[str](), right):
            found = collection.candidates(asked, idf, vector, without)
            compare = compared(asked, found, idf)
            yield Answered(
                query,
                not without,
                [each.id for each, _features, _comparison in compare],
                [features for _each, features, _comparison in compare],
                [each.bm25 for each, _features, _comparison in compare],
                [each.id in right for each, _features, _comparison in compare],
                len(right),
            )


def of_contrasts(
    claims: Sequence[str],
    language: str,
    collection: Collection,
    embedder: Embedder | None,
    chance: random.Random,
) -> Iterator[Answered]:
    """A claim is asked, and one that says another thing is there in its stead."""
    pairs = list(contrasts(claims, language, chance))
    pairs += [Contrast("spelling", pair.text, pair.text, True) for pair in pairs[::4]]
    return of_pairs(pairs, language, collection, embedder)


def of_pairs(
    pairs: Sequence[Contrast],
    asked_in: str,
    collection: Collection,
    embedder: Embedder | None,
    *,
    alone: bool = False,
) -> Iterator[Answered]:
    """Each text is asked, and what it is paired with is there among the other claims; or `alone`,
    as if the collection had nothing else in common with it."""
    vectors = changed = None
    if embedder:
        vectors = embedder.embed([pair.text for pair in pairs])
        changed = embedder.embed([pair.changed for pair in pairs])
    for at, pair in enumerate(pairs):
        asked = ask(Text(pair.text, asked_in))
        idf = collection.idf(asked)
        vector = None if vectors is None else vectors[at]
        found = []
        if not alone:
            found = collection.candidates(asked, idf, vector, collection.saying(pair.text))
        weights = bm25.weights(terms(pair.changed, collection.language))
        score = sum(c * idf[t] * weights.get(t, 0.0) for t, c in asked.terms.items())
        cosine = None if changed is None or vector is None else float(changed[at] @ vector)
        found.append(Candidate("changed", pair.changed, collection.language, score, cosine))
        for each, features, _comparison in compared(asked, found, idf):
            if each.id == "changed":
                yield Answered(
                    str(at), pair.same, ["changed"], [features], [score], [pair.same], 1, pair.kind
                )


def table(
    answered: Sequence[Answered], names: Sequence[str]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    rows = [[f.get(name, 0.0) for name in names] for each in answered for f in each.features]
    labels = [float(right) for each in answered for right in each.right]
    return np.array(rows), np.array(labels)
