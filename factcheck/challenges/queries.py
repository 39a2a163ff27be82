"""What the desk asks of correction requests."""

from uuid import UUID

from factcheck.challenges.models import CorrectionRequest
from factcheck.challenges.workflow import SETTLED


def waiting(verdict: UUID) -> list[CorrectionRequest]:
    """Those about this verdict that are not settled, the one that is due first at the top."""
    rows = CorrectionRequest.objects.filter(verdict=verdict).exclude(status__in=SETTLED)
    return list(rows.order_by("due_at"))
