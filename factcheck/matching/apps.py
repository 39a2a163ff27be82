from django.apps import AppConfig


class MatchingConfig(AppConfig):
    """Knowing a claim again; its command fits the judgement's weights."""

    name = "factcheck.matching"
    label = "matching"
