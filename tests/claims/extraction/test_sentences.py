"""Where sentences begin and end, to the letter."""

import pytest

from claims.extraction.language import lexicon_of
from claims.extraction.segments import Kind, segments


def cut(text: str, language: str = "fr") -> list[str]:
    return [text[s.start : s.end] for s in segments(text, lexicon_of(language))]


def kinds(text: str, language: str = "fr") -> list[Kind]:
    return [segment.kind for segment in segments(text, lexicon_of(language))]


@pytest.mark.parametrize(
    "sentence",
    [
        "M. Dupont et Mme Le Goff ont vu le Dr. Martin.",
        "M. Le Pen et Me La Rue ont vu le Col. Martin.",
        "Les fruits, p. ex. les pommes, ont coûté 3.50 euros.",
        "La société Dupont Inc. Montréal a vendu 1.200 voitures.",
        "L’écrivain J. R. R. Tolkien et J.-P. Sartre n’ont jamais correspondu.",
        "L’art. 5 de la loi du 9 déc. 1905, cf. p. 12, le dit.",
        "César est né vers 100 av. J.-C. dans la ville de Rome.",
        "Le film « Quoi ? » a fait 3 millions d’entrées (source : CNC).",
        "« Qui l’a fait ? » demandait-il hier à la presse.",
        "Il a hésité... puis il a signé.",
        "Le rapport (...) a été publié.",
        "Le dossier [...] Dupont a été clos.",
        "Il habite au n° 5. bis de la rue.",
        "Le service Yahoo! a fermé ses portes.",
        "Le site lemonde.fr et la société Asp.Net ont été vendus.",
        "Le fichier a.Le et la classe U.S.La ont été vendus.",
    ],
)
def test_one_french_sentence_stays_one(sentence: str) -> None:
    assert cut(sentence) == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "Mr. Smith met Sen. Jones and Dr. A. J. Brown on Jan. 5 in Washington.",
        "The U.S. Senate passed the bill at 5 p.m. Monday.",
        "Apple Inc. Chief Executive Tim Cook sold 3.5 million shares, e.g. in St. Louis.",
        "See No. 5 and p. 12 of vol. 3.",
        "“Who did it?” he asked the reporters.",
        "George W. Bush was born in 1946.",
        "The well-known vs. Board of Education case was settled.",
    ],
)
def test_one_english_sentence_stays_one(sentence: str) -> None:
    assert cut(sentence, "en") == [sentence]


@pytest.mark.parametrize(
    ("text", "language", "second"),
    [
        ("Il a tout vendu. Elle a tout racheté.", "fr", "Elle a tout racheté."),
        ("Il vend des fruits, des fleurs, etc. Elle les achète.", "fr", "Elle les achète."),
        ("« Il est parti. » Le maire l’a confirmé.", "fr", "Le maire l’a confirmé."),
        ("“Il est parti.” Le maire l’a confirmé.", "fr", "Le maire l’a confirmé."),
        ('"Il est parti." Le maire l’a confirmé.', "fr", "Le maire l’a confirmé."),
        ("Il est parti (hier.) Le maire l’a confirmé.", "fr", "Le maire l’a confirmé."),
        ("Il a dit oui… Elle a dit non.", "fr", "Elle a dit non."),
        ("Le prix est de 5 euros. 12 clients ont payé.", "fr", "12 clients ont payé."),
        ("Il a perdu ! « Jamais », dit-il à la presse.", "fr", "« Jamais », dit-il à la presse."),
        ("Le taux baisse en France. à Paris, il monte.", "fr", "à Paris, il monte."),
        ("Il vit au bord de la mer. Paul vit à Lyon.", "fr", "Paul vit à Lyon."),
        ("Il a franchi le col. Marie l’attendait.", "fr", "Marie l’attendait."),
        ("He sat. Bob stood and watched him.", "en", "Bob stood and watched him."),
        ("He moved to the U.S. The firm followed him.", "en", "The firm followed him."),
        ("They met at 5 p.m. It was too late.", "en", "It was too late."),
        ("He works for Apple Inc. She does not.", "en", "She does not."),
        ("He left. “Never again,” he told reporters.", "en", "“Never again,” he told reporters."),
        ("One in five is poor. mRNA vaccines are new.", "en", "mRNA vaccines are new."),
        ("The files were of high quality.They sold at once.", "en", "They sold at once."),
        ("Le maire a signé le contrat.Le préfet a refusé.", "fr", "Le préfet a refusé."),
        ('Il a dit : " Jamais ! " Le maire l’a confirmé.', "fr", "Le maire l’a confirmé."),
    ],
)
def test_two_sentences_are_two(text: str, language: str, second: str) -> None:
    assert cut(text, language)[1:] == [second]


def test_a_headline_and_a_question_are_known_as_such() -> None:
    text = "Un fichier mis en ligne\n\nIl a été copié trois fois.\n\nQui l’a donc copié ?"
    assert kinds(text) == [Kind.HEADLINE, Kind.STATEMENT, Kind.QUESTION]


def test_a_long_paragraph_without_a_full_stop_is_a_sentence() -> None:
    assert kinds("Le ministre a dit que " + "les prix ont monté et que " * 5) == [Kind.STATEMENT]


def test_each_line_is_a_paragraph() -> None:
    text = "Le titre du jour\nLes prix ont baissé en mars.\nLes salaires ont monté en avril."
    assert cut(text) == text.split("\n")


def test_lines_that_are_only_wrapped_are_joined() -> None:
    text = (
        "Le gouvernement a annoncé mardi que\n"
        "les prix de l’électricité avaient\n"
        "baissé de 12 % en un an. Les prix du\n"
        "gaz sont restés au même niveau selon\n"
        "M. Dupont."
    )
    assert len(cut(text)) == 2
    assert cut(text)[0].endswith("en un an.")


def test_the_bullet_is_not_part_of_an_item() -> None:
    text = "Trois faits :\n- Les prix ont baissé ;\n• Les salaires ont monté\n3. Le chômage recule."
    assert cut(text)[1:] == [
        "Les prix ont baissé ;",
        "Les salaires ont monté",
        "Le chômage recule.",
    ]
