"""Why a claim has its score, in plain words of the reader's language."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

#: What each reason of the extractor (`claims.extraction.ranking`) means to a person.
MEANINGS = {
    "percentage": _("a percentage"),
    "money": _("an amount of money"),
    "figure": _("a figure"),
    "count": _("a number in words"),
    "date": _("a date"),
    "span": _("a span of time"),
    "name": _("a name"),
    "research": _("measured or studied"),
    "source": _("a source is given"),
    "speech": _("somebody says or asks it"),
    "past_event": _("an account of what happened"),
    "change": _("a change"),
    "comparison": _("a comparison or superlative"),
    "cause": _("a cause or effect"),
    "ability": _("what something does or holds"),
    "totality": _("all, none or only"),
    "negation": _("a denial"),
    "rule": _("law or rules"),
    "stakes": _("life, safety, crime or power"),
    "institution": _("an institution"),
    "hedge": _("a reservation"),
    "unknown": _("it says what is not known"),
    "first_person": _("the speaker's own person"),
    "address": _("it addresses the reader"),
    "opinion": _("a judgement"),
    "emphasis": _("an emphasis"),
    "feeling": _("what somebody feels or thinks"),
    "prediction": _("about what is to come"),
    "future": _("in the future tense"),
    "duty": _("what should be done"),
    "private_life": _("private life"),
    "announcement": _("an event or an offer"),
    "vague_amount": _("an amount that is not said"),
    "vague_time": _("a time that is not said"),
    "courtesy": _("a courtesy"),
    "no_anchor": _("no name, date or figure to look up"),
    "weak_opening": _("it leans on the sentence before"),
    "exclamation": _("an exclamation"),
    "question_inside": _("a question inside"),
    "very_short": _("hardly any words"),
    "short": _("few words"),
    "long": _("many words"),
    "very_long": _("very many words"),
    "model": _("a language model's opinion"),
}


class Reason(NamedTuple):
    """`cited` are the words of the passage that show it. `speaks_for` a check, or against one."""

    meaning: Any
    cited: str
    speaks_for: bool


def told(reasons: Iterable[dict[str, Any]]) -> list[Reason]:
    """A claim's stored reasons, the heaviest first; where every sentence starts is none."""
    return [
        Reason(
            MEANINGS.get(reason["code"], reason["label"]),
            reason["label"].partition(": ")[2] if reason["code"] in MEANINGS else "",
            reason["weight"] > 0,
        )
        for reason in reasons
        if reason["code"] != "base"
    ]
