"""Which reviews rest on which sources."""

from django.db.models import Q, QuerySet

from claims.models import Source
from reviews.models import ClaimReview, Evidence
from reviews.workflow import State


def resting_on(source: Source) -> QuerySet[ClaimReview]:
    """The reviews with evidence from this source, the newest first."""
    evidence = Evidence.objects.filter(source=source)
    return ClaimReview.objects.filter(pk__in=evidence.values("review")).order_by("-id")


def rests_on_withdrawn_source() -> Q:
    """That a review is to be looked at again: what it rests on was withdrawn.

    One leaves the list when its evidence is replaced, or the source restored.
    """
    withdrawn = Source.objects.exclude(withdrawn_because="").order_by()
    evidence = Evidence.objects.filter(source__in=withdrawn.values("pk")).order_by()
    given_up = Q(status__in=(State.ABANDONED, State.WITHDRAWN), is_public=False)
    return ~given_up & Q(pk__in=evidence.values("review"))
