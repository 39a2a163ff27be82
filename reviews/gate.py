"""The publish gate: what must be there before a verdict goes out, and what had better be.

Computed from the rows as they stand; shown as a checklist, stored with each decision.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.workflow import State as ClaimState
from factcheck.errors import Blocked
from reviews.models import ClaimReview, Evidence


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the checklist. `todo` tells a person how to fulfil it; `field` names the field of
    the review where that is done, if it is one."""

    code: str
    label: str | Promise
    fulfilled: bool
    blocking: bool
    todo: str | Promise
    field: str = ""


def checklist(review: ClaimReview, evidence: list[Evidence] | None = None) -> list[Item]:
    """Every line, blocking ones first. `evidence` stands for what is not saved yet."""
    if evidence is None:
        evidence = list(review.evidence.select_related("source"))
    return [*_musts(review, evidence), *_shoulds(review, evidence)]


def require_open(review: ClaimReview) -> list[Item]:
    """The checklist, if nothing blocks. Raises Blocked with what is missing."""
    items = checklist(review)
    missing = [str(item.todo) for item in items if item.blocking and not item.fulfilled]
    if missing:
        raise Blocked(_("This cannot go on yet."), missing)
    return items


def stored(items: list[Item]) -> list[dict[str, Any]]:
    """As it is kept with a decision."""
    return [
        {"code": item.code, "fulfilled": item.fulfilled, "blocking": item.blocking}
        for item in items
    ]


def _musts(review: ClaimReview, evidence: list[Evidence]) -> list[Item]:
    def must(code: str, label: Promise, fulfilled: bool, todo: Promise, field: str = "") -> Item:
        return Item(code, label, fulfilled, blocking=True, todo=todo, field=field)

    items = [
        must(
            "claim_accepted",
            gettext_lazy("The claim is accepted"),
            review.claim.status == ClaimState.ACCEPTED,
            gettext_lazy("Accept the claim first."),
        ),
        must(
            "appearance",
            gettext_lazy("The claim appears in an article"),
            review.claim.appearances.exists(),
            gettext_lazy("Link the claim to the exact words of at least one article."),
        ),
        must(
            "rating",
            gettext_lazy("A rating"),
            review.rating is not None,
            gettext_lazy("Choose a rating."),
            "rating",
        ),
        must(
            "headline",
            gettext_lazy("A headline"),
            bool(review.headline.strip()),
            gettext_lazy("Write a headline."),
            "headline",
        ),
        must(
            "summary",
            gettext_lazy("A summary"),
            bool(review.summary.strip()),
            gettext_lazy("Write a summary."),
            "summary",
        ),
        must(
            "evidence",
            gettext_lazy("Evidence with a source"),
            bool(evidence),
            gettext_lazy("Add at least one piece of evidence with its source."),
            "evidence",
        ),
    ]
    if review.revision > 1:
        items.append(
            must(
                "correction_note",
                gettext_lazy("A public correction note"),
                bool(review.correction_note.strip()),
                gettext_lazy(
                    "Write a correction note, in the field of that name: it tells the public what"
                    " changed."
                ),
                "correction_note",
            )
        )
    return items


def _shoulds(review: ClaimReview, evidence: list[Evidence]) -> list[Item]:
    def should(code: str, label: Promise, fulfilled: bool, todo: Promise, field: str = "") -> Item:
        return Item(code, label, fulfilled, blocking=False, todo=todo, field=field)

    sources = [item.source for item in evidence]
    return [
        should(
            "primary_source",
            gettext_lazy("A primary source"),
            any(source.is_primary for source in sources),
            gettext_lazy("Look for a first-hand source: a document, a data set, a recording."),
            "evidence",
        ),
        should(
            "archived",
            gettext_lazy("Every source has an archived copy"),
            bool(sources) and all(source.archived_url for source in sources),
            gettext_lazy("Keep a copy of each source where it cannot change."),
            "evidence",
        ),
        should(
            "sound_sources",
            gettext_lazy("No source is withdrawn"),
            not any(source.is_withdrawn for source in sources),
            gettext_lazy("Replace what rests on a withdrawn source, or say why it still stands."),
        ),
        should(
            "claimant_contacted",
            gettext_lazy("The claimant was contacted"),
            review.claimant_contacted,
            gettext_lazy("Ask the claimant for their sources."),
            "claimant_contacted",
        ),
        should(
            "review_by",
            gettext_lazy("A date to look again"),
            review.review_by is not None,
            gettext_lazy("Say when the finding may be out of date."),
            "review_by",
        ),
    ]
