"""Labelled sets: texts, claims that were checked, and which text repeats which claim.

A folder as CheckThat! (CLEF) hands it out for task 2 (`checkthat`), or a file of pairs (`pairs`).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from factcheck.errors import Invalid
from factcheck.matching.fitting import checkthat, pairs
from factcheck.matching.fitting.checkthat import Relevant
from factcheck.matching.fitting.contrasts import Contrast

_NAMED = re.compile(r"(?:(?P<asked_in>[a-z]{2,3}):)?(?P<language>[a-z]{2,3})=(?P<path>.+)")


class LabelledSet(NamedTuple):
    name: str
    language: str  # of the claims
    asked_in: str  # the texts' language
    claims: Mapping[str, str]
    queries: Mapping[str, str]
    #: Which claims each text repeats, by the file that says so.
    parts: Mapping[str, Relevant]
    #: Pairs of which somebody said whether they are the same claim.
    pairs: Sequence[Contrast] = ()
    #: Of the checks of some claims, which help to find them, as they do in the record's index.
    headlines: Mapping[str, str] = MappingProxyType({})

    @property
    def train(self) -> Relevant:
        """What the weights may be fitted to."""
        return self._half("train", 0)

    @property
    def held_out(self) -> Relevant:
        """On what they are only measured."""
        return self._half("dev", 1)

    def _half(self, name: str, half: int) -> Relevant:
        """The parts that are called so; of a set in one piece every other claim, so that the same
        claim is in one half only, whoever repeats it."""
        if [*self.parts] == [pairs.WHOLE]:
            whole = self.parts[pairs.WHOLE].items()
            return {q: claims for q, claims in whole if int(min(claims), 16) % 2 == half}
        found = [part for key, part in self.parts.items() if name in key.lower()]
        return {query: claims for part in found for query, claims in part.items()}


def read_set(
    path: Path, language: str, asked_in: str = "", *, to_measure: bool = False
) -> LabelledSet:
    """`language` is that of the claims, `asked_in` that of the texts, if it is another.

    Parts that are called a test are opened only `to_measure`: nothing is ever fitted to them.
    Raises Invalid where there is no such set.
    """
    try:
        if path.is_dir():
            claims, queries, parts, headlines = checkthat.read(path, with_test=to_measure)
            return LabelledSet(
                path.name, language, asked_in or language, claims, queries, parts, (), headlines
            )
        return LabelledSet(path.stem, language, asked_in or language, *pairs.read(path))
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise Invalid(
            path=f"{path} is no labelled set that is read here ({error}): a folder with the claims"
            " (vclaims/*.json, or a TSV), queries and qrels in TSV, or a JSON list, CSV or TSV of"
            f" pairs with {' or '.join(pairs.TEXTS)} and {' or '.join(pairs.CLAIMS)}."
        ) from None


def named(given: str) -> tuple[Path, str, str]:
    """`fr=PATH`, or `fr:en=PATH` for texts in French about claims in English: the path, the claims'
    language and the texts'. Of a path alone both are empty."""
    if found := _NAMED.fullmatch(given):
        language = found["language"]
        return Path(found["path"]), language, found["asked_in"] or language
    return Path(given), "", ""


def all_named(given: Sequence[str], example: str) -> Iterator[tuple[Path, str, str]]:
    """Sets whose languages must be told. Raises Invalid."""
    for each in given:
        path, language, asked_in = named(each)
        if not language:
            raise Invalid(sets=f"{each!r} names no language: {example}.")
        yield path, language, asked_in
