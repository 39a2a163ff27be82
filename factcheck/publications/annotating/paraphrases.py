"""The sentences of a text that are worth comparing with the record."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from factcheck.matching.asking import Text
from factcheck.publications.annotating.words import norms
from factcheck.publications.matching.index import INDEX
from factcheck.sentences import SUPPORTED, spans

#: So many different sentences are looked at, the first ones; where each stands, so often. One has
#: so many words at least, and so many characters at most.
MOST, _PLACES = 2_000, 20
_FEWEST_WORDS, _LONGEST = 2, 1_000


@dataclass(frozen=True, slots=True)
class Sentence:
    """A wording, and where it stands: start and end, in code points."""

    text: str
    places: list[tuple[int, int]] = field(default_factory=list)


def sentences(text: str, language: str) -> list[Sentence]:
    """Those that may state something, in their order."""
    primary = language.lower().split("-")[0]
    found: dict[str, Sentence] = {}
    for start, end in spans(text, primary if primary in SUPPORTED else SUPPORTED[-1]):
        said = text[start:end].rstrip()
        if said not in found:
            if len(said) > _LONGEST or len(norms(said)) < _FEWEST_WORDS or len(found) == MOST:
                continue
            found[said] = Sentence(said)
        if len(found[said].places) < _PLACES:
            found[said].places.append((start, start + len(said)))
    return list(found.values())


def promising(found: Sequence[Sentence], language: str, most: int) -> list[Sentence]:
    """Those of which the record has much, at a glance, in their order. Two statements, or none
    where they are few. Raises TookTooLong."""
    if len(found) <= most:
        return list(found)
    likeness = INDEX.skim([Text(each.text, language) for each in found])
    best = sorted(range(len(found)), key=lambda place: (-likeness[place], place))[:most]
    return [found[place] for place in sorted(best)]
