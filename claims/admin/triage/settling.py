"""What is pressed beside a passage that the article no longer has as it was."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from claims import actions
from claims.admin.triage.candidates import Candidates
from claims.admin.triage.card import Card
from claims.admin.triage.choice import Choice
from claims.admin.triage.pages import TriagePages, claim_of, newest
from claims.models import Claim
from claims.workflow import TRIAGE
from factcheck.desk import refusals
from factcheck.desk.tracked import with_own_line_ends
from factcheck.errors import DeskError, Invalid

_VERBS = {"acknowledge", "place"}


class SettlingPages(TriagePages):
    """The part of an article's admin where it is settled what became of a claim's passage."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.settle_view)
        address = "<int:object_id>/triage/<int:claim_id>/passage/<int:anchor_id>/<slug:verb>/"
        return [path(address, view, name="claims_article_settle"), *super().get_urls()]

    def settle_view(
        self, request: HttpRequest, object_id: int, claim_id: int, anchor_id: int, verb: str
    ) -> HttpResponse:
        """Keep the earlier text, or say which passage it is now: by a selection, or by words."""
        article = self.seen_article(request, object_id)
        claim = claim_of(article, claim_id)
        if verb not in _VERBS:
            raise Http404
        if request.method != "POST":
            return self.go_on(request, article, claim=claim_id)
        given = with_own_line_ends(request.POST.dict())
        try:
            _settle(claim, anchor_id, verb, given, request.user)
        except DeskError as error:
            typed = {"anchor": anchor_id, "passage": given.get("passage", "")}
            return self.refused(
                request, article, card=Card(request, claim_of(article, claim_id)), typed=typed,
                told=str(error), status=refusals.status(error),
            )  # fmt: skip
        told = {"label": TRIAGE[verb].label, "claim": claim}
        messages.success(request, _("Done: %(label)s. “%(claim)s”") % told)
        candidates = Candidates(newest(article), Choice.of(request.GET))
        settled = candidates.all.get(claim_id)
        following = candidates.next_waiting(settled) if settled and settled.is_decided else settled
        return self.go_on(request, article, claim=following.pk if following else claim_id, text=1)


def _settle(claim: Claim, anchor: int, verb: str, given: dict[str, str], actor: Any) -> None:
    about: dict[str, Any] = {"actor": actor, "anchor": anchor, "seen": _number(given, "seen")}
    if verb == "acknowledge":
        actions.acknowledge(claim.pk, **about)
        return
    start, end = _number(given, "start"), _number(given, "end")
    if "passage" in given:
        actions.place_by_words(claim.pk, passage=given["passage"], **about)
    elif start is None or end is None:
        raise Invalid(passage=_("Nothing is selected: select a passage of the text."))
    else:
        actions.place(claim.pk, start=start, end=end, words=given.get("words", ""), **about)


def _number(given: dict[str, str], name: str) -> int | None:
    value = given.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 19 else None
