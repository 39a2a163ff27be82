"""`--matching`: whether a claim that was checked is known again, and an unchecked one is not.

    make bench ARGS="--only matching --matching en=2a fr=pairs.json fr:en=translated"

Each is a set as `fit_matcher` reads it (`factcheck/matching/fitting/sets.py`), with its language;
`fr:en` has French texts about English claims. Of a path alone the languages are guessed. Other than
in a fit, parts that are called a test are measured, too. No set is part of the project.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from claims.extraction import guess_language
from factcheck.errors import Invalid
from factcheck.matching.calibration import WORDS_ALONE, calibration
from factcheck.matching.embedding import Embedder, packaged
from factcheck.matching.fitting.collection import Collection
from factcheck.matching.fitting.examples import Answered, of_pairs, of_set
from factcheck.matching.fitting.figures import Scores, area, by, by_bm25, figures, told
from factcheck.matching.fitting.sets import LabelledSet, Relevant, named, read_set
from factcheck.matching.judging import USUAL

_TITLES = ("texts", "MAP@5", "recall@10", "not checked", "told same", "right", "ms")
_OF_PAIRS = ("same", "others", "AUC", "same: told", "others: told")
_SAMPLE = 200


def run(given: Sequence[str]) -> None:
    """Prints lines for each part of each set: by BM25 alone, as it is judged by words, and with
    each embedder that is installed. Raises SystemExit for what is no set."""
    print(
        "“not checked”: the share of checked texts told the right claim first, at most 5 % of the"
        " unchecked ones being told any.\n“told same”: of all texts, half of them unchecked, the"
        f" share that is told a claim with {USUAL.same:g} or more; “right”: how many of these are."
        "\n“ms”: CPU of a text, judged among the claims in memory.\n"
    )
    for each in given:
        try:
            labelled = _read(each)
        except Invalid as error:
            raise SystemExit(str(error)) from None
        print(f"{labelled.name}: {len(labelled.claims)} claims, {labelled.language}")
        for name, table in (("matching", _TITLES), ("labelled pairs", _OF_PAIRS)):
            lines = _of_parts(labelled) if table is _TITLES else _of_labelled(labelled)
            for at, line in enumerate(lines):
                if not at:
                    print(f"{name:<40}{'':<28}" + "".join(f"{title:>13}" for title in table))
                print(line, flush=True)


def _read(given: str) -> LabelledSet:
    path, language, asked_in = named(given)
    found = read_set(path, language, asked_in, to_measure=True)
    if language:
        return found
    return found._replace(
        language=_guessed(found.claims.values()), asked_in=_guessed(found.queries.values())
    )


def _guessed(texts: Iterable[str]) -> str:
    return guess_language(" ".join(islice(texts, _SAMPLE))) or "en"


def _embedders() -> Iterator[Embedder | None]:
    yield None
    yield from packaged.installed_ones()


def _of_parts(labelled: LabelledSet) -> Iterator[str]:
    for embedder in _embedders():
        collection = Collection(labelled, embedder)
        for name, part in labelled.parts.items():
            answered, seconds = _answered(labelled, part, collection, embedder)
            ways = [(embedder.model if embedder else "words", _scores(embedder))]
            if not embedder:
                ways.insert(0, ("BM25 alone", by_bm25))
            for how, scores in ways:
                yield f"{name:<40}{how:<28}" + _cells(answered, scores, seconds)


def _answered(
    labelled: LabelledSet, part: Relevant, collection: Collection, embedder: Embedder | None
) -> tuple[list[Answered], float]:
    began = time.process_time()
    answered = list(of_set(labelled, part, collection, embedder))
    return answered, (time.process_time() - began) / (len(answered) or 1)


def _cells(answered: Sequence[Answered], scores: Scores, seconds: float) -> str:
    found = figures(answered, scores)
    cells = f"{found.texts:>13}{found.map_at_5:>13.3f}{found.recall_at_10:>13.3f}"
    cells += f"{found.not_checked_yet:>13.3f}"
    if scores is not by_bm25:
        share, right = told(answered, scores, USUAL.same)
        cells += f"{share:>13.3f}{right:>13.3f}{seconds * 1e3:>13.1f}"
    return cells


def _of_labelled(labelled: LabelledSet) -> Iterator[str]:
    """Pairs of which somebody said whether they are the same, each judged by itself."""
    if not labelled.pairs:
        return
    for embedder in _embedders():
        collection = Collection(labelled, embedder)
        scores = _scores(embedder)
        said: dict[bool, list[float]] = {True: [], False: []}
        for each in of_pairs(labelled.pairs, labelled.asked_in, collection, embedder, alone=True):
            said[each.checked] += scores(each)
        same, others = said[True], said[False]
        cells = f"{len(same):>13}{len(others):>13}{area(same, others):>13.3f}"
        cells += "".join(f"{_told(some):>13.3f}" for some in (same, others))
        yield f"{'':<40}{embedder.model if embedder else 'words':<28}{cells}"


def _told(said: Sequence[float]) -> float:
    return sum(each >= USUAL.same for each in said) / (len(said) or 1)


def _scores(embedder: Embedder | None) -> Scores:
    return by(calibration(embedder.model if embedder else WORDS_ALONE))
