"""The verbs of saying, in the forms that tell that somebody said it."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from claims.extraction.attribution.tokens import Token
from claims.extraction.lexicon import Lexicon

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


class _Forms(NamedTuple):
    finite: dict[str, str]  # a form and its entry in the lists
    participles: dict[str, str]
    gerunds: dict[str, str]
    pairs: dict[str, str]  # the first word of a form of two: "fait savoir", "pointed out"


def verbs(tokens: Sequence[Token], lexicon: Lexicon) -> list[Verb]:
    """In the order of the sentence; those that are denied, wished or suffered are left out."""
    find = _french if lexicon.language == "fr" else _english
    found = []
    for at, token in enumerate(tokens):
        if token.word and not token.capital and (verb := find(tokens, at, lexicon)):
            found.append(verb)
    return found


def _french(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Verb | None:
    forms = _forms(lexicon)
    norm, first, last = tokens[at].norm, at, at + 1
    if second := forms.pairs.get(norm):
        last += last < len(tokens) and tokens[last].norm in second.split("|")
    entry = " ".join(token.norm for token in tokens[first:last])
    doubted, pronoun, gerund = False, None, False
    before = tokens[max(0, first - 1)].norm if first else ""
    if entry in forms.participles and (aux := _auxiliary(tokens, at, lexicon)) is not None:
        first, doubted = aux, tokens[aux].norm in lexicon.words("auxiliaries of hearsay")
        pronoun = next((t for t in tokens[first + 1 : at] if t.norm in _subjects(lexicon)), None)
        lemma = forms.participles[entry]
    elif entry in forms.finite and before not in lexicon.words("passive auxiliaries"):
        lemma = forms.finite[entry]
        if last < len(tokens) and tokens[last].norm == "t":
            last += 1
        if last < len(tokens) and tokens[last].norm in _subjects(lexicon):
            pronoun = tokens[last]
            last += 1
        elif last > at + 1 and tokens[last - 1].norm == "t":
            last -= 1
    elif entry in forms.gerunds:
        lemma, gerund = forms.gerunds[entry], True
    else:
        return None
    while first and tokens[first - 1].norm in lexicon.words("clitics"):
        first -= 1
    around = (*tokens[max(0, first - 1) : last], *tokens[last : last + 2])
    if any(token.norm in lexicon.words("negations") for token in around):
        return None
    return _verb(first, last, lemma, lexicon, pronoun=pronoun, doubted=doubted, gerund=gerund)


def _english(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Verb | None:
    forms = _forms(lexicon)
    norm, last = tokens[at].norm, at + 1
    if second := forms.pairs.get(norm):
        last += last < len(tokens) and tokens[last].norm in second.split("|")
    entry = " ".join(token.norm for token in tokens[at:last])
    gerund = entry not in forms.finite and entry in forms.gerunds
    lemma = forms.finite.get(entry) or forms.gerunds.get(entry)
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


def _auxiliary(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> int | None:
    """Where the auxiliary of a participle stands, with nothing but small words between."""
    having = lexicon.words("auxiliaries of saying") | lexicon.words("auxiliaries of hearsay")
    between = lexicon.words("adverbs") | lexicon.words("weekdays") | _subjects(lexicon) | {"t"}
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


@cache
def forms(lexicon: Lexicon) -> frozenset[str]:
    """Every word that is a form of a verb of saying, or begins one of two words."""
    found = _forms(lexicon)
    entries = (*found.finite, *found.participles, *found.gerunds)
    return frozenset(word.rstrip("'") for entry in entries for word in entry.split())


@cache
def _forms(lexicon: Lexicon) -> _Forms:
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
    return _Forms(finite, participles, gerunds, pairs)


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
        finite |= {present + "e": lemma, present + "ent": lemma}
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
