"""What webhooks do about a publication, in the same transaction: all or nothing."""

from typing import Any

from django.dispatch import receiver

from factcheck.partners.models import Webhook
from factcheck.partners.webhooks import jobs
from factcheck.partners.webhooks.states import State
from factcheck.publications.announcements import published


@receiver(published)
def have_partners_told(**_rest: Any) -> None:
    """Nothing where nobody listens."""
    if Webhook.objects.filter(status=State.ACTIVE).exists():
        jobs.tell()
