"""Who said it: named where the text names them, blank where it does not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extraction import SUPPORTED, Candidate, Precision, Speech, extract

PUBLISHED = date(2023, 3, 9)  # a Thursday


def read(text: str, language: str) -> list[Candidate]:
    found = extract(text, language=language, published_on=PUBLISHED)
    return sorted(found, key=lambda candidate: candidate.start)


@pytest.mark.parametrize(
    ("text", "claimant", "speech"),
    [
        ("Selon l’Insee, le chômage a baissé de 12 % en 2022.", "Insee", "reported"),
        ("Le chômage a baissé de 12 %, a déclaré Élisabeth Borne.", "Élisabeth Borne", "reported"),
        ("« Le chômage a baissé de moitié », assure Jean Dupont.", "Jean Dupont", "direct"),
        ("Le ministre français de l’Intérieur, Bernard Cazeneuve, a déclaré que l’homme a fui.",
         "Bernard Cazeneuve", "reported"),
        ("Le ministre de l’Économie Bruno Le Maire affirme que la dette a baissé.",
         "Bruno Le Maire", "reported"),
        ("La salle était pleine hier soir à Lyon.", "", "own"),
        ("Le prix change selon le cas, et selon la taille.", "", "own"),
        ("Jean Dupont n’a pas dit que le chômage avait baissé.", "", "own"),
    ],
)  # fmt: skip
def test_french(text: str, claimant: str, speech: str) -> None:
    [candidate] = read(text, "fr")
    assert (candidate.claimant, candidate.speech) == (claimant, speech)


@pytest.mark.parametrize(
    ("text", "claimant", "speech"),
    [
        ("According to NASA, the probe reached Mars in 2020.", "NASA", "reported"),
        ("“The rate fell by half last year,” said Jane Smith.", "Jane Smith", "direct"),
        ("The plan costs 3 billion dollars, Jane Smith said.", "Jane Smith", "reported"),
        ("Prime Minister Rishi Sunak said that crime fell in May.", "Rishi Sunak", "reported"),
        ("Everything went according to plan on that day.", "", "own"),
        ("Jane Smith did not say that crime fell in May.", "", "own"),
    ],
)
def test_english(text: str, claimant: str, speech: str) -> None:
    [candidate] = read(text, "en")
    assert (candidate.claimant, candidate.speech) == (claimant, speech)


def test_a_quotation_of_two_sentences_has_one_speaker() -> None:
    text = "« Le chômage a baissé. Les prix ont monté de 4 % », explique Jeanne Martin."
    assert [candidate.claimant for candidate in read(text, "fr")] == ["Jeanne Martin"] * 2


def test_a_day_of_the_week_counts_from_the_articles_date() -> None:
    text = "Jeanne Martin a déclaré mardi que le chômage a baissé de moitié."
    [candidate] = read(text, "fr")
    assert (candidate.claim_date, candidate.precision) == (date(2023, 3, 7), Precision.DAY)
    [undated] = extract(text, language="fr")
    assert undated.claim_date is None
    assert candidate.claim == "Le chômage a baissé de moitié."


PIECES = st.sampled_from(
    [*'«»“”"‘’,.:\n ', "a dit ", "selon ", "Jean Dupont ", "dit-il ", "que ", "said ", "le ", "M. "]
)


@given(st.lists(PIECES, max_size=50).map("".join), st.sampled_from(SUPPORTED))
def test_a_claimant_is_always_words_of_the_text(text: str, language: str) -> None:
    for candidate in extract(text, language=language, published_on=PUBLISHED):
        if candidate.claimant_span is None:
            assert candidate.claimant == ""
        else:
            assert text[slice(*candidate.claimant_span)] == candidate.claimant != ""
        assert candidate.speech in Speech
