from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationsConfig(AppConfig):
    """What we have told the world: the append-only record, and its readers."""

    name = "factcheck.publications"
    label = "publications"
    verbose_name = _("public record")

    def ready(self) -> None:
        from factcheck.matching.index.sides import Side, register
        from factcheck.publications import measures  # noqa: F401 - it registers them
        from factcheck.publications.matching import index

        register(Side("record", index.INDEX, index.after, index.these))
