"""`make messages`: bring the catalogue up to date and compile it; say what is left to translate."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
django.setup()

from tests.translations import catalogue  # noqa: E402 - templates are read with Django's settings

french = catalogue.up_to_date()
catalogue.save(french)
missing = len(catalogue.untranslated(french))
print(f"{len(french)} texts, {missing} of them to be translated in {catalogue.FRENCH}")
