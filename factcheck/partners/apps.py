from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    """Whom we tell: partners and their API keys."""

    name = "factcheck.partners"
    label = "partners"
    verbose_name = _("partners")

    def ready(self) -> None:
        from factcheck.history.replay import register
        from factcheck.partners import schema  # noqa: F401 - registers itself
        from factcheck.partners.models import ApiKey, Partner

        register("partner", Partner)
        register("key", ApiKey)
