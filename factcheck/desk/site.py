from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from factcheck.desk import home


class DeskSite(AdminSite):
    """The admin, as the desk's workplace."""

    site_header = _("Fact-checking desk")
    site_title = _("factcheck")
    index_title = _("The desk")
    index_template = "desk/home.html"
    site_url = None

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """The state of the desk, as far as it is this person's work."""
        panels = home.panels(request)
        context = {
            "work": [panel for panel in panels if not panel.is_news],
            "news": [panel for panel in panels if panel.is_news],
        }
        return super().index(request, context | (extra_context or {}))
