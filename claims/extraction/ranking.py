"""How much a sentence deserves a check: a sum of signed weights, shown one by one.

The weights are set by hand, from what fact-checkers say they look for (can it be looked up? is it
specific? would it matter if it were wrong?) and from what the literature on check-worthiness found
telling: figures, names, dates, comparisons and accounts of events for it; hedges, first person,
opinion and prediction against. Nothing was trained. The score is the logistic of their sum.
`docs/extraction.md` has the same table for people, and how it did on labelled sets.
"""

import math
from functools import lru_cache
from typing import NamedTuple

from claims.extraction.candidate import Reason
from claims.extraction.features import Shown


class Weight(NamedTuple):
    """`first` for the first words that show a feature, `further` for each one up to `at_most`."""

    first: float
    label: str
    further: float = 0.0
    at_most: int = 1


BASE = Reason("base", "where every sentence starts", -1.2)

WEIGHTS = {
    # It can be looked up.
    "percentage": Weight(1.1, "a percentage", 0.2, 3),
    "money": Weight(1.0, "an amount of money", 0.2, 3),
    "figure": Weight(0.8, "a figure", 0.2, 3),
    "count": Weight(0.3, "a number in words", 0.1, 2),
    "date": Weight(0.8, "a date", 0.15, 3),
    "span": Weight(0.5, "a span of time"),
    "name": Weight(0.5, "a name", 0.25, 3),
    "research": Weight(0.4, "measured or studied", 0.15, 2),
    "source": Weight(0.3, "a source is given"),
    "speech": Weight(0.1, "somebody says or asks it"),
    # It is a statement of fact.
    "past_event": Weight(0.6, "an account of what happened", 0.2, 2),
    "change": Weight(0.4, "a change", 0.2, 2),
    "comparison": Weight(0.7, "a comparison or superlative", 0.2, 2),
    "cause": Weight(0.5, "a cause or effect"),
    "ability": Weight(0.2, "what something does or holds", 0.1, 2),
    "totality": Weight(0.2, "all, none or only", 0.1, 2),
    "negation": Weight(0.1, "a denial"),
    # It would matter.
    "rule": Weight(0.7, "law or rules", 0.2, 3),
    "stakes": Weight(0.4, "life, safety, crime or power", 0.15, 2),
    "institution": Weight(0.2, "an institution"),
    # It cannot be checked, or says little.
    "hedge": Weight(-0.7, "a reservation", -0.2, 2),
    "unknown": Weight(-0.8, "it says what is not known"),
    "first_person": Weight(-0.7, "the speaker's own person", -0.2, 2),
    "address": Weight(-0.7, "it addresses the reader", -0.2, 2),
    "opinion": Weight(-0.6, "a judgement", -0.25, 4),
    "emphasis": Weight(-0.3, "an emphasis"),
    "feeling": Weight(-0.7, "what somebody feels or thinks"),
    "prediction": Weight(-0.7, "about what is to come", -0.2, 2),
    "future": Weight(-0.2, "in the future tense", -0.1, 2),
    "duty": Weight(-0.8, "what should be done", -0.2, 2),
    "private_life": Weight(-0.6, "private life", -0.2, 3),
    "announcement": Weight(-0.6, "an event or an offer", -0.2, 3),
    "vague_amount": Weight(-0.3, "an amount that is not said", -0.1, 2),
    "vague_time": Weight(-0.3, "a time that is not said"),
    "courtesy": Weight(-1.2, "a courtesy"),
    "no_anchor": Weight(-0.5, "no name, date or figure to look up"),
    "weak_opening": Weight(-0.3, "it leans on the sentence before"),
    "exclamation": Weight(-0.5, "an exclamation"),
    "question_inside": Weight(-0.4, "a question inside"),
    "very_short": Weight(-1.2, "hardly any words"),
    "short": Weight(-0.3, "few words"),
    "long": Weight(-0.1, "many words"),
    "very_long": Weight(-0.6, "very many words"),
}

_SHOWN = 3  # words that a label cites


def reasons(shown: Shown) -> tuple[Reason, ...]:
    """The contributions, the heaviest first after the base."""
    found = [
        Reason(code, _label(WEIGHTS[code].label, words), _weight(code, len(words)))
        for code, words in shown.items()
    ]
    return (BASE, *sorted(found, key=lambda reason: (-abs(reason.weight), reason.code)))


@lru_cache
def _weight(code: str, count: int) -> float:
    weight = WEIGHTS[code]
    return round(weight.first + weight.further * (min(count, weight.at_most) - 1), 2)


def score(contributions: tuple[Reason, ...]) -> float:
    """The logistic of the sum, 0 to 1."""
    return round(1 / (1 + math.exp(-sum(reason.weight for reason in contributions))), 4)


def _label(label: str, words: list[str]) -> str:
    cited = ", ".join([word for word in words[:_SHOWN] if word])
    if not cited:
        return label
    more = ", …" if len(words) > _SHOWN else ""
    return f"{label}: {' '.join(cited.split())}{more}"
