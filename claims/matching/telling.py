"""A judgement in words: how probable it is that two say the same, and what differs. Pure."""

import re
from typing import NamedTuple

from django.utils.translation import gettext as _

from factcheck.matching.judging import Judgement, Reason


class Told(NamedTuple):
    percent: int
    words: str
    #: How it was found: by its words, by its meaning, or by both.
    found: str
    #: What makes it another claim, such as another number, as a person would say it.
    differences: list[str]


def tell(judgement: Judgement) -> Told:
    return Told(
        percent=round(100 * judgement.probability),
        words=_("the same claim") if judgement.kind == "same" else _("related"),
        found=_how(judgement),
        differences=[_differs(each) for each in judgement.reasons if each.code in _DIFFERING],
    )


_DIFFERING = ("number", "denied", "direction", "name")
_BOTH = re.compile(r"(?s)(.*) here, (.*) there")


def _differs(reason: Reason) -> str:
    """In the reader's language, but for the words of the two texts."""
    if reason.code == "denied":
        return _("denied in one of them, stated in the other")
    both = _BOTH.fullmatch(reason.label)
    if both is None:
        return _("another name") if reason.code == "name" else reason.label
    return _("%(here)s here, %(there)s there") % {"here": both[1], "there": both[2]}


#: From here on words, or meanings, speak for themselves.
_LEXICAL, _SEMANTIC = 0.35, 0.5


def _how(judgement: Judgement) -> str:
    words = judgement.lexical >= _LEXICAL
    meaning = (judgement.semantic or 0.0) >= _SEMANTIC
    if words and meaning:
        return _("by words and meaning")
    return _("by meaning") if meaning else _("by words")
