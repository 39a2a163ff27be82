from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    """What we have told the world: the append-only record, and its readers."""

    name = "factcheck.publications"
    label = "publications"
    verbose_name = "public record"
