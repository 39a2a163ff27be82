from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    """Whom we tell: partners, their API keys and their webhooks."""

    name = "factcheck.partners"
    label = "partners"
    verbose_name = _("partners")

    def ready(self) -> None:
        from factcheck.history.replay import register
        from factcheck.partners import measures, schema  # noqa: F401 - they register themselves
        from factcheck.partners.models import ApiKey, Partner, Webhook
        from factcheck.partners.webhooks import listening, targets  # noqa: F401 - does, too
        from factcheck.partners.webhooks.states import WEBHOOK

        targets.own_targets()  # a wrong setting is told now, not when something is sent
        register("partner", Partner)
        register("key", ApiKey)
        register("webhook", Webhook, WEBHOOK)
