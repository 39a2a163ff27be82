"""The same claim in other words stays the same; one figure or one 'not' makes it another."""

import subprocess
import sys
import time

import pytest
from django.conf import settings

from factcheck.matching.asking import Text, ask
from factcheck.matching.judging import USUAL, Candidate, judge
from tests.factcheck.matching.judged import judged, probability

EN = "Unemployment in France fell by 3 % in 2019 under President Macron"
FR = "Le chômage a baissé de 3 % en France en 2019 sous le président Macron"


@pytest.mark.parametrize(
    ("words", "language", "claim"),
    [
        (EN, "en", EN),
        ("In 2019 unemployment fell by three percent in France under Macron", "en", EN),
        (FR, "fr", "En France, le chômage a baissé de trois pour cent sous Macron en 2019"),
        (
            "Budget of 1.5m for 12 schools in Ohio",
            "en",
            "Budget of 1,500,000 for 12 schools in Ohio",
        ),
    ],
)
def test_the_same_in_other_words_is_the_same(words: str, language: str, claim: str) -> None:
    assert probability(words, language, claim) >= USUAL.same


def test_a_long_post_may_have_a_not_of_its_own() -> None:
    claim = "The city of Lyon has banned meat from all its school canteens"
    post = (
        "My neighbour, who works there, told me this morning and I could not believe it: Lyon"
        " has now banned meat in the school canteens of our children"
    )
    found = judged(post, "en", (claim, "en"))[0]
    assert "denied" in {reason.code for reason in found.reasons}
    assert found.probability >= USUAL.same
    short = "Lyon has not banned meat from its school canteens"
    assert judged(short, "en", (claim, "en"))[0].probability <= 0.2


@pytest.mark.parametrize(
    ("words", "language", "claim", "code"),
    [
        (EN, "en", EN.replace("3 %", "5 %"), "number"),
        (EN, "en", EN.replace("2019", "2018"), "number"),
        (EN, "en", EN.replace("fell", "rose"), "direction"),
        (EN, "en", EN.replace("in 2019", "not in 2019"), "denied"),
        (EN, "en", EN.replace("France", "Italy"), "name"),
        (FR, "fr", FR.replace("3 %", "5 %"), "number"),
        (FR, "fr", FR.replace("a baissé", "n'a pas baissé"), "denied"),
        (FR, "fr", FR.replace("baissé", "augmenté"), "direction"),
        (FR, "fr", FR.replace("France", "Italie"), "name"),
        # Short ones, where hardly anything else can tell.
        ("Unemployment fell by 3 %.", "en", "Unemployment rose by 3 %.", "direction"),
        ("Le chômage a baissé de 3 %.", "fr", "Le chômage a augmenté de 3 %.", "direction"),
        ("Le chômage a baissé de 3 %.", "fr", "Le chômage a baissé de 5 %.", "number"),
        ("Le vaccin rend malade.", "fr", "Le vaccin ne rend pas malade.", "denied"),
    ],
)
def test_what_differs_in_one_thing_is_not_the_same_and_says_why(
    words: str, language: str, claim: str, code: str
) -> None:
    found = judged(words, language, (claim, language))[0]
    assert found.id == claim
    assert found.probability < USUAL.same / 2 < USUAL.same <= probability(words, language, words)
    reason = next(each for each in found.reasons if each.code == code)
    assert reason.weight < -1


def test_a_denial_that_changes_the_verb_is_not_the_same_either() -> None:
    """Less clearly so: `fell` and `fall` are two terms, and so the two are less alike."""
    assert probability(EN, "en", EN.replace("fell", "did not fall")) < USUAL.same


