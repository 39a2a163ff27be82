"""A verb done to many rows: to each by itself, with a report of what happened to each.

    @admin.action(description=_("Accept"), permissions=["accept"])
    def accept_chosen(self, request, queryset):
        return bulk.page(self, request, queryset, do=_accept, title=_("Accept"))

Bulk work is the single verb many times: the same permission, the same rules, and no other way.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from factcheck.errors import DeskError

#: Rows at once. A list's page has fewer; "select all" may mean a hundred thousand.
MOST = 200

#: Does the verb to a row, for an actor. What it returns is told, if it is a text.
Do = Callable[[Any, Any], Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened to one row: done, or refused and why (`text`)."""

    obj: Any
    ok: bool
    text: str

    @property
    def address(self) -> str:
        """The row's page at the desk."""
        opts = self.obj._meta
        return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[self.obj.pk])


def run(request: HttpRequest, rows: Iterable[Any], do: Do) -> list[Outcome]:
    """Do it to each row as this person, each in a transaction of its own: a refusal stops no other
    row."""
    return [_outcome(row, request.user, do) for row in rows]


def page(
    desk: admin.ModelAdmin, request: HttpRequest, rows: Any, do: Do, *, title: Any
) -> HttpResponse | None:
    """Do it to the rows that were chosen in a list (a queryset), and report on a page.

    Too many of them are refused before anything is done: None, back to the list.
    """
    chosen = list(rows[: MOST + 1])
    if len(chosen) > MOST:
        told = _("At most %(most)s at once: choose fewer. Nothing was done.") % {"most": MOST}
        desk.message_user(request, told, messages.ERROR)
        return None
    outcomes = run(request, chosen, do)
    context = {
        **desk.admin_site.each_context(request),
        "title": title,
        "opts": desk.opts,
        "outcomes": outcomes,
        "done": sum(outcome.ok for outcome in outcomes),
        "refused": sum(not outcome.ok for outcome in outcomes),
        "back": request.get_full_path(),
    }
    return TemplateResponse(request, "desk/bulk.html", context)


def _outcome(row: Any, actor: Any, do: Do) -> Outcome:
    try:
        with transaction.atomic():
            told = do(row, actor)
    except DeskError as error:
        return Outcome(row, False, str(error))
    except ValidationError as error:
        return Outcome(row, False, " ".join(error.messages))
    return Outcome(row, True, told if isinstance(told, str) else "")
