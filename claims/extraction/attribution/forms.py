"""The verbs of saying of the lists, in all of their forms."""

from functools import cache
from typing import NamedTuple

from claims.extraction.lexicon import Lexicon


class Forms(NamedTuple):
    """Each form, with its entry."""

    finite: dict[str, str]  # a form and its entry in the lists
    participles: dict[str, str]
    gerunds: dict[str, str]
    pairs: dict[str, str]  # the first word of a form of two: "fait savoir", "pointed out"


@cache
def telling_words(lexicon: Lexicon) -> frozenset[str]:
    """Every word that is a form of a verb of saying, or begins one of two words."""
    found = forms(lexicon)
    entries = (*found.finite, *found.participles, *found.gerunds)
    return frozenset(word.rstrip("'") for entry in entries for word in entry.split())


@cache
def forms(lexicon: Lexicon) -> Forms:
    """Each with the entry of the lists that it belongs to."""
    finite: dict[str, str] = {word: word for word in lexicon.words("other speech forms")}
    participles = {word: word for word in lexicon.words("speech participles")}
    gerunds: dict[str, str] = {}
    regular = _french_forms if lexicon.language == "fr" else _english_forms
    for verb in lexicon.words("regular speech verbs"):
        regular(verb, finite, participles, gerunds)
    pairs: dict[str, str] = {}
    for form in (*finite, *participles, *gerunds):
        head, _space, second = form.partition(" ")
        if second and head not in ("s'", "se"):
            pairs[head] = f"{pairs[head]}|{second}" if head in pairs else second
    return Forms(finite, participles, gerunds, pairs)


def _french_forms(
    verb: str, finite: dict[str, str], participles: dict[str, str], gerunds: dict[str, str]
) -> None:
    lemma = verb
    verb = verb.removeprefix("s'").removeprefix("se ")
    stem = verb.removesuffix("er")
    soft = {"c": "ç", "g": "ge"}.get(stem[-1], stem[-1])
    softened = stem[:-1] + soft
    spoken = {stem}
    if "é" in stem[-3:]:
        at = stem.rindex("é")
        spoken = {stem[:at] + "è" + stem[at + 1 :]}
    elif stem.endswith("el"):
        spoken = {stem + "l"}
    elif stem[-2:] in ("ev", "en"):
        spoken = {stem[:-2] + "è" + stem[-1]}
    for present in spoken:
        finite |= {present + ending: lemma for ending in ("e", "ent", "era", "eront")}
    finite |= {softened + end: lemma for end in ("ait", "aient", "a")} | {stem + "èrent": lemma}
    participles[stem + "é"] = lemma
    gerunds[softened + "ant"] = lemma


def _english_forms(
    verb: str, finite: dict[str, str], participles: dict[str, str], gerunds: dict[str, str]
) -> None:
    head, space, rest = verb.partition(" ")
    stem = head.removesuffix("e")
    if head.endswith("y") and head[-2] not in "aeo":
        past, third = head[:-1] + "ied", head[:-1] + "ies"
    else:
        past, third = stem + "ed", head + ("es" if head.endswith("ss") else "s")
    if head in ("admit", "quip"):
        past = head + head[-1] + "ed"
    finite |= {f"{form}{space}{rest}": verb for form in (past, third)}
    gerunds[f"{stem}ing{space}{rest}"] = verb
