from django.apps import AppConfig


class SearchingConfig(AppConfig):
    """Functions in PostgreSQL, and the expressions that call them; no models."""

    name = "factcheck.searching"
    label = "searching"
