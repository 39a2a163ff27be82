from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HistoryConfig(AppConfig):
    name = "factcheck.history"
    label = "history"
    verbose_name = _("history")

    def ready(self) -> None:
        from factcheck.history import checks, measures  # noqa: F401 - they are registered
