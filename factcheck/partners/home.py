"""How much partners used the API lately: a panel of the home page for those who look after them."""

from datetime import UTC, datetime, timedelta

from django.db.models import F, Max, Q, Sum
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from factcheck.desk import home
from factcheck.partners.models import Partner
from factcheck.partners.webhooks import behind

_DAYS, _SHOWN = 7, 10


@home.panel(50)
def partners(request: HttpRequest) -> home.Panel | None:
    """The partners that used it most, refusals included."""
    person = request.user
    if not (person.has_perm("partners.view_partner") and person.has_perm("partners.view_keyusage")):
        return None
    first = datetime.now(UTC).date() - timedelta(days=_DAYS - 1)
    lately = Q(keys__usage__day__gte=first)
    rows = Partner.objects.annotate(
        requests=Sum("keys__usage__requests", filter=lately, default=0),
        refused=Sum("keys__usage__refused", filter=lately, default=0),
        # Of all its keys: whoever has it may share it.
        position=Max("keys__reading__position"),
        asked_at=Max("keys__reading__asked_at"),
        ahead=behind.END - F("position"),
    ).order_by(-(F("requests") + F("refused")), "name")[:_SHOWN]
    facts = {"partners": rows, "may_add": person.has_perm("partners.add_partner")}
    title = _("Partners in the last 7 days")
    return home.Panel("partners", title, "partners/home/partners.html", facts)
