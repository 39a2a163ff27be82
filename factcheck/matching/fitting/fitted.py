"""A calibration fitted to labelled sets: first how alike texts are, then what sets them apart.

In two steps, because ordinary texts seldom differ from a claim in one figure alone: those who learn
both at once from made-up pairs unlearn what real ones say.
"""

import random
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from factcheck.matching.calibration import Calibration, squeezed
from factcheck.matching.embedding import Embedder
from factcheck.matching.features import DIFFERENCE, LIKENESS
from factcheck.matching.fitting import regression
from factcheck.matching.fitting.collection import Collection
from factcheck.matching.fitting.examples import Answered, of_contrasts, of_set, table
from factcheck.matching.fitting.sets import LabelledSet

#: How much a made-up pair counts beside a real one.
_CONTRAST = 3.0
_MOST_CLAIMS = 800
_RIDGE, _RIDGE_OF_DIFFERENCE = 1.0, 0.1


class Examples(NamedTuple):
    """Of one set: real texts and pairs made from its claims, to fit to and to measure on."""

    real: Sequence[Answered]
    contrasts: Sequence[Answered]
    held_out: Sequence[Answered]
    held_out_contrasts: Sequence[Answered]


def examples_of(
    labelled: LabelledSet, embedder: Embedder | None, chance: random.Random
) -> Examples:
    collection = Collection(labelled, embedder)
    plain = sorted(set(labelled.claims.values()))
    chosen = chance.sample(plain, min(_MOST_CLAIMS, len(plain)))
    half = len(chosen) // 2
    made = [
        list(of_contrasts(part, labelled.language, collection, embedder, chance))
        if labelled.asked_in == labelled.language
        else []
        for part in (chosen[:half], chosen[half:])
    ]
    return Examples(
        list(of_set(labelled, labelled.train, collection, embedder)),
        made[0],
        list(of_set(labelled, labelled.held_out, collection, embedder)),
        made[1],
    )


def fitted(sets: Sequence[Examples], *, vectors: bool) -> Calibration:
    foreign = any(f["foreign"] for s in sets for each in s.real for f in each.features)
    names = [name for name in LIKENESS if _wanted(name, vectors, foreign)]
    real = [each for examples in sets for each in examples.real]
    made = [each for examples in sets for each in examples.contrasts]
    rows, labels = table(real, names)
    ones = np.ones((len(rows), 1))
    likeness = regression.fit(np.hstack([rows, ones]), labels, np.ones(len(rows)), ridge=_RIDGE)
    known = rows @ likeness[:-1] + likeness[-1]
    made_rows, made_labels = table(made, names)
    made_known = made_rows @ likeness[:-1] + likeness[-1]
    difference = regression.fit(
        np.vstack([table(real, DIFFERENCE)[0], table(made, DIFFERENCE)[0]]),
        np.concatenate([labels, made_labels]),
        np.concatenate([np.ones(len(labels)), np.full(len(made_labels), _CONTRAST)]),
        known=np.array([squeezed(each) for each in (*known, *made_known)]),
        ridge=_RIDGE_OF_DIFFERENCE,
    )
    weights = dict(zip(names, likeness[:-1], strict=True))
    weights |= dict(zip(DIFFERENCE, difference, strict=True))
    return Calibration(
        round(float(likeness[-1]), 4), {name: round(float(w), 4) for name, w in weights.items()}
    )


def _wanted(name: str, vectors: bool, foreign: bool) -> bool:
    return (vectors or "cosine" not in name) and (foreign or "foreign" not in name)
