"""What reviews add to a source's page: the verdicts that rest on it."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from claims.admin.sources import SourceAdmin
from claims.models import Source
from reviews import resting

admin.site.unregister(Source)

#: More of them are in the list of reviews, filtered by the source.
_SHOWN = 20


@admin.register(Source)
class ReviewedSourceAdmin(SourceAdmin):
    change_form_template = "reviews/source.html"

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        obj = kwargs.get("obj")
        if obj and request.user.has_perm("reviews.view_claimreview"):
            found = resting.resting_on(obj).select_related("claim", "rating")
            reviews = list(found[: _SHOWN + 1])
            context |= {"resting": reviews[:_SHOWN], "more_rest": len(reviews) > _SHOWN}
        return super().render_change_form(request, context, *args, **kwargs)
