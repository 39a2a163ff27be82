"""Why something of a feed is not taken, in words."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

_WORDS = {
    # --- The feed
    "cut": _("the feed ends in the middle"),
    "empty": _("the file is empty"),
    "gzip": _("it is compressed: unpack it first, as in gunzip -c FILE | … import_claimreview -"),
    "zip": _("it is an archive: unpack it, and import what is in it"),
    "utf16": _("it is UTF-16: save it as UTF-8"),
    "no_json_ld": _("the page has no JSON-LD (a script of the type application/ld+json)"),
    "no_review": _("the page has no ClaimReview"),
    "failed": _("it could not be read any further"),
    # --- A piece of it
    "no_json": _("it is no JSON"),
    "not_utf8": _("it is not UTF-8"),
    "too_large": _("it is larger than a megabyte"),
    "too_deep": _("it is nested too deeply"),
    "no_object": _("it is no object"),
    "no_item": _("it has no item"),
    "other_type": _("it is something else than a ClaimReview"),
    # --- A review that is of no use
    "no_url": _("it has no address"),
    "no_claim": _("it has no claim"),
    "long_claim": _("its claim is longer than 10,000 characters"),
    # --- An address
    "relative_address": _("the address is not whole: http or https, and a host"),
    "other_scheme": _("the address is neither http nor https"),
    "bad_address": _("it is no address"),
    "long_address": _("the address is too long"),
    # --- A date
    "no_date": _("it is no date"),
    "no_day": _("it is no day"),
    "impossible_date": _("there is no such day"),
    "ambiguous_date": _("it may be two different days"),
    "placeholder": _("it stands for no date"),
    "future": _("it is in the future"),
    "date_of_check": _("it is the check's date, to the letter"),
    "after_check": _("it is after the check"),
    # --- Names
    "no_publisher": _("no publisher is named: the site stands for it"),
    "further": _("there is one before it"),
    "nobody": _("it names nobody"),
    "not_one": _("it is neither a person nor an organization"),
    # --- A rating
    "no_rating": _("there is none"),
    "no_scale": _("best and worst are the same"),
    "reversed": _("the best is less than the worst"),
    "out_of_range": _("the number is not on its scale"),
    "by_words": _("by its words"),
    "by_number": _("by its number"),
    "contradiction": _("its words and its number contradict each other"),
    "no_place": _("its words say something else than how true it is"),
    "unknown_words": _("its words are not known"),
    "between": _("its number is between two places of the scale"),
    # --- Anything
    "shortened": _("it was too long"),
    "too_many": _("there were too many"),
    "markup": _("markup was taken out"),
    "controls": _("control characters were taken out"),
    "direction": _("characters that turn the reading direction were taken out"),
    "no_language": _("it is no language"),
}

_FIELDS = {
    "claim": _("claim"),
    "publisher": _("publisher"),
    "published": _("reviewed on"),
    "modified": _("changed"),
    "expires": _("expires"),
    "language": _("language"),
    "claimant": _("claimant"),
    "claim_date": _("claimed on"),
    "appearance": _("appearance"),
    "rating": _("rating"),
    "headline": _("headline"),
    "summary": _("summary"),
    "topics": _("topics"),
    "corrections": _("corrections"),
}


def told(code: str, detail: str = "") -> str:
    """The reason as a sentence's part; the detail after it, where there is one."""
    words = str(_WORDS[code])
    return (
        gettext("%(reason)s (%(detail)s)") % {"reason": words, "detail": detail}
        if detail
        else words
    )


def field(name: str) -> str:
    return str(_FIELDS[name])


def codes() -> frozenset[str]:
    return frozenset(_WORDS)
