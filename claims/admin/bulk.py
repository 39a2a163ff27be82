"""Deciding about many claims of a list: the single verb for each, and a report."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from claims import actions
from claims.models import Claim
from claims.workflow import DISMISSALS, TRIAGE
from factcheck.desk import bulk


def _accept(claim: Claim, actor: Any) -> None:
    actions.accept(claim.pk, actor=actor, seen=claim.version)


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
            format_lazy(_("Dismiss as: {}"), label),
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
