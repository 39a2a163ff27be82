"""Made-up verdicts in French and English, for benchmarks: the same seed makes the same ones."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from factcheck.publications import made_up
from factcheck.publications.bulk import First
from factcheck.publications.document import (
    Appearance,
    Claim,
    Claimant,
    Evidence,
    Rating,
    Selector,
    Source,
    Verdict,
)

_BEGIN = datetime(2016, 1, 1, tzinfo=UTC)
_STEP = timedelta(seconds=300)


class _Words(NamedTuple):
    """What sentences of one language are made of."""

    actors: list[str]
    verbs: list[str]
    things: list[str]
    times: list[str]
    because: list[str]
    detail: str
    headline: str
    note: str


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]


_WORDS = {
    "fr": _Words(
        actors=_lines(
            """
            Le gouvernement
            La mairie de Lyon
            L’Union européenne
            Le ministre de la Santé
            La région Bretagne
            Le syndicat
            L’hôpital public
            La Banque de France
            """
        ),
        verbs=_lines(
            """
            a doublé
            a supprimé
            a réduit de 12 %
            n’a jamais financé
            a caché
            a triplé en dix ans
            a interdit
            a remboursé
            """
        ),
        things=_lines(
            """
            les dépenses d’éducation
            les émissions de gaz à effet de serre
            les lits d’hôpital
            l’aide aux agriculteurs
            le nombre de fonctionnaires
            les vaccins contre la grippe
            les retraites des cheminots
            la taxe foncière
            """
        ),
        times=["en 2019", "depuis 2017", "l’an dernier", "pendant la pandémie", "avant l’été"],
        because=_lines(
            """
            Les chiffres de l’institut statistique montrent une évolution bien différente.
            Le rapport de la Cour des comptes, que nous avons lu, dit le contraire.
            Interrogé par nos soins, le ministère reconnaît une erreur de périmètre.
            La citation, sortie de son contexte, ne concernait qu’une seule commune.
            Trois spécialistes que nous avons consultés confirment l’ordre de grandeur avancé.
            La vidéo date en réalité d’une autre année et d’un autre pays.
            """
        ),
        detail="{figure} {unit} à {place}, {words}, selon {person}",
        headline="Est-il vrai que cela s’est passé ? {text}",
        note="Données en séries longues, corrigées des variations saisonnières.",
    ),
    "en": _Words(
        actors=_lines(
            """
            The government
            The city of Leeds
            The European Union
            The health secretary
            The state of Ohio
            The trade union
            The public broadcaster
            The central bank
            """
        ),
        verbs=_lines(
            """
            doubled
            abolished
            cut by 12 per cent
            never funded
            hid
            tripled within ten years
            banned
            paid back
            """
        ),
        things=_lines(
            """
            education spending
            greenhouse gas emissions
            hospital beds
            aid to farmers
            the number of civil servants
            flu vaccines
            railway pensions
            the property tax
            """
        ),
        times=["in 2019", "since 2017", "last year", "during the pandemic", "before the summer"],
        because=_lines(
            """
            The figures that the statistics office published show quite another development.
            The annual report of the audit office, which we read, says the opposite on page 34.
            Asked by us, the ministry admits that the comparison is between two different areas.
            The quotation, taken out of its context, was about a single town.
            Three specialists whom we consulted confirm the order of magnitude.
            The video is really from another year and another country.
            """
        ),
        detail="{figure} {unit} in {place}, {words}, according to {person}",
        headline="Did this really happen? {text}",
        note="Long series, adjusted for the season.",
    ),
}
_RATINGS = [
    Rating("truth", "true", "True", 5, 5, 1, "true"),
    Rating("truth", "mostly-true", "Mostly true", 4, 5, 1, "mostly_true"),
    Rating("truth", "half", "Half true", 3, 5, 1, "mixed"),
    Rating("truth", "mostly-false", "Mostly false", 2, 5, 1, "mostly_false"),
    Rating("truth", "false", "False", 1, 5, 1, "false"),
    Rating("truth", "unproven", "Unproven", 0, 5, 1, "unverifiable"),
]
_RATING_WEIGHTS = [10, 10, 20, 20, 35, 5]
# fmt: off
_TOPICS = [
    "health", "economy", "climate", "education", "migration", "energy", "justice", "transport",
    "europe", "science",
]
_FIRST = [
    "Jeanne", "Ali", "Marie", "Paul", "Nadia", "Hugo", "Emma", "Louis", "Chloé", "Omar", "Alice",
    "Noah", "Sofia", "Liam", "Inès", "Max",
]
_LAST = [
    "Martin", "Benali", "Durand", "Moreau", "Petit", "Leroy", "Smith", "Jones", "Taylor", "Brown",
    "Diallo", "Novak", "Garcia",
]
# fmt: on


def verdicts(count: int, seed: int) -> Iterator[First]:
    """`count` verdicts; number n of a seed is always the same, whatever the count."""
    for number in range(count):
        yield _verdict(number, random.Random(f"{seed}/{number}"))  # noqa: S311 - not a secret


def _verdict(number: int, chance: random.Random) -> First:
    language = "fr" if chance.random() < 0.6 else "en"
    words = _WORDS[language]
    said_on = (_BEGIN + number * _STEP - timedelta(days=chance.randint(1, 60))).date().isoformat()
    text = _claim(words, chance)
    verdict = Verdict(
        language=language,
        claim=Claim(
            text=text,
            language=language,
            claimant=_claimant(chance),
            claimed_on=said_on,
            appearances=tuple(
                _appearance(text, said_on, words, chance) for _ in range(chance.randint(1, 2))
            ),
        ),
        rating=chance.choices(_RATINGS, _RATING_WEIGHTS)[0],
        headline=words.headline.format(text=text),
        summary=" ".join(chance.sample(words.because, 4)),
        topics=tuple(chance.sample(_TOPICS, chance.randint(1, 3))),
        evidence=tuple(_evidence(said_on, words, chance) for _ in range(chance.randint(1, 2))),
        reviewed_by_name="Synthetic desk",
        reviewed_by_url="https://desk.example/",
    )
    return First(_uuid(chance), _uuid(chance), verdict, _BEGIN + number * _STEP)


def _uuid(chance: random.Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)


def _sentence(words: _Words, chance: random.Random) -> str:
    parts = (words.actors, words.verbs, words.things, words.times)
    return " ".join(chance.choice(part) for part in parts) + "."


def _claim(words: _Words, chance: random.Random) -> str:
    """A sentence with what makes a claim one of its own: a figure, names, words of its subject."""
    detail = words.detail.format(
        figure=chance.randint(2, 999),
        unit=chance.choice(["%", "€", "000", "km"]),
        place=made_up.name(chance),
        words=made_up.words(4, chance),
        person=made_up.name(chance),
    )
    return f"{_sentence(words, chance)[:-1]} : {detail}."


def _claimant(chance: random.Random) -> Claimant:
    name = f"{chance.choice(_FIRST)} {chance.choice(_LAST)} {chance.randint(1, 200)}"
    return Claimant(name, chance.choice(["Person", "Organization", None]))


def _appearance(text: str, day: str, words: _Words, chance: random.Random) -> Appearance:
    before, after = _sentence(words, chance)[-32:], _sentence(words, chance)[:32]
    start = chance.randint(40, 4000)
    site = chance.randint(1, 300)
    return Appearance(
        url=f"https://site-{site}.example/{day}/{chance.getrandbits(40):x}",
        title=_sentence(words, chance),
        publisher=f"Site {site}",
        published_on=day,
        selector=Selector(text, before, after, start, start + len(text)),
    )


def _evidence(day: str, words: _Words, chance: random.Random) -> Evidence:
    return Evidence(
        stance=chance.choice(["supports", "refutes", "context"]),
        quote=" ".join(chance.sample(words.because, 2)),
        locator=f"p. {chance.randint(1, 90)}",
        note=words.note,
        source=Source(
            title=_sentence(words, chance),
            url=f"https://source-{chance.randint(1, 500)}.example/{chance.getrandbits(40):x}",
            publisher=f"Institute {chance.randint(1, 80)}",
            type="statistics",
            published_on=day,
            archived_url=None,
        ),
    )
