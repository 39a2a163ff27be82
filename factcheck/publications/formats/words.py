"""In which language we speak around a verdict: in its own, where we have our words in it."""

from django.conf import settings
from django.utils import translation


def of(language: str) -> str:
    """The one of our languages that is nearest to this one (BCP 47)."""
    try:
        return translation.get_supported_language_variant(language.lower())
    except LookupError:
        return settings.LANGUAGE_CODE
