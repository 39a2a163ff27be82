"""One span where several overlap. Pure."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

from factcheck.matching.judging import Judgement

EXACT, NEAR, PARAPHRASE = "exact", "near", "paraphrase"
HOW = (EXACT, NEAR, PARAPHRASE)
#: Verdicts that are told of one span, at most.
_MOST = 5


class Found(NamedTuple):
    """Words of the text that repeat a verdict's claim. `judgement.id` is the verdict's."""

    start: int  # code points
    end: int
    how: str
    judgement: Judgement


class Chosen(NamedTuple):
    """A span, and what was found there, the best first. `how` is that of the best."""

    start: int
    end: int
    how: str
    judgements: list[Judgement]


def chosen(found: Iterable[Found]) -> list[Chosen]:
    """In the order of the text, without overlap. Of spans that overlap the best one stays, and
    tells of the others' verdicts as well."""
    starts: list[int] = []
    kept: dict[int, Chosen] = {}
    for each in sorted(found, key=_rank):
        at = bisect_left(starts, each.end)
        if at and kept[starts[at - 1]].end > each.start:
            _tell(kept[starts[at - 1]], each.judgement)
        else:
            starts.insert(at, each.start)
            kept[each.start] = Chosen(each.start, each.end, each.how, [each.judgement])
    return [kept[start] for start in starts]


def _rank(found: Found) -> tuple[int, int, float, int, int, str]:
    """Surely the same first, then how near the words are."""
    judgement = found.judgement
    return (
        judgement.kind != "same",
        HOW.index(found.how),
        -judgement.probability,
        found.start - found.end,
        found.start,
        str(judgement.id),
    )


def _tell(kept: Chosen, judgement: Judgement) -> None:
    known = {each.id for each in kept.judgements}
    if judgement.id not in known and len(kept.judgements) < _MOST:
        kept.judgements.append(judgement)
