"""Correction requests at the desk."""

from factcheck.challenges.admin import home, requests  # noqa: F401 - they register themselves
