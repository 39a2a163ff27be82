"""What reviews add to a claim's page: its reviews, and the way to them."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from claims.admin.claims import ClaimAdmin
from claims.models import Claim
from factcheck.desk.verbs import Pressed

admin.site.unregister(Claim)


@admin.register(Claim)
class ReviewedClaimAdmin(ClaimAdmin):
    change_form_template = "reviews/claim.html"

    def do(self, obj: Claim, pressed: Pressed) -> Any:
        """On from an accepted claim to its review."""
        claim = super().do(obj, pressed)
        return (pressed.verb == "accept" and claim.reviews.last()) or claim

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        obj = kwargs.get("obj")
        if obj:
            context["reviews"] = obj.reviews.select_related("rating", "holder")
        return super().render_change_form(request, context, *args, **kwargs)
