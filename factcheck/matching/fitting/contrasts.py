"""Pairs made to differ in one number, denial, direction or name; and pairs that say the same.

By rules, from claims: what a rule makes may be clumsy, but it says another thing.
"""

import random
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from factcheck.matching.numbers import numbers


class Contrast(NamedTuple):
    kind: str  # "number", "denied", "direction", "name"; "spelling" for one that says the same
    text: str
    changed: str
    same: bool


_DENIALS = {
    "en": [
        (
            r"\b(is|are|was|were|has|have|had|will|would|can|could|does|did|should) (?!not\b|n't)",
            r"\1 not ",
        ),
        (r"\b(is|was|are|were|will|did|does|has|have|can) not ", r"\1 "),
    ],
    "fr": [
        (r"\b(est|sont|était|étaient) (?!pas)", r"n'\1 pas "),
        (r"\b(va|vont|peut|peuvent|sera|seront|permet|provoque|contient) (?!pas)", r"ne \1 pas "),
        (r"\b(a|ont|avait|avaient) (?!pas)", r"n'\1 pas "),
        (r"\bn['’e]\s?(\w+) pas ", r"\1 "),
    ],
}  # fmt: skip
_SWAPS = {
    "en": "rise/fall rises/falls rose/fell risen/fallen rising/falling"
    " increase/decrease increased/decreased"
    " increases/decreases increasing/decreasing higher/lower more/fewer up/down"
    " raised/lowered allow/ban"
    " allows/bans allowed/banned legal/illegal support/oppose supports/opposes"
    " supported/opposed won/lost"
    " win/lose before/after highest/lowest most/least alive/dead bought/sold"
    " opened/closed raise/cut"
    " raising/cutting grew/shrank gained/lost",
    "fr": "augmenté/baissé augmente/baisse augmentent/baissent hausse/baisse"
    " augmentation/diminution"
    " augmenter/diminuer autorise/interdit autorisé/interdit autoriser/interdire légal/illégal"
    " soutient/rejette gagné/perdu gagne/perd avant/après vivant/mort ouvert/fermé ouvrir/fermer"
    " davantage/moins monte/chute",
}
_NAME = re.compile(r"(?<=[a-zà-ÿ,] )[A-ZÀ-Þ][a-zà-ÿ]{3,}")
_WORDS = re.compile(r"[^\W\d_]+")


def contrasts(claims: Sequence[str], language: str, chance: random.Random) -> Iterator[Contrast]:
    """Every kind that a claim lends itself to, in the claims' order."""
    others = [name for claim in claims[:3000] for name in _NAME.findall(claim)]
    swaps = _swaps(language)
    for claim in claims:
        yield from _numbers(claim, language, chance)
        yield from _denied(claim, language)
        yield from _direction(claim, swaps)
        found = _NAME.findall(claim)
        if found and others:
            mine, new = chance.choice(found), chance.choice(others)
            if new not in claim:
                yield Contrast("name", claim, re.sub(rf"\b{mine}\b", new, claim), False)


def _numbers(claim: str, language: str, chance: random.Random) -> Iterator[Contrast]:
    found = [number for number in numbers(claim, language) if number.kind != "ordinal"]
    if not found:
        return
    number = chance.choice(found)
    before, written, after = (
        claim[: number.start], claim[number.start : number.end], claim[number.end :],
    )  # fmt: skip
    digits = re.search(r"\d+", written)
    if not digits:
        return
    value = int(digits.group())
    step = chance.choice([1, 2, 3, -1]) if value > 3 else chance.choice([1, 2, 5])
    if number.kind != "year" and value >= 10 and chance.random() < 0.5:
        step = chance.choice([value, value * 2, value // 2 or 1])
    new = written[: digits.start()] + str(value + step) + written[digits.end() :]
    yield Contrast("number", claim, before + new + after, False)
    if number.kind == "percent":
        other = {"en": " percent", "fr": " pour cent"}[language]
        if "%" in written:
            yield Contrast(
                "spelling", claim, before + re.sub(r"\s?%", other, written) + after, True
            )
        else:
            figure = re.match(r"[\d.,]+", written)
            if figure:
                yield Contrast("spelling", claim, before + figure.group() + " %" + after, True)
    elif number.kind == "" and number.value >= 1e6 and number.value % 1e5 == 0:
        spelled = f"{number.value / 1e6:g} million"
        if language == "fr":
            spelled = spelled.replace(".", ",") + "s"
        yield Contrast("spelling", claim, before + spelled + after, True)


def _denied(claim: str, language: str) -> Iterator[Contrast]:
    for pattern, replacement in _DENIALS[language]:
        if re.search(pattern, claim):
            yield Contrast("denied", claim, re.sub(pattern, replacement, claim, count=1), False)
            return


def _direction(claim: str, swaps: dict[str, str]) -> Iterator[Contrast]:
    for word in _WORDS.finditer(claim):
        if other := swaps.get(word.group()):
            changed = claim[: word.start()] + other + claim[word.end() :]
            yield Contrast("direction", claim, changed, False)
            return


def _swaps(language: str) -> dict[str, str]:
    pairs = [pair.split("/") for pair in _SWAPS[language].split()]
    return dict(pairs) | {other: one for one, other in pairs}
