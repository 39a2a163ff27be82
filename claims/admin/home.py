"""What the home page shows of claims: what became of the articles that a contributor brought."""

from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from claims.models import Article, Claim, Claimant, Fetch, Snapshot, Source
from claims.workflow import State
from factcheck.desk import home
from factcheck.history import news

_SHOWN = 5
#: How many claims, the latest ones, of a person's articles are watched for news.
_WATCHED = 500


def _in_articles_of(person: Any) -> QuerySet[Claim]:
    return Claim.objects.filter(appearances__snapshot__taken_by=person).order_by("-id")[:_WATCHED]


news.tell(Claim, title=F("text"), mine=_in_articles_of)
news.tell(Article, title=F("title"))
news.tell(Claimant, title=F("name"))
news.tell(Fetch, title=F("url"))
news.tell(Source, title=F("title"))


@home.panel(15)
def your_articles(request: HttpRequest) -> home.Panel | None:
    """For whoever brings articles and does not work on what is in them."""
    person: Any = request.user
    brings = person.has_perm("claims.add_article") and person.has_perm("claims.view_claim")
    if not brings or person.has_perm("claims.change_claim"):
        return None
    texts = (
        Snapshot.objects.filter(taken_by=person)
        .select_related("article")
        .only("taken_at", "article__title")
        .annotate(
            claims=Count("appearances__claim", distinct=True),
            **{state.value: _in(state) for state in (State.SUGGESTED, State.ACCEPTED)},
        )
        .order_by("-id")[:_SHOWN]
    )
    return home.Panel("articles", _("Your articles"), "claims/home/articles.html", {"texts": texts})


def _in(state: State) -> Count:
    return Count("appearances__claim", distinct=True, filter=Q(appearances__claim__status=state))
