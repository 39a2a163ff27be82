"""Sentences that a checker would take first come first, and each says why."""

import math
from pathlib import Path

import pytest

from claims.extraction import Candidate, extract
from claims.extraction.ranking import WEIGHTS

ARTICLES = Path(__file__).parent.parent / "articles"


def ranked(language: str) -> list[Candidate]:
    return extract((ARTICLES / f"llama.{language}.txt").read_text("utf-8"), language=language)


def place(candidates: list[Candidate], words: str) -> int:
    return next(at for at, candidate in enumerate(candidates) if words in candidate.quote)


@pytest.mark.parametrize(
    "first", ["lien vers un fichier torrent", "avait présenté LLaMA", "30 000"]
)
@pytest.mark.parametrize(
    "later",
    ["L’idée était belle", "l’ambiance est étrange", "On ignore encore", "peut-être", "débats"],
)
def test_french_facts_come_before_colour_and_speculation(first: str, later: str) -> None:
    candidates = ranked("fr")
    assert place(candidates, first) < place(candidates, later)


@pytest.mark.parametrize("first", ["were leaked on 4chan", "30,000 times", "7 billion", "March 6"])
@pytest.mark.parametrize(
    "later", ["lovely thought", "Nobody knows", "It may have been", "I think", "Please remember"]
)
def test_english_facts_come_before_colour_and_speculation(first: str, later: str) -> None:
    candidates = ranked("en")
    assert place(candidates, first) < place(candidates, later)


@pytest.mark.parametrize(
    ("language", "checkable", "other"),
    [
        ("fr", "Le chômage a baissé de 15 % depuis 2017.", "Le chômage va sans doute baisser."),
        ("fr", "La France est le premier exportateur de vin.", "La France est un beau pays."),
        ("fr", "Le maire de Lyon a interdit la viande.", "Je crois que la viande est bonne."),
        ("fr", "La loi de 1905 l’interdit aux communes.", "Les communes souhaitent y réfléchir."),
        ("fr", "Selon l’Insee, un sur cinq est pauvre.", "Nous devons tous agir ensemble."),
        ("en", "Unemployment fell by 15 percent in 2017.", "Unemployment will probably fall."),
        ("en", "Migrants get more money than pensioners.", "Thank you all for coming tonight."),
        ("en", "The mayor of Lyon banned meat in schools.", "I believe that meat is good for us."),
    ],
)
def test_the_checkable_sentence_of_two_comes_first(
    language: str, checkable: str, other: str
) -> None:
    assert extract(f"{other} {checkable}", language=language)[0].quote == checkable


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        ("J’ai signé le contrat avec la ville de Lyon.", "fr", "first_person"),
        ("Beaucoup d’élus ont signé le contrat.", "fr", "vague_amount"),
        ("I’ve signed the contract with the city.", "en", "first_person"),
        ("He won’t sign the contract with the city.", "en", "prediction"),
        ("Il faut signer le contrat avec la ville.", "fr", "duty"),
        ("We must sign the contract with the city.", "en", "duty"),
        ("Elle avait épousé Paul Roy en mai 1946.", "fr", "private_life"),
        ("Le tournoi aura lieu samedi à Lyon.", "fr", "announcement"),
        ("Les communes signeront le contrat.", "fr", "future"),
        ("Le maire a vendu deux écoles.", "fr", "count"),
        ("The use of cocaine fell by one-third.", "en", "figure"),
        ("Le maire a vendu trente-deux écoles.", "fr", "figure"),
    ],
)
def test_a_word_tells(text: str, language: str, code: str) -> None:
    assert code in _codes(text, language)


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        ("M. Brandt possède 68 % des actions d’EFI.", "fr", "first_person"),
        ("Votre commune compte 300 habitants de plus.", "fr", "change"),
        ("L’espérance de vie est de 82 ans en France.", "fr", "feeling"),
        ("Les pensions de 3 millions de Français montent.", "fr", "feeling"),
        ("C’est la batterie de la voiture de Lyon.", "fr", "past_event"),
        ("Le maire entra au parti et montra le contrat.", "fr", "future"),
        ("The deficit is well over 3 billion dollars.", "en", "courtesy"),
        ("Thanks to the law, Meta lost 3 billion dollars.", "en", "courtesy"),
        ("Monsieur le maire, les prix ont baissé de 3 %.", "fr", "name"),
        ("Le conseil a voté la loi peu avant 14h.", "fr", "figure"),
    ],
)
def test_a_word_that_only_looks_so_does_not(text: str, language: str, code: str) -> None:
    assert code not in _codes(text, language)


def _codes(text: str, language: str) -> set[str]:
    return {reason.code for reason in extract(text, language=language)[0].reasons}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_headlines_questions_and_notes_are_no_candidates(language: str) -> None:
    words = " ".join(candidate.quote for candidate in ranked(language))
    for other in (
        "Internet\n",
        "?",
        "Par Claire",
        "By Alan",
        "9 mars",
        "March 9",
        "©",
        "Copyright",
    ):
        assert other not in words
    assert "Lire aussi" not in words
    assert "Read more" not in words


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_score_is_the_logistic_of_the_reasons(language: str) -> None:
    for candidate in ranked(language):
        total = sum(reason.weight for reason in candidate.reasons)
        assert candidate.score == pytest.approx(1 / (1 + math.exp(-total)), abs=1e-4)


def test_reasons_cite_the_words() -> None:
    candidate = extract("Le 3 mars 2023, Meta a perdu 12 % de sa valeur.", language="fr")[0]
    labels = [reason.label for reason in candidate.reasons]
    assert {"a percentage: 12 %", "a date: 3 mars 2023", "a name: Meta"} <= set(labels)
    assert {reason.code for reason in candidate.reasons} <= {"base", *WEIGHTS}


def test_every_list_has_a_weight() -> None:
    from claims.extraction import SUPPORTED
    from claims.extraction.lexicon import load

    topics = {topic.replace(" ", "_") for lang in SUPPORTED for topic in load(lang).topics}
    assert topics - {"number"} <= set(WEIGHTS)


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("Le budget a atteint 3,5 millions d’euros.", "money", "3,5 millions d’euros"),
        ("Le budget a atteint trois milliards d’euros.", "money", "trois milliards d’euros"),
        ("Le budget a atteint 1 200 000 €.", "money", "1 200 000 €"),
        ("Cela pèse 15 kg depuis mars 2022.", "date", "mars 2022"),
        ("Cela pèse 15 kg depuis mars 2022.", "figure", "15 kg"),
        ("Cela dure depuis deux ans en France.", "span", "deux ans"),
        ("Le site 4chan a publié la liste.", "name", "4chan"),
        ("Hier, Hugging Face a fermé le dépôt.", "name", "Hugging Face"),
        ("Hier, Charles de Gaulle et Meta ont menti.", "name", "Charles de Gaulle, Meta"),
    ],
)
def test_what_a_feature_finds(text: str, code: str, words: str) -> None:
    reasons = {reason.code: reason.label for reason in extract(text, language="fr")[0].reasons}
    assert reasons[code].split(": ", 1)[1] == words
