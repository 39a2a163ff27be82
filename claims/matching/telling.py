"""A judgement in words: how probable it is that two say the same, and what differs. Pure."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from factcheck.matching.judging import Judgement


class Reason(NamedTuple):
    label: str
    #: It makes the two less alike, such as another number.
    differs: bool


class Told(NamedTuple):
    percent: int
    words: str
    #: How it was found: by its words, by its meaning, or by both.
    found: str
    #: What differs, or agrees, as a person would say it.
    reasons: list[Reason]


def tell(judgement: Judgement) -> Told:
    return Told(
        percent=round(100 * judgement.probability),
        words=_("the same claim") if judgement.kind == "same" else _("related"),
        found=_how(judgement),
        reasons=[Reason(reason.label, reason.weight < 0) for reason in judgement.reasons],
    )


#: From here on words, or meanings, speak for themselves.
_LEXICAL, _SEMANTIC = 0.35, 0.5


def _how(judgement: Judgement) -> str:
    words = judgement.lexical >= _LEXICAL
    meaning = (judgement.semantic or 0.0) >= _SEMANTIC
    if words and meaning:
        return _("by words and meaning")
    return _("by meaning") if meaning else _("by words")
