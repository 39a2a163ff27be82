"""What somebody is shown whose save came too late: both versions, and theirs still in the form."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from factcheck.desk.comparison import Difference, differences, news


class TellsStale:
    """A part of an admin whose form says by `is_stale` that its row has changed since."""

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        stale = getattr(context["adminform"].form, "is_stale", False)
        context["differences"] = _both_versions(context) if stale else []
        answer: HttpResponse = super().render_change_form(  # type: ignore[misc]
            request, context, *args, **kwargs
        )
        if stale:
            answer.status_code = 409
        return answer


def _both_versions(context: dict[str, Any]) -> list[Difference]:
    found = differences(context["adminform"].form)
    for inline in context["inline_admin_formsets"]:
        for form in inline.formset.forms:
            of = str(form.instance if form.instance.pk else _("new"))
            found += news(form, of) if getattr(form, "is_news", False) else differences(form, of)
    return found
