from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChallengesConfig(AppConfig):
    """Correction requests: what others say is wrong in what we told the world."""

    name = "factcheck.challenges"
    label = "challenges"
    verbose_name = _("correction requests")

    def ready(self) -> None:
        from factcheck.challenges import measures  # noqa: F401 - it registers them
        from factcheck.challenges.models import CorrectionRequest
        from factcheck.challenges.workflow import CHALLENGE
        from factcheck.history.replay import register

        register("challenge", CorrectionRequest, CHALLENGE)
