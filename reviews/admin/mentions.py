"""Where somebody was mentioned: for the person's home page."""

from datetime import datetime
from typing import Any, NamedTuple

from django.urls import reverse

from reviews.actions.commenting import READ
from reviews.models import Comment


class Mentioned(NamedTuple):
    """A comment that names the person."""

    text: str
    author: str
    at: datetime
    review: str
    address: str  # of the review's page, at its comments


class Panel(NamedTuple):
    newest: list[Mentioned]
    address: str  # of the list of all of them


def mentions_for(person: Any, limit: int = 5) -> Panel | None:
    """The newest comments that mention the person, of others, not taken back; None for whoever may
    not read reviews. One query."""
    if not person.has_perm(READ):
        return None
    rows = (
        Comment.objects.filter(mentions__person=person, retracted_at=None)
        .exclude(author=person)
        .select_related("author", "review__claim")
        .order_by("-id")[:limit]
    )
    newest = [
        Mentioned(
            text=str(row),
            author=str(row.author),
            at=row.created_at,
            review=str(row.review),
            address=reverse("admin:reviews_claimreview_change", args=[row.review_id]) + "#comments",
        )
        for row in rows
    ]
    return Panel(newest, reverse("admin:reviews_comment_changelist") + "?mentions=me")
