"""Talking about a review at the desk: comments, and whom they are for."""

import re
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from factcheck.accounts.permissions import people_who_may, require
from factcheck.errors import Conflict, Invalid, NotAllowed
from factcheck.history import journal
from factcheck.wordings import needed
from reviews.models import ClaimReview, Comment, Mention

READ = "reviews.view_claimreview"
WRITE = "reviews.add_comment"
LONGEST = 5_000
_MOST_MENTIONS = 20

# Not the middle of an e-mail address. User names may have . @ + - inside; at their end it is the
# sentence's.
MENTION = re.compile(r"(?<![\w.@+-])@(\w(?:[\w.@+-]*\w)?)")


def comment(pk: int, *, actor: Any, text: str) -> Comment:
    """Say something about a review, whatever its state; `@name` mentions somebody.

    Raises Invalid for a name that nobody has who may read reviews. The review itself is not
    touched: no approval is void by it, and no open page stale.
    """
    require(actor, READ, system=False)
    require(actor, WRITE, system=False)
    text = needed("text", text, _("Write what you want to say."), LONGEST)
    people = _mentioned(text)
    review = ClaimReview.objects.filter(pk=pk).only("uid").first()
    if review is None:
        raise Invalid(_("There is no review %(pk)s.") % {"pk": pk})
    said = Comment(review=review, author=actor, text=text)
    data = {
        "review": str(review.uid),
        "mentions": sorted(person.get_username() for person in people),
    }
    with transaction.atomic():
        journal.create([said], "comment:write", actor=actor, data=data)
        Mention.objects.bulk_create(Mention(comment=said, person=person) for person in people)
    return said


def retract(pk: int, *, actor: Any) -> Comment:
    """Take back what one said oneself. It stays in the record, marked."""
    require(actor, WRITE, system=False)
    with transaction.atomic():
        said = journal.lock(Comment, pk)
        if said.author_id != actor.pk:
            raise NotAllowed(_("Somebody else wrote this: only they can take it back."))
        if said.retracted_at:
            raise Conflict(_("This was taken back before."))
        journal.change(said, "comment:retract", actor=actor, retracted_at=timezone.now())
    return said


def _mentioned(text: str) -> list[Any]:
    names = {name.lower() for name in MENTION.findall(text)}
    if len(names) > _MOST_MENTIONS:
        raise Invalid(text=_("Mention at most %(most)s people.") % {"most": _MOST_MENTIONS})
    if not names:
        return []
    found = {
        person.get_username().lower(): person
        for person in people_who_may(READ).filter(username__iregex=_any_of(names))
    }
    unknown = sorted(names - found.keys())
    if unknown:
        raise Invalid(
            text=ngettext(
                "Nobody who reads reviews has the name %(names)s: write it as it is, or without @.",
                "Nobody who reads reviews has the names %(names)s: write them as they are, or"
                " without @.",
                len(unknown),
            )
            % {"names": ", ".join(f"@{name}" for name in unknown)}
        )
    return list(found.values())


def _any_of(names: set[str]) -> str:
    return f"^({'|'.join(map(re.escape, sorted(names)))})$"
