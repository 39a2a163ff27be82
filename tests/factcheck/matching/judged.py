"""Judging a text among claims, as the index would hand them over; without numpy."""

from collections import Counter

from factcheck.matching import bm25
from factcheck.matching.asking import Text, ask
from factcheck.matching.judging import Candidate, Judgement, judge
from factcheck.matching.terms import terms

#: What else a desk has: so that words have their usual rarity.
OTHERS = {
    "en": [
        "Schools in Ohio removed pork from their menus after complaints",
        "The mayor of London banned diesel cars from the city centre",
        "A video shows a shark swimming on a flooded highway",
        "Vaccines against measles cause autism in children",
        "The president signed a law that cancels student debt",
        "Wind turbines kill millions of birds every year",
        "The central bank will abolish cash by the end of 2030",
    ],
    "fr": [
        "Une vidéo montre un requin sur une autoroute inondée",
        "Le maire de Lyon interdit la viande dans les cantines",
        "Les vaccins contre la rougeole provoquent l'autisme",
        "Le gouvernement va supprimer les espèces en 2030",
        "Les éoliennes tuent des millions d'oiseaux chaque année",
        "Une loi annule la dette des étudiants",
        "Boire du jus de citron guérit le cancer",
    ],
}


def judged(words: str, language: str, *claims: tuple[str, str]) -> list[Judgement]:
    """The claims (their words, their language) beside what else there is; ids are their words."""
    known = [*claims, *((other, tag) for tag, others in OTHERS.items() for other in others)]
    kept = [bm25.weights(terms(*claim)) for claim in known]
    df = Counter(term for weights in kept for term in weights)
    asked = ask(Text(words, language))
    # As in a collection of ten thousand, of which these are the ones that share a word.
    idf = {term: bm25.idf(df[term], 10_000) for term in asked.terms}
    candidates = [
        Candidate(
            text,
            text,
            tag,
            sum(
                counts * idf[term] * weights.get(term, 0.0) for term, counts in asked.terms.items()
            ),
        )
        for (text, tag), weights in zip(known, kept, strict=True)
    ]
    return judge(asked, candidates, idf=idf)


def probability(words: str, language: str, claim: str, in_language: str = "") -> float:
    found = judged(words, language, (claim, in_language or language))
    return next(each.probability for each in found if each.id == claim)
