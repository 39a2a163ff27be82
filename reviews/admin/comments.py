"""The comments of the desk: a review's thread, the list of all, and those that mention me."""

from typing import Any, NamedTuple

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from factcheck.desk.readonly import ReadOnlyAdmin
from reviews.actions.commenting import LONGEST, MENTION
from reviews.models import ClaimReview, Comment

#: So many of a thread's newest comments are on the review's page.
_SHOWN = 50


class Said(NamedTuple):
    """A comment with its words in pieces: (text, whether it is a mention)."""

    comment: Comment
    pieces: list[tuple[str, bool]]


class Thread(NamedTuple):
    said: list[Said]  # oldest first
    earlier: int  # how many older ones are not shown


def thread(review: ClaimReview) -> Thread:
    """The newest comments about a review."""
    rows = review.comments.select_related("author").order_by("-id")
    newest = list(rows[: _SHOWN + 1])
    earlier = rows.count() - _SHOWN if len(newest) > _SHOWN else 0
    return Thread([Said(row, pieces(row.text)) for row in reversed(newest[:_SHOWN])], earlier)


def pieces(text: str) -> list[tuple[str, bool]]:
    """The text, cut where somebody is mentioned."""
    found, end = [], 0
    for mention in MENTION.finditer(text):
        found += [(text[end : mention.start()], False), (mention.group(), True)]
        end = mention.end()
    return [piece for piece in [*found, (text[end:], False)] if piece[0]]


def question() -> dict[str, forms.Field]:
    """What the form of a new comment asks."""
    return {
        "text": forms.CharField(
            label=_("comment"),
            max_length=LONGEST,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("For the desk alone, never published. @name tells somebody about it."),
        )
    }


class MentionsMe(admin.SimpleListFilter):
    """Comments in which the person who looks is named."""

    title = _("mentions")
    parameter_name = "mentions"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("me", _("mentions me"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Comment]) -> QuerySet[Comment]:
        if self.value() == "me":
            return queryset.filter(mentions__person=request.user.pk, retracted_at=None)
        return queryset


@admin.register(Comment)
class CommentAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "author", "words", "about")
    list_select_related = ("review__claim", "author")
    list_display_links = ("words",)
    list_filter = (MentionsMe,)
    fields = ("about", "author", "created_at", "text", "retracted_at")
    readonly_fields = ("about",)
    ordering = ("-id",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Comment]:
        return super().get_queryset(request).select_related("review__claim", "author")

    @admin.display(description=_("comment"))
    def words(self, obj: Comment) -> str:
        return str(_("(taken back)")) if obj.retracted_at else str(obj)

    @admin.display(description=_("review"))
    def about(self, obj: Comment) -> str:
        address = reverse("admin:reviews_claimreview_change", args=[obj.review_id])
        return format_html('<a href="{}#comments">{}</a>', address, obj.review)
