"""Who holds a review and until when, in a list."""

from django.contrib import admin
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timeuntil
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reviews import policies
from reviews.models import ClaimReview


@admin.display(description=gettext_lazy("held by"), ordering="lease_until")
def held(review: ClaimReview) -> str:
    """“Rosa until 18:20 (in 2 hours)”."""
    if review.lease_until is None:
        return ""
    until = date_format(timezone.localtime(review.lease_until), "SHORT_DATETIME_FORMAT")
    if policies.has_lapsed(review):
        return _("%(holder)s, ran out %(until)s") % {"holder": review.holder, "until": until}
    return _("%(holder)s until %(until)s (%(left)s left)") % {
        "holder": review.holder,
        "until": until,
        "left": timeuntil(review.lease_until, depth=1),
    }
