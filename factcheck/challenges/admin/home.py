"""What the home page tells of correction requests."""

from django.db.models import F

from factcheck.challenges.admin import queues  # noqa: F401 - its numbers
from factcheck.challenges.models import CorrectionRequest
from factcheck.history import news

news.tell(CorrectionRequest, title=F("headline"))
