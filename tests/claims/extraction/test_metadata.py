"""What is about an article is never taken for a sentence of it."""

import pytest

from claims.extraction import extract

SENTENCE = "Le 3 mars 2023, Meta a perdu 12 millions d’euros."


@pytest.mark.parametrize(
    "before",
    [
        " date 2023-03 ",
        "2023-03-09 ",
        "2023-03-09T10:30:00Z ",
        "Publié le 9 mars 2023 à 10h30 ",
        "Publié le 9 mars 2023 - ",
        "Mis à jour le jeudi 9 mars 2023 à 10:30 | ",
        "Published on March 9, 2023 at 10:30 a.m. ",
        "Par Claire Dumas | ",
        "Par Claire Dumas et Jean-Paul Roy – Publié le 09/03/2023 à 10h ",
        "PARIS (AFP) – ",
        "Paris, 9 mars (Reuters) - ",
    ],
)
def test_what_is_glued_before_the_first_sentence_is_left_out(before: str) -> None:
    text = f"{before}{SENTENCE} Elle a publié le bilan."
    spans = sorted((c.start, c.quote) for c in extract(text, language="fr"))
    assert spans[0] == (len(before), SENTENCE)


@pytest.mark.parametrize(
    "note",
    [
        "Par Claire Dumas.",
        "By John Smith, in London.",
        "Publié le 3 mars 2023 à 10h.",
        "Mis à jour le 3 mars 2023.",
        "Last updated March 3, 2023.",
        "https://www.example.org/articles/2023/meta.html.",
        "Lire aussi : Meta annonce un bénéfice de 3 milliards d’euros.",
        "À lire aussi : Meta annonce un bénéfice de 3 milliards d’euros.",
        "→ Lire la suite sur notre site.",
        "Read more: Meta announces a profit of $3 billion.",
        "Crédit photo : Jean Dupont.",
        "Le siège de Meta à Menlo Park, le 3 mars. JOSH EDELSON / AFP",
        "© 2023 La Gazette. Tous droits réservés.",
        "Copyright 2023 The Gazette. All rights reserved.",
        "Abonnez-vous à notre lettre pour 3 euros par mois.",
        "Temps de lecture : 3 min.",
        "Claire Dumas est journaliste au service économique de La Gazette depuis 2012.",
        "Alan Smith is a senior reporter at The Gazette in London and covers banks.",
        "Inscriptions auprès de la mairie au 03 84 12 34 56 avant le 3 mars 2023.",
        "En poursuivant votre navigation, vous acceptez les cookies de nos 12 partenaires.",
        "We use cookies and share data with our 200 partners.",
        "^ Le Monde, 3 mars 2023, page 12.",
        "Jean Dupont, Histoire de Meta, Paris, 2023, ISBN 2-7113-0389-6.",
        "À propos de l’auteur : il a écrit 12 livres.",
    ],
)
def test_a_note_is_no_candidate(note: str) -> None:
    found = extract(f"{SENTENCE}\n\n{note}\n\n{SENTENCE}", language="fr")
    assert [candidate.quote for candidate in found] == [SENTENCE, SENTENCE]


@pytest.mark.parametrize(
    "sentence",
    [
        "Par ailleurs, Meta a perdu 12 millions d’euros.",
        "La photo a été publiée le 3 mars 2023 par Meta.",
        "Les sources de Meta ont confirmé la fuite.",
        "Le 3 mars 2023 Meta a perdu 12 millions d’euros.",
        "On March 3, 2023, Meta lost 12 million euros.",
        "Sharing the file cost Meta 12 million euros.",
        "Jamal Khashoggi est un journaliste saoudien que Riyad a fait assassiner en 2018.",
        "La ligne 01 de Meta a perdu 12 millions d’euros en 2023.",
        "Meta a publié les chiffres sur le site https://example.org hier matin à Paris.",
    ],
)
def test_a_sentence_that_only_looks_like_a_note_stays(sentence: str) -> None:
    assert [c.quote for c in extract(sentence, language="fr")] == [sentence]
