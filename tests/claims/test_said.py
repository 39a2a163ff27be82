"""Who said it is kept with the place where it was said: the text's own words, or nothing."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from claims import actions
from claims.actions import Said, Span
from claims.extraction import Precision, Speech
from claims.models import Appearance
from factcheck.errors import Invalid
from tests import raw
from tests.factories import claims, people

pytestmark = pytest.mark.django_db

ARTICLE = """Jeanne Martin, la ministre du Travail, a répondu aux députés. La salle a applaudi.

Le taux de chômage a baissé de 50 % entre 2022 et 2024, selon la ministre du Travail.

« L’État a dépensé 3,2 milliards d’euros pour l’emploi », a déclaré mardi Jeanne Martin.

Mme Martin a affirmé en mars que l’usine de Lyon emploie 300 ouvriers.
"""


def places() -> dict[str, Appearance]:
    """Of the article, by the beginning of their words."""
    article = claims.article(ARTICLE, published_on=date(2026, 3, 5))
    actions.extract_claims(article, actor=None)
    return {place.exact.split()[1]: place for place in Appearance.objects.select_related("claim")}


def test_extraction_keeps_who_said_it_how_and_when() -> None:
    found = places()
    reported, direct, dated = found["taux"], found["L’État"], found["Martin"]
    assert (reported.speech, reported.speaker) == (Speech.REPORTED, "ministre du Travail")
    assert (reported.cue, reported.said_on, reported.said_precision) == ("selon", None, "")
    assert (direct.speech, direct.speaker, direct.cue) == (
        Speech.DIRECT, "Jeanne Martin", "a déclaré",
    )  # fmt: skip
    assert (direct.said_on, direct.said_precision) == (date(2026, 3, 3), Precision.DAY)
    assert (dated.said_on, dated.said_precision) == (date(2026, 3, 1), Precision.MONTH)
    for place in found.values():
        assert place.speaker == ARTICLE[slice(place.speaker_start or 0, place.speaker_end or 0)]


def test_a_surname_is_told_by_the_name_in_full_wherever_it_stands() -> None:
    place = places()["Martin"]
    assert (place.speaker, place.speaker_start) == ("Jeanne Martin", 0)


def test_what_was_said_words_the_claim_and_the_quote_stays() -> None:
    place = places()["Martin"]
    assert place.claim.text == "L’usine de Lyon emploie 300 ouvriers."
    assert place.exact == "Mme Martin a affirmé en mars que l’usine de Lyon emploie 300 ouvriers."


def test_nobody_is_made_a_claimant_by_it() -> None:
    claims.claimant("Jeanne Martin")
    for place in places().values():
        assert place.claim.claimant is None
        assert place.claim.claimed_on is None


def test_of_a_passage_that_a_person_gives_nothing_is_told() -> None:
    place = claims.claim().appearances.get()
    assert (place.speech, place.speaker, place.speaker_start, place.said_on) == ("", "", None, None)


@pytest.mark.parametrize("speaker", [(9, 99), (5, 5), (-1, 2), (2, 3)])
def test_a_speaker_who_is_not_in_the_text_is_refused_and_nothing_stored(
    speaker: tuple[int, int],
) -> None:
    snapshot = claims.snapshot("Il ment.")
    spans = [Span(0, 8), Span(0, 7, said=Said(Speech.REPORTED, speaker))]
    with pytest.raises(Invalid):
        actions.suggest(snapshot, spans, actor=None)
    assert not Appearance.objects.exists()


def test_it_goes_with_the_place_when_claims_are_merged() -> None:
    found = places()
    kept, merged = found["taux"].claim, found["L’État"].claim
    actions.merge(merged.pk, actor=people.reviewer(), into=kept.pk)
    assert {place.speaker for place in kept.appearances.all()} == {
        "ministre du Travail", "Jeanne Martin",
    }  # fmt: skip


# --- In PostgreSQL

TEXT = "Ça 𝄞 va 🇫🇷, dit Éva. Il a menti."
EVA = {"speech": "reported", "speaker": "Éva", "speaker_start": 16, "speaker_end": 19}


def place(**told: Any) -> Appearance:
    """A new place of “Il a menti.”, in the transaction that made its claim."""
    snapshot = claims.snapshot(TEXT)
    claim = claims.claim("Il a", within=snapshot)
    return Appearance(claim=claim, snapshot=snapshot, **{
        "start": 21, "end": 32, "exact": "Il a menti.", **told,
    })  # fmt: skip


@pytest.mark.parametrize(
    "right",
    [
        {},
        {"speech": "own"},
        {"speech": "direct"},
        EVA,
        {**EVA, "cue": "dit", "said_on": date(2026, 3, 1), "said_precision": "month"},
        # In the quote's own words.
        {**EVA, "start": 12, "end": 19, "exact": "dit Éva"},
        {**EVA, "start": 0, "end": 32, "exact": TEXT},
        {**EVA, "start": 18, "end": 32, "exact": TEXT[18:]},
    ],
)
def test_postgresql_takes_what_the_text_says(right: dict[str, Any]) -> None:
    place(**right).save()


@pytest.mark.parametrize(
    "wrong",
    [
        {"speech": "whispered"},
        EVA | {"speaker": "Ève"},
        EVA | {"speaker_start": 17, "speaker_end": 20},
        EVA | {"speaker": "", "speaker_end": 16},
        EVA | {"speaker": ""},
        EVA | {"speaker_start": None},
        EVA | {"speaker_end": None},
        EVA | {"speaker_start": None, "speaker_end": None},
        EVA | {"speaker_start": 160, "speaker_end": 163},
        EVA | {"start": 12, "end": 19, "exact": "dit Éva", "speaker": "Éve"},
        EVA | {"speech": "own"},
        EVA | {"speech": ""},
        {"speech": "own", "cue": "dit"},
        {"speech": "own", "said_on": date(2026, 3, 1), "said_precision": "day"},
        EVA | {"said_on": date(2026, 3, 1)},
        EVA | {"said_precision": "day"},
        EVA | {"said_on": date(2026, 3, 1), "said_precision": "hour"},
    ],
)
def test_postgresql_refuses_what_it_does_not(wrong: dict[str, Any]) -> None:
    row = place(**wrong)
    with pytest.raises(DatabaseError), transaction.atomic():
        row.save()


@pytest.mark.parametrize(
    "change",
    [
        "speaker = 'Ève'",
        "speaker_start = speaker_start + 1, speaker_end = speaker_end + 1",
        "start = 22, exact = substr(exact, 2), speaker_start = 0, speaker_end = 3",
    ],
)
def test_a_speaker_is_not_reworded(change: str) -> None:
    place(**EVA).save()
    with raw.refused("speaker is not the text"):
        raw.run(f"UPDATE claims_appearance SET {change} WHERE speaker = 'Éva'")
