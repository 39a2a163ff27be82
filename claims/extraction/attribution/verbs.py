"""The verbs of saying, in the forms that tell that somebody said it."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from claims.extraction.attribution.forms import forms
from claims.extraction.attribution.nouns import is_noun
from claims.extraction.attribution.tokens import Token
from claims.extraction.lexicon import Lexicon

_ASIDE = frozenset(("t", "pour", "lui", "elle", "eux"))  # "a-t-", "a pour sa part", "quant à lui"
_BACK = 5  # words between an auxiliary and its participle


class Verb(NamedTuple):
    """Tokens `first` to `last` (not included) say that somebody says something.

    `pronoun` is the one that is hung to it ("a-t-il ajouté"). `sure` verbs report whoever their
    subject is; `takes_object` ones need no "that"; `continues` is said of who spoke before. One
    that is `doubted` ("aurait dit") tells of a saying that the author does not vouch for.
    """

    first: int
    last: int
    pronoun: Token | None = None
    sure: bool = False
    takes_object: bool = False
    continues: bool = False
    doubted: bool = False
    gerund: bool = False


def verbs(tokens: Sequence[Token], lexicon: Lexicon) -> list[Verb]:
    """In the order of the sentence; those that are denied, wished or suffered are left out."""
    find = _french if lexicon.language == "fr" else _english
    found = []
    for at, token in enumerate(tokens):
        if token.word and not token.capital and (verb := find(tokens, at, lexicon)):
            found.append(verb)
    return found


def _french(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Verb | None:
    known = forms(lexicon)
    norm, first, last = tokens[at].norm, at, at + 1
    if second := known.pairs.get(norm):
        last += last < len(tokens) and tokens[last].norm in second.split("|")
    if first and is_noun(tokens[first], lexicon) and _is_determined(tokens[first - 1], lexicon):
        return None  # "la juge", "une note"
    entry = " ".join(token.norm for token in tokens[first:last])
    doubted, pronoun, gerund = False, None, False
    before = tokens[max(0, first - 1)].norm if first else ""
    if entry in known.participles and (aux := _auxiliary(tokens, at, lexicon)) is not None:
        first, doubted = aux, tokens[aux].norm in lexicon.words("auxiliaries of hearsay")
        pronoun = next((t for t in tokens[first + 1 : at] if t.norm in _subjects(lexicon)), None)
        lemma = known.participles[entry]
    elif entry in known.finite and before not in lexicon.words("passive auxiliaries"):
        lemma = known.finite[entry]
        if last < len(tokens) and tokens[last].norm == "t":
            last += 1
        if last < len(tokens) and tokens[last].norm in _subjects(lexicon):
            pronoun = tokens[last]
            last += 1
        elif last > at + 1 and tokens[last - 1].norm == "t":
            last -= 1
    elif entry in known.gerunds:
        lemma, gerund = known.gerunds[entry], True
    else:
        return None
    while first and tokens[first - 1].norm in lexicon.words("clitics"):
        first -= 1
    around = (*tokens[max(0, first - 1) : last], *tokens[last : last + 2])
    if any(token.norm in lexicon.words("negations") for token in around):
        return None
    return _verb(first, last, lemma, lexicon, pronoun=pronoun, doubted=doubted, gerund=gerund)


def _english(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Verb | None:
    known = forms(lexicon)
    norm, last = tokens[at].norm, at + 1
    if second := known.pairs.get(norm):
        last += last < len(tokens) and tokens[last].norm in second.split("|")
    entry = " ".join(token.norm for token in tokens[at:last])
    gerund = entry not in known.finite and entry in known.gerunds
    lemma = known.finite.get(entry) or known.gerunds.get(entry)
    if lemma is None:
        return None
    first = at
    while first and tokens[first - 1].norm in lexicon.words("adverbs"):
        first -= 1
    before = [token.norm for token in tokens[max(0, first - 2) : at]]
    if any(
        word in lexicon.words(section)
        for word in before[-3:]
        for section in ("negations", "modals", "passive auxiliaries")
        if word not in ("as", "when") or word == before[-1]
    ) or any(word.endswith("n't") for word in before):
        return None
    return _verb(first, last, lemma, lexicon, gerund=gerund)


def _is_determined(before: Token, lexicon: Lexicon) -> bool:
    return any(
        before.norm in lexicon.words(section)
        for section in ("determiners", "indefinite determiners")
    )


def _auxiliary(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> int | None:
    """Where the auxiliary of a participle stands, with nothing but small words between."""
    having = lexicon.words("auxiliaries of saying") | lexicon.words("auxiliaries of hearsay")
    between = lexicon.words("adverbs") | lexicon.words("weekdays") | _subjects(lexicon) | _ASIDE
    for back in range(at - 1, max(-1, at - _BACK), -1):
        norm = tokens[back].norm
        if norm in having:
            return back
        if norm in lexicon.words("passive auxiliaries"):
            reflexive = back and tokens[back - 1].norm in ("s'", "se")
            return back if reflexive and norm in ("est", "sont", "était", "étaient") else None
        if norm not in between and not norm.endswith("ment"):
            return None
    return None


def _verb(first: int, last: int, lemma: str, lexicon: Lexicon, **more: object) -> Verb:
    return Verb(
        first,
        last,
        sure=lemma in lexicon.words("sure speech verbs"),
        takes_object=lemma in lexicon.words("speech with an object"),
        continues=lemma in lexicon.words("continuing verbs"),
        **more,  # type: ignore[arg-type]
    )


@cache
def _subjects(lexicon: Lexicon) -> frozenset[str]:
    """Pronouns that follow their verb."""
    return frozenset({"il", "elle", "ils", "elles", "on"})
