"""What is pressed beside an article's text: a verb for one of its claims, or a new claim."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from claims import actions
from claims.admin.triage.candidates import Candidates
from claims.admin.triage.card import Card
from claims.admin.triage.choice import Choice
from claims.admin.triage.pages import claim_of, newest
from claims.admin.triage.settling import SettlingPages
from claims.models import Snapshot
from claims.workflow import TRIAGE
from factcheck.desk import refusals
from factcheck.desk.tracked import with_own_line_ends
from factcheck.errors import DeskError

_VERBS = {"edit", *(transition.verb for transition in TRIAGE.transitions if transition.button)}
#: Verbs that leave the claim waiting, and so chosen.
_STAYING = {"edit", "restore"}
#: Verbs after which other words of the text are marked than before.
_REMARKING = {"merge", "restore"}


class DecidingPages(SettlingPages):
    """The part of an article's admin where its claims are decided about."""

    def get_urls(self) -> list[Any]:
        select = self.admin_site.admin_view(self.select_view)
        decide = self.admin_site.admin_view(self.decide_view)
        triage = "<int:object_id>/triage"
        return [
            path(f"{triage}/select/", select, name="claims_article_select"),
            path(f"{triage}/<int:claim_id>/<slug:verb>/", decide, name="claims_article_decide"),
            *super().get_urls(),
        ]

    def decide_view(
        self, request: HttpRequest, object_id: int, claim_id: int, verb: str
    ) -> HttpResponse:
        """Do a verb to a claim, with what was corrected in its wording in the same save."""
        article = self.seen_article(request, object_id)
        snapshot = newest(article)
        claim = claim_of(article, claim_id)
        if verb not in _VERBS:
            raise Http404
        if request.method != "POST":
            return self.go_on(request, article, claim=claim_id)
        data = request.POST.copy()
        if "neighbour" in data:  # the button “Merge into this” beside one of them
            data["into"] = str(data["neighbour"])
        card = Card(request, claim, data=data, verb=verb)
        card.propose([each["place"] for each in card.places(snapshot)] if snapshot else [])
        if not card.is_valid():
            status = 409 if card.is_stale else 400
            return self.refused(request, article, card=card, status=status)
        following, remarked = _following(request, snapshot, claim_id, verb)
        try:
            card.do()
        except DeskError as error:
            claim = claim_of(article, claim_id)  # as it stands now
            card = Card(request, claim, data=data, verb=verb, refusal=error)
            return self.refused(request, article, card=card, status=refusals.status(error))
        told = {"label": TRIAGE[verb].label, "claim": claim}
        messages.success(request, _("Done: %(label)s. “%(claim)s”") % told)
        anew = {"text": 1} if remarked else {"changed": claim_id}
        return self.go_on(request, article, claim=following, **anew)

    def select_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Make a claim of the passage that was selected in the text."""
        article = self.seen_article(request, object_id)
        if request.method != "POST":
            return self.go_on(request, article)
        given = with_own_line_ends(request.POST.dict())
        numbers = [given.get(name, "") for name in ("snapshot", "start", "end")]
        if not all(number.isdecimal() and len(number) < 19 for number in numbers):
            told = _("Nothing is selected: select a passage of the text.")
            return self.refused(request, article, status=400, told=told)
        snapshot, start, end = map(int, numbers)
        try:
            claim = actions.suggest_selection(
                article, snapshot, start, end, given.get("words", ""), actor=request.user
            )
        except DeskError as error:
            status = refusals.status(error)
            return self.refused(request, article, status=status, told=str(error))
        messages.success(request, _("A claim is suggested: “%(claim)s”") % {"claim": claim})
        return self.go_on(request, article, claim=claim.pk, text=1)


def _following(
    request: HttpRequest, snapshot: Snapshot | None, claim_id: int, verb: str
) -> tuple[int | None, bool]:
    """The claim that is chosen once the verb is done: the next one that waits. And whether other
    words of the text are then marked, or otherwise, than before."""
    candidates = Candidates(snapshot, Choice.of(request.GET))
    decided = candidates.all.get(claim_id)
    remarked = verb in _REMARKING or bool(decided and decided.waits)
    if verb in _STAYING or decided is None:
        return claim_id, remarked
    following = candidates.next_waiting(decided)
    return following.pk if following else claim_id, remarked
