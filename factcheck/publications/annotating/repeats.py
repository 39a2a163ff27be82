"""The verdicts whose words a text repeats, by the record's index."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from factcheck.publications.annotating import prints
from factcheck.publications.annotating.aligning import repeats
from factcheck.publications.annotating.words import Word, norms
from factcheck.publications.matching.asking import documents
from factcheck.publications.matching.index import INDEX

#: So many verdicts are compared with a text, and so many places of it for each of their
#: fingerprints: the rest repeats what is known already, or was made to take long.
_MOST, _PLACES = 300, 20


class Repeated(NamedTuple):
    """A passage of a verdict that stands in a text, word for word or nearly."""

    verdict: UUID
    start: int  # code points
    end: int
    exact: bool


def repeated(text: Sequence[Word]) -> Iterator[Repeated]:
    """What a text's words repeat. Two statements. Raises TookTooLong."""
    said = [word.norm for word in text]
    places: dict[int, list[int]] = defaultdict(list)
    for place, number in enumerate(prints.shingles(said)):
        if len(places[number]) < _PLACES:
            places[number].append(place)
    sharing = INDEX.sharing(places, _MOST) if places else []
    known = documents(sharing)
    for id in sharing:
        if id in known:
            yield from _of(id, known[id], text, said, places)


def _of(
    id: UUID,
    document: dict[str, Any],
    text: Sequence[Word],
    said: Sequence[str],
    places: Mapping[int, Sequence[int]],
) -> Iterator[Repeated]:
    for passage in prints.passages(document):
        words = norms(passage)
        starts = {
            place - at
            for at, number in prints.chosen(prints.shingles(words))
            for place in places.get(number, ())
        }
        for first, last, exact in repeats(said, words, starts):
            yield Repeated(id, text[first].start, text[last - 1].end, exact)
