"""What of two texts tells whether they are the same claim, in figures. Pure."""

from math import log
from typing import NamedTuple

from factcheck.matching import differences, swaps
from factcheck.matching.differences import Comparison
from factcheck.matching.overlap import Question, covers, near, unanswered_names
from factcheck.matching.wordings import Wordings

#: What tells how alike two texts are; with vectors the last four as well.
LIKENESS = (
    "lexical", "covers", "near", "rarest", "rare", "pairs", "lead", "length", "their_length",
    "number_agrees", "number_missing",
    "cosine", "cosine_lead", "foreign", "cosine_foreign",
)  # fmt: skip
#: What tells that alike texts say different things. It counts the more, the more alike they are:
#: long posts that have a "not" or a figure more than the claim they repeat are no other claim.
DIFFERENCE = ("number_differs", "denial_differs", "direction_differs", "name_differs")
_ALIKE_FROM = 0.1
#: Another name in the place of one: whatever the weights say, it is not called the same.
SWAPPED = "name_swapped"
#: A single word in common, of texts that have more, and nothing alike in meaning: nor is that.
LONE = "lone_word"
LIKE_IN_MEANING = 0.5  # the cosine from which on it may be the same in other words
#: A few words that have less than half of what is claimed name its subject ("the pride flag at the
#: Plaza"), and say nothing of it.
SUBJECT = "subject_alone"
_FEW, _HALF, _SURELY_ALIKE = 5, 0.5, 0.75
# Beyond these a lead says no more, or one who repeats word for word could never be refuted.
_CLEAR_LEAD, _CLEAR_COSINE_LEAD = 1.0, 0.2
#: So many candidates with words in common are rivals enough; of fewer, one is imagined that has
#: this part of what the text itself would score.
_MANY, _USUAL_RIVAL = 40, 0.1


class Field(NamedTuple):
    """How well the candidates do against each other: the two best of each score, and how many have
    any of the words."""

    lexical: tuple[float, float]
    many: int
    cosine: tuple[float, float]


def features(
    question: Question, wordings: Wordings, cosine: float | None, field: Field
) -> tuple[dict[str, float], Comparison]:
    """By name, most of them between 0 and 1; those about the cosine only where there is one."""
    own, candidate, common, whole = (
        question.read, wordings.claim, wordings.overlap, wordings.whole,
    )  # fmt: skip
    rarest = sorted(common.shared.values(), reverse=True)[:3]
    both_ways = wordings.said.told / (question.mass or 1.0) / 2
    both_ways += covers(wordings.said, candidate) / 2
    rival = max(_rival(common.score, field.lexical), _unmet(question, field.many))
    comparison = differences.compare(own.contents, candidate.contents)
    found = {
        "lexical": min(1.0, wordings.score / (question.self_score or 1.0)),
        "covers": wordings.covers,
        "near": near(question, common.shared, whole) / (question.mass or 1.0),
        "rarest": rarest[0] / 10 if rarest else 0.0,
        "rare": sum(rarest) / 20,
        "pairs": len(own.pairs & whole.pairs) / (1 + min(len(own.pairs), len(whole.pairs))),
        "lead": max(-1.0, min(_CLEAR_LEAD, (common.score - rival) / (rival + 5.0))),
        "length": log(1 + len(own.weights)) / 3,
        "their_length": log(1 + len(candidate.weights)) / 3,
        "number_agrees": min(comparison.same_numbers, 3) / 3,
        "number_missing": min(comparison.missing, 3) / 3,
        "foreign": float(question.foreign),
    }
    alike = both_ways**2
    if cosine is not None:
        found["cosine"] = cosine
        found["cosine_lead"] = min(_CLEAR_COSINE_LEAD, cosine - _rival(cosine, field.cosine))
        found["cosine_foreign"] = cosine * question.foreign
        # In another language hardly a word is shared: the meaning alone tells.
        alike = cosine**2 if question.foreign else both_ways * max(0.0, cosine)
    alike = max(0.0, alike**2 - _ALIKE_FROM)
    found |= {
        "number_differs": alike * bool(comparison.count("number")),
        "denial_differs": alike * comparison.count("denied"),
        "direction_differs": alike * bool(comparison.count("direction")),
        "name_differs": alike * (unanswered_names(question, candidate) == (1, 1)),
        SWAPPED: 0.0,
        LONE: float(_share_one_word(question, wordings, cosine)),
        SUBJECT: float(_names_the_subject(question, wordings, cosine)),
    }
    if alike and own.language == candidate.language:
        names = swaps.swapped(own.plain, candidate.plain, own.language)
        if names:
            found[SWAPPED] = 1.0
            comparison = comparison.and_name(*names)
    return found, comparison


def _share_one_word(question: Question, wordings: Wordings, cosine: float | None) -> bool:
    has_more = max(len(question.read.weights), len(wordings.whole.weights)) > 1
    return len(wordings.overlap.shared) < 2 and has_more and (cosine or 0.0) < LIKE_IN_MEANING


def _names_the_subject(question: Question, wordings: Wordings, cosine: float | None) -> bool:
    is_short = len(question.read.weights) <= _FEW
    return is_short and wordings.covers < _HALF and (cosine or 0.0) < _SURELY_ALIKE


def _unmet(question: Question, many: int) -> float:
    """What the best of the others would score at least, were there many: who is ahead of nobody, in
    a small collection, is not clearly ahead."""
    return _USUAL_RIVAL * question.self_score * max(0.0, 1 - many / _MANY)


def _rival(score: float, best: tuple[float, float]) -> float:
    """The best score of the others."""
    return best[1] if score >= best[0] else best[0]
