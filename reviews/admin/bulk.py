"""Verbs done to many reviews at once: first shown one by one, then done one by one.

The page between carries each review's version and, for an approval, the digest of the content that
it shows: so what is done is done to what the person saw, by the same verb as on the review's page.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from factcheck.accounts import asking
from factcheck.desk import bulk
from factcheck.desk.verbs import Pressed, VerbForm, VerbsAdmin
from factcheck.errors import Conflict
from reviews import document, gate, policies
from reviews.admin.questions import question
from reviews.models import ClaimReview
from reviews.workflow import REVIEW

#: In the order in which they are offered.
VERBS = ("take", "give", "release", "approve", "publish", "abandon")
#: So many at once, on one page to read.
MOST = 50


@dataclass(frozen=True, slots=True)
class Shown:
    """A review as the page shows it. `refusal` says why the verb will not do it, or is empty."""

    review: ClaimReview
    refusal: str
    digest: str = ""
    missing: tuple[gate.Item, ...] = ()


class BulkReviews(VerbsAdmin):
    """The list's actions, each leading to a page that asks."""

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        found = super().get_actions(request)
        if IS_POPUP_VAR not in request.GET:
            for verb in VERBS:
                if request.user.has_perm(REVIEW[verb].permission):
                    label = f"{REVIEW[verb].label}…"
                    found[verb] = (_asking(verb), verb, label)
        return found

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.bulk_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_bulk"
        return [path("bulk/<slug:verb>/", view, name=name), *super().get_urls()]

    def bulk_view(self, request: HttpRequest, verb: str) -> HttpResponse:
        """Do the verb to what is still ticked, and report."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if verb not in VERBS:
            raise Http404
        back = HttpResponseRedirect(f"{self._list()}?{request.META['QUERY_STRING']}")
        if request.method != "POST":
            return back
        chosen = [int(pk) for pk in request.POST.getlist("chosen") if pk.isdecimal()][: MOST + 1]
        reviews = list(self.get_queryset(request).filter(pk__in=chosen).order_by("-pk"))
        if not reviews or len(reviews) > MOST:
            messages.error(request, _("Nothing was done: choose between 1 and %d.") % MOST)
            return back
        form = VerbForm(self._asked(verb, reviews), request.POST)
        if form.fields and not form.is_valid():
            return self.ask(request, verb, reviews, form)
        answers = form.cleaned_data if form.fields else {}
        if verb in self.proven:
            names = "; ".join(str(review) for review in reviews)
            title, list_ = REVIEW[verb].label, back["Location"]
            if page := asking.before(request, title=title, about=names, back=list_):
                return page

        def do(review: ClaimReview, actor: Any) -> None:
            seen = request.POST.get(f"seen-{review.pk}", "")
            if not seen.isdecimal():
                raise Conflict(_("Read it again first: the page does not say what you saw of it."))
            digest = request.POST.get(f"digest-{review.pk}", "")
            carried = {"digest": digest} if digest else {}
            self.do(review, Pressed(verb, actor, int(seen), dict(answers), carried))

        return bulk.page(self, request, reviews, do, title=REVIEW[verb].label) or back

    def ask(
        self,
        request: HttpRequest,
        verb: str,
        reviews: list[ClaimReview],
        form: VerbForm | None = None,
    ) -> HttpResponse:
        """The page that shows what the verb would be done to."""
        form = form or VerbForm(self._asked(verb, reviews))
        context = {
            **self.admin_site.each_context(request),
            "title": REVIEW[verb].label,
            "opts": self.opts,
            "verb": verb,
            "items": [_shown(review, verb, request.user) for review in reviews],
            "form": form,
            "back": f"{self._list()}?{request.META['QUERY_STRING']}",
            "media": self.media + form.media,
        }
        status = 400 if form.errors else 200
        return TemplateResponse(request, "reviews/bulk.html", context, status=status)

    def _asked(self, verb: str, reviews: list[ClaimReview]) -> dict[str, Any]:
        return {name: question(name, reviews[0], self.admin_site) for name in REVIEW[verb].asks}

    def _list(self) -> str:
        return reverse("admin:reviews_claimreview_changelist")


def _asking(verb: str) -> Any:
    def action(
        desk: BulkReviews, request: HttpRequest, queryset: QuerySet[ClaimReview]
    ) -> HttpResponse | None:
        reviews = list(queryset[: MOST + 1])
        if len(reviews) > MOST:
            messages.error(request, _("At most %d at once: choose fewer.") % MOST)
            return None
        return desk.ask(request, verb, reviews)

    return action


def _shown(review: ClaimReview, verb: str, actor: Any) -> Shown:
    possible = {item.transition.verb: item.refusal for item in policies.possible(review, actor)}
    if verb not in possible:
        state = review.get_status_display()
        return Shown(review, _("Not possible: it is “%(state)s”.") % {"state": state})
    if verb not in ("approve", "publish"):
        return Shown(review, possible[verb])
    items = gate.checklist(review)
    blocking = [str(item.todo) for item in items if item.blocking and not item.fulfilled]
    return Shown(
        review,
        " ".join([possible[verb], *blocking]).strip(),
        document.verdict(review).digest() if review.rating else "",
        tuple(item for item in items if not item.fulfilled),
    )
