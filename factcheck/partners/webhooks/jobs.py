"""The jobs by which passes are started. A job only says where to look: losing one loses nothing.

They are made on Django's own connection, in the worker too, where the usual way is another one: so
that a job comes with what it is about, or not at all.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from procrastinate import App
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import AlreadyEnqueued

from factcheck.partners.models import Delivery
from factcheck.partners.webhooks import feeding
from factcheck.partners.webhooks.states import Progress, State

QUEUE = "webhooks"
TELL, DELIVER = "partners.tell_partners", "partners.deliver"

_app = App(connector=DjangoConnector())


def tell() -> None:
    """In the transaction that publishes something. No lock: no publisher waits for another."""
    _app.configure_task(TELL, queue=QUEUE).defer()


def wake(webhook: int, at: datetime | None = None) -> None:
    """Have a pass made over an endpoint, now or then. One job of a kind is enough."""
    when = "now" if at is None else str(int(at.timestamp()))
    lock = f"{DELIVER}:{webhook}:{when}"
    job = _app.configure_task(DELIVER, queue=QUEUE, queueing_lock=lock, schedule_at=at)
    try:
        with transaction.atomic():
            job.defer(webhook=webhook)
    except AlreadyEnqueued:
        pass


def come_again(webhook: int, at: datetime | None) -> None:
    """After a pass: when the next one has something to do."""
    if at is not None:
        wake(webhook, at if at > timezone.now() else None)


def wake_those_behind() -> None:
    for webhook in feeding.behind():
        wake(webhook)


def wake_all() -> None:
    """Also those with something due, whoever should have seen to it."""
    asked = Q(webhook__status__in=[State.CHALLENGED, State.ACTIVE], webhook__partner__active=True)
    due = Delivery.objects.filter(
        asked | Q(status=Progress.SENDING), next_attempt_at__lte=timezone.now()
    )
    found = due.order_by().values_list("webhook_id", flat=True).distinct()
    for webhook in sorted({*found, *feeding.behind()}):
        wake(webhook)
