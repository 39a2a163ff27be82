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
        ("« Enfin », a précisé Jean Dupont, « le chômage a baissé ici ».", "Jean Dupont", "direct"),
        ("Jean Dupont a quant à lui prévenu : « La dette a monté de moitié. »",
         "Jean Dupont", "direct"),
        ("Jean Dupont soulignera que la dette a baissé de moitié.", "Jean Dupont", "reported"),
        ("Jean Dupont a reconnu avoir reçu un million de francs.", "Jean Dupont", "reported"),
        ("La durée des études diffère selon les Facultés de Lyon.", "", "own"),
        ("En 1997, la juge Eva Joly est invitée à visiter un palais.", "", "own"),
        ("Une note sur le PDG de l’époque, Alain Gomez, précise que la dette a baissé.",
         "", "reported"),
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
        # Marks of two kinds close each other, and an apostrophe opens nothing.
        ("“The rate fell by half last year,\" said Jane Smith.", "Jane Smith", "direct"),
        ("Jane Smith said in ‘08 that the rate fell by half.", "Jane Smith", "reported"),
        # Whoever stands between commas, or in brackets, beside the name.
        ("Mike Shields, president of the Leadership Fund, a group of donors, said it was over.",
         "Mike Shields", "reported"),
        ("Rep. Hank Johnson (D-Ga.), chair of the panel, said that crime fell in May.",
         "Hank Johnson", "reported"),
        ("A Twitter spokesman, Jim Abboud, said on Friday that crime fell.",
         "Jim Abboud", "reported"),
        ("A report on the firm, Exxon Mobil, said on Friday that crime fell.", "", "reported"),
        ("Missouri Secretary of State Jason Kander said that crime fell in May.",
         "Jason Kander", "reported"),
        # A report is its maker's, and nobody else's who is named in it.
        ("Crime fell by half in May, according to a Gallup poll.", "Gallup", "reported"),
        ("Crime fell by half in May, according to results of polls for the Associated Press.",
         "", "reported"),
        ("They spent less on outreach, according to its FEC reports.", "", "reported"),
        # Words of a name that is another's.
        ("“They may lose a handful of voters,” said one Trump confidant.", "", "direct"),
        ("Some GOP figures declared that Trump was nearly unstoppable.", "", "reported"),
        ("Having said that, there are a lot of shows out there now.", "", "reported"),
        ("Jane Smith maintains a lead of ten points over Paul Brown.", "", "own"),
    ],
)  # fmt: skip
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


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("CNN reported Thursday that the FBI asked five aides.", "The FBI asked five aides."),
        ("Jane Smith told reporters that crime fell by half in May.",
         "Crime fell by half in May."),
        ("Jane Smith said that the “law is a disgrace to the city.”",
         "The “law is a disgrace to the city”."),
        # What they deny, or have not seen, they do not say; nor is what "that" stands for known.
        ("Jane Smith denied that crime fell in May.", ""),
        ("The IG report cited no evidence that crime fell in May.", ""),
        ("Jane Smith pointed to another bill that made crime fall.", ""),
        ("The school declined to comment on reports that crime fell.", ""),
        ("Jane Smith said that was the first time since May.", ""),
        ("Jane Smith said that their crimes fell in May.", ""),
        ("Jane Smith conceded that crime fell but implied that it rose in May.", ""),
    ],
)  # fmt: skip
def test_what_was_said_is_worded_only_where_it_is_sure(text: str, claim: str) -> None:
    assert [candidate.claim for candidate in read(text, "en")] == [claim]


def test_a_quotation_that_is_not_closed_ends_with_its_paragraph() -> None:
    text = "“The rate fell, Jane Smith said.\nPaul Brown said that crime fell in May.”"
    assert [candidate.claimant for candidate in read(text, "en")][1] == "Paul Brown"


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