@pytest.mark.parametrize(
    ("words", "language", "claim", "label"),
    [
        ("Macron a promis de supprimer la taxe d’habitation.", "fr",
         "Mélenchon a promis de supprimer la taxe d’habitation.", "Macron here, Mélenchon there"),
        ("Emmanuel Macron a promis de supprimer la taxe d’habitation.", "fr",
         "Marine Le Pen a promis de supprimer la taxe d’habitation.",
         "Emmanuel Macron here, Marine Le Pen there"),
        ("À Paris, le chômage a baissé de moitié.", "fr",
         "À Lyon, le chômage a baissé de moitié.", "Paris here, Lyon there"),
        ("Trump signed a law that bans wind turbines.", "en",
         "President Biden signed a law that bans wind turbines.", "Trump here, Biden there"),
        ("The mayor of New York banned large sodas.", "en",
         "The mayor of London banned large sodas.", "New York here, London there"),
    ],
)  # fmt: skip
def test_another_name_in_its_place_is_related_and_not_the_same(
    words: str, language: str, claim: str, label: str
) -> None:
    """Also where a claim is alone, and nothing tells how common its words are."""
    found = judged(words, language, (claim, language))[0]
    assert (found.id, found.kind) == (claim, "related")
    assert label in [reason.label for reason in found.reasons]


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        ("The United States has the highest drug prices.", "The US has the highest drug prices."),
        ("Drug prices are highest in America.", "Drug prices are highest in the United States."),
        ("President Trump signed a law on wind.", "Donald Trump signed a law on wind."),
        ("Volodymyr Zelensky sold the harbour.", "Volodymyr Zelenskyy sold the harbour."),
        ("Vaccines cause autism in children.", "Vaccinations cause autism in children."),
        ("Joblessness in France fell by 3 %.", "Unemployment in France fell by 3 %."),
        ("In Paris, Macron has banned cars.", "Macron has banned cars in Paris."),
    ],
)
def test_another_way_to_name_it_is_no_other_name(words: str, claim: str) -> None:
    assert probability(words, "en", claim) >= USUAL.same


@pytest.mark.parametrize(
    ("fragment", "claim"),
    [
        ("The POW/MIA flag", "A pride flag replaced a POW/MIA flag at a Veterans Memorial Plaza."),
        (
            "La taxe d’habitation",
            "Macron supprimera la taxe d’habitation des propriétaires en 2023",
        ),
    ],
)
def test_a_few_words_that_name_its_subject_are_related_at_most(fragment: str, claim: str) -> None:
    language = "en" if "flag" in claim else "fr"
    assert probability(fragment, language, claim) < USUAL.same
    assert probability(claim, language, claim) >= USUAL.same


def test_the_differing_figures_are_named_as_they_are_written() -> None:
    found = judged(EN, "en", (EN.replace("3 %", "5 percent"), "en"))[0]
    assert "3 % here, 5 percent there" in [reason.label for reason in found.reasons]


def test_a_claim_is_found_in_the_other_language_by_words_alone() -> None:
    assert judged(FR, "fr", (EN, "en"))[0].id == EN
    assert judged(EN, "en", (FR, "fr"))[0].id == FR


def test_a_figure_that_differs_across_languages_lowers_it() -> None:
    assert probability(FR, "fr", EN.replace("3 %", "7 %"), "en") < probability(FR, "fr", EN, "en")


@pytest.mark.parametrize("words", ["", "the of and", "🔥🔥", "zzz qqq", "\x00", "x" * 1_000_000])
def test_nothing_in_common_is_an_answer(words: str) -> None:
    assert {each.kind for each in judged(words, "en", (EN, "en"))} == {"none"}
    assert judge(ask(Text(words, "tlh")), [], idf={}) == []


def test_a_cosine_of_an_unfitted_model_does_not_change_what_a_probability_means() -> None:
    asked = ask(Text(EN, "en"))
    idf = dict.fromkeys(asked.terms, 6.0)
    alone = judge(asked, [Candidate(1, EN, "en", 50.0)], idf=idf)[0]
    with_cosine = judge(asked, [Candidate(1, EN, "en", 50.0, 0.99)], idf=idf, model="unknown")[0]
    assert alone.probability == with_cosine.probability


def test_three_hundred_candidates_are_judged_in_no_time() -> None:
    claims = [
        (f"{EN} said number {at} of the {at * 7} witnesses in Paris", "en") for at in range(300)
    ]
    asked = ask(Text(EN, "en"))
    idf = dict.fromkeys(asked.terms, 6.0)
    candidates = [
        Candidate(text, text, tag, 40.0 - at / 10) for at, (text, tag) in enumerate(claims)
    ]
    judge(asked, candidates, idf=idf)  # what was read of them is kept
    began = time.process_time()
    for _ in range(10):
        judge(asked, candidates, idf=idf)
    assert (time.process_time() - began) / 10 < 0.02  # about 3 ms; other tests run beside this


def test_judging_needs_neither_numpy_nor_django() -> None:
    code = """
import sys
sys.modules["numpy"] = None
from factcheck.matching.asking import Text, ask
from factcheck.matching.judging import Candidate, judge
asked = ask(Text("the mayor of London", "en"))
idf = dict.fromkeys(asked.terms, 5.0)
print(judge(asked, [Candidate(1, "London's mayor", "en", 9.0)], idf=idf))
assert "django" not in sys.modules
"""
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
