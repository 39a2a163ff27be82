"""The text of an article, its claims marked in it, with the card of the chosen one beside it.

Every address works by itself, without JavaScript. With it, `triage.js` asks for the same with the
header `X-Triage`, gets the parts of the page that change, and puts them in place.
"""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.forms import Media
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from claims.admin.highlights import pieces
from claims.admin.triage.candidates import SIGNS, Candidates
from claims.admin.triage.card import Card
from claims.admin.triage.choice import ALL, ORDERS, Choice
from claims.models import Article, Claim, Snapshot
from claims.workflow import LABELS, TRIAGE, State
from factcheck.desk.verbs import VerbsAdmin
from factcheck.desk.widgets import RowSelect

#: So many of an article's earlier texts are linked to.
_EARLIER = 5


class TriagePages(VerbsAdmin):
    """The part of an article's admin that shows its claims."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.parts_view)
        parts = path("<int:object_id>/triage/", view, name="claims_article_triage")
        return [parts, *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        obj = kwargs.get("obj")
        if obj:
            triage = self.triage(request, obj, with_text=True)
            context |= triage | {"media": context["media"] + _MEDIA}
        return super().render_change_form(request, context, *args, **kwargs)

    def parts_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """The parts of the page that change; to a browser without JavaScript, the page."""
        article = self.seen_article(request, object_id)
        if not in_place(request):
            return HttpResponseRedirect(f"{self._address(article)}?{request.GET.urlencode()}")
        context = self.triage(request, article, with_text="text" in request.GET)
        changed = request.GET.get("changed", "")
        if changed.isdecimal():
            context["changed"] = context["candidates"].all.get(int(changed))
        return TemplateResponse(request, "claims/triage/parts.html", context)

    def seen_article(self, request: HttpRequest, pk: int) -> Article:
        """The article, for somebody who may see it. The same refusal, whether there is one or
        not."""
        article = self.get_object(request, str(pk))
        if article is None or not self.has_view_or_change_permission(request, article):
            raise PermissionDenied
        return article

    def triage(
        self, request: HttpRequest, article: Article, *, with_text: bool,
        card: Card | None = None, typed: dict[str, str] | None = None,
    ) -> dict[str, Any]:  # fmt: skip
        """What the page shows of the article's claims; nothing where there is no text yet.

        Without a `card` it is the one of the candidate that the address names. `typed` is what was
        typed about a passage of an earlier text, and not done.
        """
        snapshot = newest(article)
        if snapshot is None:
            return {}
        choice = Choice.of(request.GET)
        may_see = self.admin_site.get_model_admin(Claim).has_view_permission(request)
        candidates = Candidates(snapshot if may_see else None, choice)
        chosen = candidates.all.get(card.claim.pk) if card else candidates.chosen
        if chosen and not card:
            card = Card(request, claim_of(article, chosen.pk))
        places = card.places(snapshot) if card else []
        if card:
            card.propose([each["place"] for each in places])
        return {
            "article": article,
            "here": in_place(request),
            "snapshot": snapshot,
            "query": choice.address(claim=None),
            "link": choice.link(),
            "candidates": candidates,
            "chosen": chosen,
            "card": card,
            "places": places,
            "passages": card.passages(snapshot) if card else [],
            "typed": typed or {},
            "filters": _filters(candidates, choice),
            "orders": [
                {
                    "label": label,
                    "address": choice.address(order=order),
                    "current": order == choice.order,
                }
                for order, label in ORDERS.items()
            ],
            "previous": chosen and candidates.beside(chosen, -1),
            "next": chosen and candidates.beside(chosen, 1),
            "can_suggest": request.user.has_perm(TRIAGE["suggest"].permission),
            "pieces": _pieces(snapshot, candidates, chosen) if with_text else None,
            "earlier": _earlier(snapshot) if with_text else [],
            "legend": [(state.value, SIGNS[state], LABELS[state]) for state in State],
        }

    def refused(
        self, request: HttpRequest, article: Article, *, status: int,
        card: Card | None = None, told: str = "", typed: dict[str, str] | None = None,
    ) -> HttpResponse:  # fmt: skip
        """The page as it was, with what was typed, and why it was not done."""
        here = in_place(request)
        context = self.triage(request, article, with_text=not here, card=card, typed=typed)
        context |= {"told": told}
        if here:
            return TemplateResponse(request, "claims/triage/parts.html", context, status=status)
        context |= {
            **self.admin_site.each_context(request),
            "title": article.title,
            "opts": self.opts,
            "original": article,
            "media": self.media + _MEDIA,
        }
        return TemplateResponse(request, "claims/triage/page.html", context, status=status)

    def go_on(self, request: HttpRequest, article: Article, **other: Any) -> HttpResponse:
        """To the same place, with another candidate chosen; `text` and `changed` tell the script
        what else it has to show anew."""
        told = {name: other.pop(name) for name in ("text", "changed") if name in other}
        query = Choice.of(request.GET).address(**other)
        if not in_place(request):
            return HttpResponseRedirect(f"{self._address(article)}{query}#triage")
        parts = reverse("admin:claims_article_triage", args=[article.pk])
        more = "".join(f"&{name}={value}" for name, value in told.items())
        return HttpResponseRedirect(f"{parts}{query}{more}")


def in_place(request: HttpRequest) -> bool:
    return "X-Triage" in request.headers


def newest(article: Article) -> Snapshot | None:
    """The article's text, without the bytes that it was read from. `has_earlier` tells whether it
    had another before: most never do, and nothing is asked about one."""
    before = Snapshot.objects.filter(article=OuterRef("article"), pk__lt=OuterRef("pk"))
    return article.snapshots.defer("raw").annotate(has_earlier=Exists(before)).first()


def claim_of(article: Article, pk: int) -> Claim:
    """A claim of any of the article's texts, or one that was merged into such a claim; with whether
    it `has_duplicates` itself."""
    texts = article.snapshots.values("pk")
    here = Q(appearances__snapshot__in=texts) | Q(merged_into__appearances__snapshot__in=texts)
    rows = Claim.objects.filter(here).select_related("claimant", "merged_into")
    merged = Claim.objects.filter(merged_into=OuterRef("pk"))
    claim = rows.annotate(has_duplicates=Exists(merged)).filter(pk=pk).first()
    if claim is None:
        raise PermissionDenied
    return claim


def _earlier(snapshot: Snapshot) -> QuerySet[Snapshot] | list[Snapshot]:
    """The latest of the texts that the article had before."""
    if not snapshot.has_earlier:  # type: ignore[attr-defined]
        return []
    texts = Snapshot.objects.filter(article=snapshot.article_id, pk__lt=snapshot.pk)
    return texts.only("taken_at")[:_EARLIER]


def _filters(candidates: Candidates, choice: Choice) -> list[dict[str, Any]]:
    found = [(ALL, _("all"), len(candidates.all)), *candidates.counts()]
    return [
        {"state": state, "label": label, "count": count, "address": choice.address(show=state),
         "current": state == choice.show}
        for state, label, count in found
    ]  # fmt: skip


def _pieces(snapshot: Snapshot, candidates: Candidates, chosen: Any) -> list[Any]:
    """The text in pieces, each with whether it is one of the chosen candidate's."""
    spans = [(place.start, place.end, place) for place in candidates.places]
    own = [place for place in candidates.places if place.candidate == chosen]

    def is_chosen(start: int) -> bool:
        return any(place.start <= start < place.end for place in own)

    return [(piece, is_chosen(piece.start)) for piece in pieces(snapshot.text, spans)]


_MEDIA: Media = RowSelect(Claim._meta.get_field("claimant"), admin.site).media
