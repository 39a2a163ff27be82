from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "factcheck.matching"
    label = "matching"
