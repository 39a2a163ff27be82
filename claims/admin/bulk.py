"""Deciding about many claims of a list: the single verb for each, and a report."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims import actions
from claims.actions import on_one_line
from claims.models import Appearance, Claim
from claims.workflow import DISMISSALS, TRIAGE
from factcheck.desk import bulk


def _accept(claim: Claim, actor: Any) -> str:
    """Whom the text names is for a person to look at, claim by claim: here nobody is filled in."""
    actions.accept(claim.pk, actor=actor, seen=claim.version)
    named = Appearance.objects.filter(claim=claim).exclude(speaker="").first()
    if named is None or claim.claimant_id:
        return ""
    told = _("no claimant is filled in; the text names “%(name)s”")
    return told % {"name": on_one_line(named.speaker)}


def _dismiss(claim: Claim, actor: Any, *, dismissal: str) -> None:
    actions.dismiss(claim.pk, actor=actor, seen=claim.version, dismissal=dismissal)


def _action(name: str, verb: str, label: Any, do: bulk.Do) -> Any:
    def chosen(desk: Any, request: HttpRequest, rows: Any) -> HttpResponse | None:
        return bulk.page(desk, request, rows, do, title=label)

    chosen.__name__ = name
    return admin.action(chosen, permissions=[verb], description=label)


#: "Other" is not among them: it needs words, which hardly fit many claims.
ACTIONS = [
    _action("accept", "accept", TRIAGE["accept"].label, _accept),
    *(
        _action(
            f"dismiss_{code}",
            "dismiss",
            format_lazy(gettext_lazy("Dismiss as: {}"), label),
            partial(_dismiss, dismissal=code),
        )
        for code, label in DISMISSALS.items()
        if code != "other"
    ),
]


class BulkTriage(admin.ModelAdmin):
    """A list of claims in which the chosen ones are decided about."""

    actions = ACTIONS

    def has_accept_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(TRIAGE["accept"].permission)

    def has_dismiss_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(TRIAGE["dismiss"].permission)
