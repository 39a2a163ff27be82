from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class DeskSite(AdminSite):
    """The admin, as the desk's workplace."""

    site_header = _("Fact-checking desk")
    site_title = _("factcheck")
    index_title = _("The desk")
    site_url = None
