"""Who may do what to which review: the rules that a permission alone cannot say.

`locked` is what every verb begins with; `possible` is what a person is shown. Both read the same
table, so a button that is offered works, and one that is not says why.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from factcheck.accounts.permissions import require
from factcheck.errors import Conflict, DeskError, NotAllowed
from factcheck.history import journal
from factcheck.workflow import Transition
from reviews.models import ClaimReview, Contribution
from reviews.workflow import REVIEW, State

#: Of a lease's end its holder is warned so many minutes before.
WARNING_MINUTES = 15

Rule = Callable[[ClaimReview, Any], None]


def locked(verb: str, pk: int, actor: Any, seen: int | None = None) -> ClaimReview:
    """The review, locked, if this person may do this to it now; call it inside a transaction.

    Raises NotAllowed for a missing permission and for the rules about people, Conflict for the
    state, Stale when the person has seen an older version than the one that stands.
    """
    transition = REVIEW[verb]
    require(actor, transition.permission, system=transition.system)
    review = journal.lock(ClaimReview, pk, seen=seen)
    if verb in _HOLDING:
        one_at_a_time(actor)
    _check(transition, review, actor)
    return review


def first_free(verb: str, rows: QuerySet[ClaimReview], actor: Any) -> ClaimReview | None:
    """The first of the rows that nobody else has locked at this moment, locked, if this person may
    do this to it; None when there is none. Otherwise as `locked`."""
    transition = REVIEW[verb]
    require(actor, transition.permission, system=transition.system)
    review = rows.select_for_update(of=("self",), no_key=True, skip_locked=True).first()
    if review is not None:
        if verb in _HOLDING:
            one_at_a_time(actor)
        _check(transition, review, actor)
    return review


@dataclass(frozen=True, slots=True)
class Possible:
    """A verb that fits the state. `refusal` says why this person may not do it, or is empty;
    `about` are the rows that it names."""

    transition: Transition
    refusal: str = ""
    about: Sequence[Any] = ()


def possible(review: ClaimReview, actor: Any) -> list[Possible]:
    """What can be done now and is this person's kind of work, in the table's order."""
    found = []
    for transition in REVIEW.transitions:
        if not transition.button or not _fits_state(transition, review):
            continue
        if not actor.has_perm(transition.permission):
            continue
        fits = _OFFERED.get(transition.verb)
        if fits and not fits(review, actor):
            continue
        try:
            _check(transition, review, actor)
        except DeskError as error:
            found.append(Possible(transition, str(error), getattr(error, "about", ())))
        else:
            found.append(Possible(transition))
    return found


def has_lapsed(review: ClaimReview) -> bool:
    """Whether it is held by somebody whose time is over: anybody may take it."""
    return review.lease_until is not None and review.lease_until <= timezone.now()


def ends_soon(review: ClaimReview) -> bool:
    """Whether so little of the lease is left that its holder had better be warned."""
    soon = timezone.now() + timedelta(minutes=WARNING_MINUTES)
    return review.lease_until is not None and review.lease_until <= soon


def contributed(review: ClaimReview, person: Any) -> bool:
    """Whether the person edited the revision that is being worked on."""
    return review.contributions.filter(revision=review.revision, person=person).exists()


def edited_by(person: Any) -> Exists:
    """The same of many reviews at once, as a condition."""
    return Exists(
        Contribution.objects.filter(
            review=OuterRef("pk"), revision=OuterRef("revision"), person=person
        )
    )


def _check(transition: Transition, review: ClaimReview, actor: Any) -> None:
    if not _fits_state(transition, review):
        raise journal.wrong_state(review, transition.label)
    for rule in _RULES.get(transition.verb, ()):
        rule(review, actor)


def _fits_state(transition: Transition, review: ClaimReview) -> bool:
    if transition.verb == "take" and has_lapsed(review):
        return True  # the clock has not yet put it back into the queue: `take` does
    return review.status in transition.sources


# --- The rules


def _holder_only(review: ClaimReview, actor: Any) -> None:
    if review.holder_id and review.holder_id != getattr(actor, "pk", None):
        raise Conflict(
            _(
                "%(holder)s holds this review until %(until)s. Ask them to release it,"
                " or an editor to take it over."
            )
            % {"holder": review.holder, "until": _moment(review.lease_until)}
        )


def _holder_or_editor(review: ClaimReview, actor: Any) -> None:
    if not actor.has_perm(REVIEW["take_over"].permission):
        _holder_only(review, actor)


def _not_holder(review: ClaimReview, actor: Any) -> None:
    if review.holder_id == actor.pk:
        raise Conflict(_("You hold this review already."))


def _author_only(review: ClaimReview, actor: Any) -> None:
    if review.author_id != actor.pk:
        raise Conflict(
            _("%(author)s submitted this, and may take it back. You may request changes.")
            % {"author": review.author}
        )


def _is_scheduled(review: ClaimReview, actor: Any) -> None:
    if review.publish_at is None:
        raise Conflict(_("No time is set for its publication: there is nothing to cancel."))


def _second_person(review: ClaimReview, actor: Any) -> None:
    if contributed(review, actor):
        raise NotAllowed(
            _(
                "You edited this revision, so you cannot approve it: a second person has to."
                " There is no exception."
            )
        )


def _is_public(review: ClaimReview, actor: Any) -> None:
    if not review.is_public:
        raise Conflict(_("Nothing of this review is public: there is nothing to withdraw."))


def _no_withdrawal_proposed(review: ClaimReview, actor: Any) -> None:
    if review.withdrawal_proposed_by_id:
        raise Conflict(
            _("%(person)s has proposed a withdrawal already: it waits for a second person.")
            % {"person": review.withdrawal_proposed_by}
        )


def _withdrawal_proposed(review: ClaimReview, actor: Any) -> None:
    if not review.withdrawal_proposed_by_id:
        raise Conflict(_("Nobody has proposed to withdraw this: propose it first."))


def _not_proposer(review: ClaimReview, actor: Any) -> None:
    if review.withdrawal_proposed_by_id == actor.pk:
        raise NotAllowed(_("You proposed this withdrawal: a second person has to confirm it."))


def _room_for_lease(review: ClaimReview, actor: Any) -> None:
    check_room(actor)


def one_at_a_time(person: Any) -> None:
    """Wait until no other transaction puts a review into this person's hands: each counts."""
    people = get_user_model()._default_manager.select_for_update(no_key=True)
    people.filter(pk=person.pk).values_list("pk").first()


