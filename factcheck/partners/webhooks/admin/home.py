"""Who is behind: the endpoints that do not know yet of everything, on the home page."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from factcheck.desk import home
from factcheck.partners.models import Webhook
from factcheck.partners.webhooks import behind
from factcheck.partners.webhooks.states import State

_SHOWN = 10


@home.panel(55)
def who_is_behind(request: HttpRequest) -> home.Panel | None:
    """Nothing where no partner has an endpoint."""
    if not request.user.has_perm("partners.view_webhook"):
        return None
    rows = behind.with_backlog(Webhook.objects.exclude(status=State.DELETED))
    rows = rows.select_related("partner", "reach")
    # The latest first: an empty time is sorted last.
    found = list(rows.order_by("oldest", "-ahead", "-dead", "pk")[:_SHOWN])
    if not found:
        return None
    late = [row for row in found if row.ahead or row.waiting or row.dead]
    title = _("Who is behind")
    return home.Panel("behind", title, "partners/home/behind.html", {"endpoints": late})
