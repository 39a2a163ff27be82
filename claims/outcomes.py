"""How a search for claims ended, in words: what was left out and why, and what went wrong."""

from collections.abc import Mapping
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy


class Outcome(Protocol):
    """Both what an extractor found (`Found`) and the row that is kept of it (`Extraction`)."""

    named: int
    dropped: Any
    trouble: str
    detail: str


#: Why a passage that the model named is no candidate.
PASSAGES = {
    "not_in_sentence": ngettext_lazy(
        "%(count)s quote is not in the sentence that was named",
        "%(count)s quotes are not in the sentence that was named",
        "count",
    ),
    "no_sentence": ngettext_lazy(
        "%(count)s sentence was not shown to it",
        "%(count)s sentences were not shown to it",
        "count",
    ),
    "malformed": ngettext_lazy(
        "%(count)s is not in the form that was asked for",
        "%(count)s are not in the form that was asked for",
        "count",
    ),
    "out_of_range": ngettext_lazy(
        "%(count)s has a worth that is not between 0 and 1",
        "%(count)s have a worth that is not between 0 and 1",
        "count",
    ),
    "too_short": ngettext_lazy(
        "%(count)s has hardly any words", "%(count)s have hardly any words", "count"
    ),
    "twice": ngettext_lazy("%(count)s was named twice", "%(count)s were named twice", "count"),
    "overlapping": ngettext_lazy(
        "%(count)s overlaps with another one", "%(count)s overlap with others", "count"
    ),
    "too_many": ngettext_lazy(
        "%(count)s is more than the sentences can hold",
        "%(count)s are more than the sentences can hold",
        "count",
    ),
}

#: Why a wording is dropped; the article's own words stand in its place.
WORDINGS = {
    "wording_number": ngettext_lazy(
        "%(count)s has a number that is not in the article",
        "%(count)s have numbers that are not in the article",
        "count",
    ),
    "wording_name": ngettext_lazy(
        "%(count)s has a name that is not in the article",
        "%(count)s have names that are not in the article",
        "count",
    ),
    "wording_denial": ngettext_lazy(
        "%(count)s denies what the quote does not, or the other way round",
        "%(count)s deny what the quote does not, or the other way round",
        "count",
    ),
    "wording_other": ngettext_lazy(
        "%(count)s has no word of its quote", "%(count)s have no word of their quote", "count"
    ),
    "wording_unfit": ngettext_lazy(
        "%(count)s is no sentence", "%(count)s are no sentences", "count"
    ),
}

#: What else was left out; the rules' attribution stands in the place of its own.
BESIDES = {
    "claimant": ngettext_lazy(
        "%(count)s claimant was left out: the article has no such name.",
        "%(count)s claimants were left out: the article has no such names.",
        "count",
    ),
    "voice": ngettext_lazy(
        "%(count)s claimant was left out: it called the passage the author's own, too.",
        "%(count)s claimants were left out: it called the passages the author's own, too.",
        "count",
    ),
    "not_shown": ngettext_lazy(
        "%(count)s sentence was too many to show to it: the rules alone read it.",
        "%(count)s sentences were too many to show to it: the rules alone read them.",
        "count",
    ),
}

#: Why a model gave no answer, or none that can be used.
TROUBLES = {
    "not_configured": gettext_lazy(
        "The language model is not set up: %(detail)s is missing or cannot be used."
    ),
    "unreachable": gettext_lazy("The language model could not be reached."),
    "too_slow": gettext_lazy("The language model did not answer in time."),
    "broken_off": gettext_lazy("The connection to the language model broke off."),
    "too_large": gettext_lazy("The language model sent more than an answer can hold."),
    "redirected": gettext_lazy(
        "The language model's server sent us elsewhere (%(detail)s); we do not follow."
    ),
    "no_access": gettext_lazy("The language model's server refused our key (%(detail)s)."),
    "busy": gettext_lazy("The language model's server is busy (%(detail)s)."),
    "refused": gettext_lazy(
        "The language model's server did not answer the question (%(detail)s)."
    ),
    "no_json": gettext_lazy("What the language model's server sent is no answer of a model."),
    "no_choice": gettext_lazy("What the language model's server sent is no answer of a model."),
    "nonsense": gettext_lazy("The language model answered in a form that cannot be read."),
    "empty": gettext_lazy("The language model said nothing."),
    "tool_call": gettext_lazy("The language model wanted to use a tool, and has none."),
    "declined": gettext_lazy("The language model declined to answer."),
    "cut_off": gettext_lazy(
        "The language model's answer was cut off: FACTCHECK_MODEL_MAX_TOKENS is too small for it."
    ),
}

#: Why the search itself did not come to its end.
ENDS = {
    "lost": gettext_lazy("The worker was ended in the middle of it. Nothing was stored."),
    "broken": gettext_lazy(
        "It broke (%(detail)s); the worker's log says more. Nothing was stored."
    ),
}


def told(outcome: Outcome) -> list[str]:
    """Sentences for people, the gravest first; none where there is nothing to tell."""
    said = [_trouble(outcome), _passages(outcome), _wordings(outcome.dropped)]
    for code, sentence in BESIDES.items():
        if count := outcome.dropped.get(code, 0):
            said.append(sentence % {"count": count})
    return [sentence for sentence in said if sentence]


def _trouble(outcome: Outcome) -> str:
    about = {"detail": outcome.detail}
    if outcome.trouble == "not_stored":
        return outcome.detail
    if outcome.trouble in ENDS:
        return str(ENDS[outcome.trouble]) % about
    if outcome.trouble not in TROUBLES:
        return outcome.trouble
    stands = _("Where it gave no answer, the claims are those that the rules found.")
    return f"{str(TROUBLES[outcome.trouble]) % about} {stands}"


def _passages(outcome: Outcome) -> str:
    if not outcome.named:
        return ""
    named = ngettext(
        "The language model named %(count)s passage",
        "The language model named %(count)s passages",
        outcome.named,
    ) % {"count": outcome.named}
    reasons, count = _reasons(PASSAGES, outcome.dropped)
    if not count:
        return f"{named}."
    dropped = ngettext("%(count)s was dropped", "%(count)s were dropped", count) % {"count": count}
    told = {"named": named, "dropped": dropped, "reasons": reasons}
    return _("%(named)s; %(dropped)s: %(reasons)s.") % told


def _wordings(dropped: Mapping[str, int]) -> str:
    reasons, count = _reasons(WORDINGS, dropped)
    if not count:
        return ""
    said = ngettext(
        "%(count)s of its wordings was dropped; the article's own words stand in its place",
        "%(count)s of its wordings were dropped; the article's own words stand in their place",
        count,
    )
    return _("%(dropped)s: %(reasons)s.") % {"dropped": said % {"count": count}, "reasons": reasons}


def _reasons(known: Mapping[str, Any], dropped: Mapping[str, int]) -> tuple[str, int]:
    counts = {code: dropped.get(code, 0) for code in known}
    said = [known[code] % {"count": count} for code, count in counts.items() if count]
    return ", ".join(said), sum(counts.values())
