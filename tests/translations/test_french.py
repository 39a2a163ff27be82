"""The desk speaks French: whatever the sources say is in the catalogue, and compiled."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext, ngettext

from claims.workflow import LABELS as CLAIM_STATES
from claims.workflow import TRIAGE
from factcheck.publications.models import PublishedClaim
from factcheck.publications.search import asking
from reviews.workflow import LABELS as REVIEW_STATES
from reviews.workflow import REVIEW
from tests.translations import catalogue

_PLACES = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")
_UNCHANGED = "`make messages` brings the catalogue up to date"


def test_nothing_that_people_read_is_left_in_english() -> None:
    missing = catalogue.untranslated(catalogue.up_to_date())
    told = "\n".join(f"{message.id!r} in {message.locations[0][0]}" for message in missing)
    assert not missing, f"to be translated in {catalogue.FRENCH}:\n{told}"


def test_the_catalogue_has_what_the_sources_say_and_no_more() -> None:
    kept = {(m.context, m.id) for m in catalogue.stored()}
    now = {(m.context, m.id) for m in catalogue.up_to_date()}
    assert kept == now, _UNCHANGED


def test_what_is_compiled_is_what_is_written() -> None:
    compiled = catalogue.FRENCH.with_suffix(".mo").read_bytes()
    assert compiled == catalogue.compiled(catalogue.stored()), _UNCHANGED


def test_every_translation_has_the_places_of_its_original() -> None:
    for message in catalogue.stored():
        ids: Any = message.id if isinstance(message.id, tuple) else (message.id,)
        wanted = {place for text in ids for place in _PLACES.findall(text)}
        for text in filter(None, catalogue.forms(message)):
            assert set(_PLACES.findall(text)) == wanted or not message.id, message.id


def test_one_catalogue_for_all_rooms() -> None:
    found = {path.relative_to(catalogue.ROOT).parts[:2] for room in catalogue.ROOMS
             for path in (catalogue.ROOT / room).rglob("*.po")}  # fmt: skip
    assert found == {("factcheck", "locale")}


@pytest.mark.parametrize("machine", [TRIAGE, REVIEW], ids=["claims", "reviews"])
def test_verbs_and_states_follow_the_reader(machine: Any) -> None:
    labels = [transition.label for transition in machine.transitions]
    labels += [*CLAIM_STATES.values(), *REVIEW_STATES.values()]
    english = [str(label) for label in labels]
    with translation.override("fr"):
        french = [str(label) for label in labels]
    assert not [word for word, mot in zip(english, french, strict=True) if word == mot]


def test_plurals() -> None:
    one, many = "%(left)s recovery code left", "%(left)s recovery codes left"
    with translation.override("fr"):
        told = [ngettext(one, many, n) % {"left": n} for n in (0, 1, 2)]
    assert told == ["0 code de secours restant", "1 code de secours restant",
                    "2 codes de secours restants"]  # fmt: skip


def test_our_own_words_win_over_djangos() -> None:
    with translation.override("fr"):
        assert gettext("Sign out") == "Se déconnecter"


def test_the_records_ratings_are_told_in_the_readers_language() -> None:
    choices = PublishedClaim._meta.get_field("rating_canonical").flatchoices
    with translation.override("fr"):
        assert dict(choices)["mostly_true"] == "plutôt vrai"
        assert not [label for value, label in choices if str(label) == value.replace("_", " ")]


@pytest.mark.django_db
def test_a_wrong_search_is_told_in_the_readers_language_and_to_machines_in_english() -> None:
    with translation.override("fr"), pytest.raises(ValueError, match="guillemet"):
        asking.parse('"taux de')
    answer = Client().get("/search/", {"q": '"taux de', "lang": "fr"})
    assert "Un guillemet n’est pas fermé" in answer.content.decode()