def check_room(person: Any) -> None:
    """Raise Conflict when the person holds as many reviews as one may, naming them."""
    reviews = ClaimReview.objects.filter(holder=person)
    if reviews.count() >= settings.LEASES_PER_PERSON:
        held = list(reviews.select_related("claim").order_by("pk"))
        raise Conflict(
            _("%(person)s holds %(count)s reviews, as many as one may: %(reviews)s.")
            % {
                "person": person,
                "count": len(held),
                "reviews": "; ".join(f"#{review.pk} {review}" for review in held),
            },
            about=held,
        )


#: What has to hold besides permission and state.
_RULES: dict[str, tuple[Rule, ...]] = {
    "take": (_room_for_lease,),
    "edit": (_holder_only,),
    "release": (_holder_or_editor,),
    "take_over": (_not_holder, _room_for_lease),
    "submit": (_holder_only,),
    "recall": (_author_only, _room_for_lease),
    "approve": (_second_person,),
    "unschedule": (_is_scheduled,),
    "revise": (_room_for_lease,),
    "propose_withdrawal": (_is_public, _no_withdrawal_proposed),
    "decline_withdrawal": (_is_public, _withdrawal_proposed),
    "withdraw": (_is_public, _withdrawal_proposed, _not_proposer),
}

#: These put a review into the hands of who does them.
_HOLDING = {"take", "take_over", "revise", "recall"}


def _to_withdraw(review: ClaimReview, actor: Any) -> bool:
    return review.is_public and not review.withdrawal_proposed_by_id


def _proposed(review: ClaimReview, actor: Any) -> bool:
    return review.is_public and review.withdrawal_proposed_by_id is not None


#: Where it makes no sense, it is not offered, instead of refused.
_OFFERED: dict[str, Callable[[ClaimReview, Any], bool]] = {
    "recall": lambda review, actor: review.author_id == actor.pk,
    "unschedule": lambda review, actor: review.publish_at is not None,
    "propose_withdrawal": _to_withdraw,
    "decline_withdrawal": _proposed,
    "withdraw": _proposed,
}


def _moment(when: Any) -> str:
    return date_format(timezone.localtime(when), "SHORT_DATETIME_FORMAT") if when else ""


def is_editable(review: ClaimReview, actor: Any) -> bool:
    """Whether the person may edit the content now."""
    if not actor.has_perm(REVIEW["edit"].permission):
        return False
    try:
        _check(REVIEW["edit"], review, actor)
    except DeskError:
        return False
    return review.status in (State.IN_REVIEW, State.APPROVED)
