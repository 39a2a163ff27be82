"""“Take next”: the most urgent review, in one press, from the home page."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _

from factcheck.errors import DeskError
from reviews import actions


class TakesNext(admin.ModelAdmin):
    """The address that the button posts to."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.take_next_view)
        return [path("next/", view, name="reviews_claimreview_next"), *super().get_urls()]

    def take_next_view(self, request: HttpRequest) -> HttpResponse:
        """To the review that was taken; or back, saying why there is none."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            review = actions.take_next(actor=request.user)
        except DeskError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(reverse("admin:index"))
        messages.success(
            request, _("You took the most urgent one: “%(review)s”.") % {"review": review}
        )
        return HttpResponseRedirect(reverse("admin:reviews_claimreview_change", args=[review.pk]))
