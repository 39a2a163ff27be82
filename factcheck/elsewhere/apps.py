from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ElsewhereConfig(AppConfig):
    """What other desks have found, under their own names."""

    name = "factcheck.elsewhere"
    label = "elsewhere"
    verbose_name = _("checked elsewhere")

    def ready(self) -> None:
        from factcheck.elsewhere.matching import index
        from factcheck.matching.index.sides import Side, register

        register(Side("elsewhere", index.INDEX, index.after, index.these))
