"""Whom a few words name: "le ministre de l'Intérieur, Bernard Cazeneuve", "he", "the company"."""

from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cache
from typing import NamedTuple

from claims.extraction.attribution.tokens import Token
from claims.extraction.lexicon import Lexicon


class Kind(Enum):
    NAME = "name"  # of a person or an organisation
    BODY = "body"  # "parquet de La Rochelle", "White House spokesman": words that tell who it is
    ROLE = "role"  # "le ministre": who that is must be known from before
    PRONOUN = "pronoun"
    NOBODY = "nobody"  # "des sources", "an official": somebody, who is not named


class Speaker(NamedTuple):
    """Who speaks, at `text[start:end]` where it is named. `gender` is "m", "f" or "" (unknown)."""

    kind: Kind
    start: int = 0
    end: int = 0
    norm: str = ""
    gender: str = ""
    plural: bool = False
    role: str = ""


NOBODY = Speaker(Kind.NOBODY)
_ARTICLES = frozenset(("l'", "la", "le", "les", "the"))
_MOST = 14  # words of a name with its function


def speaker(
    tokens: Sequence[Token], first: int, last: int, lexicon: Lexicon, known: frozenset[str]
) -> Speaker | None:
    """Whom the tokens `first` to `last` (not included) name, all of them together; None if nobody.

    `known` are words that have a capital within sentences somewhere in the text: a capital at a
    sentence's beginning says nothing by itself.
    """
    while last > first and tokens[last - 1].norm in lexicon.words("adverbs"):
        last -= 1
    if not first < last <= first + _MOST or not all(t.word for t in tokens[first:last]):
        return None
    if last - first == 1 and (found := _pronoun(tokens[first], lexicon)):
        return found
    indefinite = tokens[first].norm in lexicon.words("indefinite determiners")
    start = first
    if indefinite or tokens[first].norm in lexicon.words("determiners"):
        start += 1
    runs = list(_runs(tokens, start, last, lexicon, known))
    bare, titles = _titles(tokens, start, last, lexicon)
    if runs and runs[0][0] <= bare < runs[0][1]:
        return _named_first(tokens, (start, last), (bare, runs), titles, indefinite, lexicon)
    return _described(tokens, (start, last), runs, indefinite, lexicon)


def is_name(
    tokens: Sequence[Token], first: int, last: int, lexicon: Lexicon, known: frozenset[str]
) -> Speaker | None:
    """The same, where it is the name of a person in full, or one with a title, and nothing else."""
    found = speaker(tokens, first, last, lexicon, known)
    if found is None or found.kind is not Kind.NAME:
        return None
    return found if last - first > 1 and tokens[first].capital else None


def _pronoun(token: Token, lexicon: Lexicon) -> Speaker | None:
    norm = token.norm
    if norm in lexicon.words("anybody"):
        return NOBODY
    for section, gender, plural in (("he", "m", False), ("she", "f", False), ("they", "", True)):
        if norm in lexicon.words(section):
            return Speaker(Kind.PRONOUN, token.start, token.end, norm, gender, plural)
    if norm in lexicon.words("it"):
        return Speaker(Kind.PRONOUN, token.start, token.end, norm)
    return None


def _named_first(
    tokens: Sequence[Token], whole: tuple[int, int], names: tuple[int, list[tuple[int, int]]],
    gender: str, indefinite: bool, lexicon: Lexicon,
) -> Speaker | None:  # fmt: skip
    """A name, and what may follow it: "Biden's lawyer", "NASA administrator Michael Griffin"."""
    (_start, last), (bare, runs) = whole, names
    end = runs[0][1]
    name = (max(bare, runs[0][0]), end)
    if end == last:
        return _name(tokens, *name, gender, lexicon)
    after = tokens[end].norm
    lasting = runs[-1]
    if lasting[1] == last and lasting != runs[0]:
        before = tokens[lasting[0] - 1]
        if _is_role(before.norm, lexicon):
            return _name(tokens, *lasting, gender, lexicon, role=before.norm)
    if after == "'s":
        return NOBODY
    if after in lexicon.words("prepositions") and not indefinite:
        return _name(tokens, *name, gender, lexicon)
    if _is_role(tokens[last - 1].norm, lexicon) or _is_body(tokens[last - 1].norm, lexicon):
        if indefinite or tokens[last - 1].norm in lexicon.words("sources"):
            return NOBODY
        return Speaker(
            Kind.BODY, tokens[name[0]].start, tokens[last - 1].end, tokens[last - 1].norm
        )
    if tokens[last - 1].norm in lexicon.words("documents"):
        return _name(tokens, *name, gender, lexicon)
    return None


def _described(
    tokens: Sequence[Token], whole: tuple[int, int], runs: list[tuple[int, int]],
    indefinite: bool, lexicon: Lexicon,
) -> Speaker | None:  # fmt: skip
    """A function, an institution, or a document, with a name or without."""
    start, last = whole
    head = next((i for i in range(start, min(last, start + 5)) if _noun(tokens[i], lexicon)), None)
    if head is None:
        return None
    norm = tokens[head].norm
    words = [token.norm for token in tokens[start:head]]
    prepositions = lexicon.words("prepositions")
    if any(word in prepositions for word in words):
        return None
    gender = _gender_of_role(norm, lexicon)
    if runs and runs[-1][1] == last and _is_role(norm, lexicon):
        begins = _first_name(tokens, runs[-1], lexicon)
        if begins:  # "ministre de l'Économie Bruno Le Maire"
            return _name(tokens, begins, last, gender, lexicon, role=norm)
    apposed = runs and runs[-1][1] == last and _follows_noun(tokens, head, runs[-1][0], lexicon)
    if _is_document(norm, lexicon):
        if not runs or runs[-1][1] != last:
            return NOBODY
        return _name(tokens, *runs[-1], "", lexicon)
    if apposed:
        return _name(tokens, *runs[-1], gender, lexicon, role=norm)
    if indefinite or norm in lexicon.words("sources") or norm in lexicon.words("people"):
        return NOBODY
    if runs or norm in lexicon.words("standing alone"):
        return Speaker(
            Kind.BODY, tokens[start].start, tokens[last - 1].end, norm, gender, role=norm
        )
    if last == head + 1 and norm.endswith("s") and lexicon.language == "en":
        return NOBODY
    return Speaker(Kind.ROLE, tokens[start].start, tokens[last - 1].end, norm, gender, role=norm)


def _follows_noun(tokens: Sequence[Token], head: int, run: int, lexicon: Lexicon) -> bool:
    """Whether the name is that of whom the noun tells: no preposition parts them."""
    before = tokens[run - 1].norm
    if before in lexicon.words("prepositions"):
        return False
    return not (before in _ARTICLES and run - 1 > head)


def _name(
    tokens: Sequence[Token], first: int, last: int, gender: str, lexicon: Lexicon, role: str = ""
) -> Speaker | None:
    for at in range(last - 2, first, -1):  # "NASA Administrator Jim Bridenstine"
        if _is_role(tokens[at].norm, lexicon):
            first = at + 1
            break
    words = [token.norm for token in tokens[first:last]]
    if not words:
        return None
    given = words[0].split("-")[0]
    if len(words) == 1 and first and _is_civil(tokens[first - 1].norm, lexicon):
        first -= 1  # "M. Dupuis"
    if not gender and len(words) > 1:
        if given in lexicon.words("masculine first names"):
            gender = "m"
        elif given in lexicon.words("feminine first names"):
            gender = "f"
    return Speaker(
        Kind.NAME, tokens[first].start, tokens[last - 1].end, " ".join(words), gender, role=role
    )


def _first_name(tokens: Sequence[Token], run: tuple[int, int], lexicon: Lexicon) -> int | None:
    """Where a person's name begins within words in capitals that begin as something else."""
    sections = ("masculine first names", "feminine first names")
    for at in range(run[0] + 1, run[1] - 1):
        if any(tokens[at].norm.split("-")[0] in lexicon.words(section) for section in sections):
            return at
    return None


def _is_civil(norm: str, lexicon: Lexicon) -> bool:
    return norm in lexicon.words("masculine titles") or norm in lexicon.words("feminine titles")


def _runs(
    tokens: Sequence[Token], first: int, last: int, lexicon: Lexicon, known: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """Names: words in capitals, and the small words that hold them together."""
    particles = lexicon.words("name particles")
    at = first
    while at < last:
        if not _is_capital(tokens, at, lexicon, known):
            at += 1
            continue
        end = at + 1
        while end < last:
            following = end
            while following < last and following - end < 2 and _is(tokens[following], particles):
                following += 1
            joined = following == end or _may_join(tokens, at, end, lexicon)
            if joined and following < last and _is_capital(tokens, following, lexicon, known):
                end = following + 1
            else:
                break
        yield at, end
        at = end


def _is(token: Token, particles: frozenset[str]) -> bool:
    return token.norm in particles and not token.capital  # "Le Maire" is a name


def _may_join(tokens: Sequence[Token], first: int, end: int, lexicon: Lexicon) -> bool:
    """ "Charles de Gaulle", "Haut Conseil de Santé"; but of "Jean Dupont de Lyon" the name ends."""
    return end - first == 1 or any(
        _is_body(token.norm, lexicon) or token.norm in lexicon.words("roles")
        for token in tokens[first:end]
    )


def _is_capital(tokens: Sequence[Token], at: int, lexicon: Lexicon, known: frozenset[str]) -> bool:
    token = tokens[at]
    if not (token.capital or (token.norm[:1].isdigit() and at and tokens[at - 1].capital)):
        return False
    if token.norm in lexicon.words("months") or token.norm in lexicon.words("weekdays"):
        return False
    if at and tokens[at - 1].norm not in ('"', ":", "—", "–", "…"):
        return True
    if token.norm in lexicon.words("sentence starters") or token.norm in _small(lexicon):
        return False
    following = at + 1 < len(tokens) and tokens[at + 1].capital
    return following or token.norm in known or lexicon.language == "fr" or token.norm[-1] != "s"


def _titles(tokens: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> tuple[int, str]:
    """Where the name begins behind its titles, and the gender that they tell."""
    gender = ""
    while first < last - 1:
        norm = tokens[first].norm
        if norm in lexicon.words("masculine titles"):
            gender = "m"
        elif norm in lexicon.words("feminine titles"):
            gender = "f"
        elif norm not in lexicon.words("other titles"):
            break
        first += 1
    return first, gender


def _noun(token: Token, lexicon: Lexicon) -> bool:
    return any(
        token.norm in lexicon.words(section)
        for section in ("roles", "institutions", "documents", "sources", "people")
    )


def _is_role(norm: str, lexicon: Lexicon) -> bool:
    return norm in lexicon.words("roles") or norm in lexicon.words("other titles")


def _is_body(norm: str, lexicon: Lexicon) -> bool:
    return norm in lexicon.words("institutions")


def _is_document(norm: str, lexicon: Lexicon) -> bool:
    return norm in lexicon.words("documents")


def _gender_of_role(norm: str, lexicon: Lexicon) -> str:
    """What the ending tells, in French."""
    if lexicon.language != "fr":
        men, women = ("spokesman", "chairman"), ("spokeswoman", "chairwoman")
        return "m" if norm in men else "f" if norm in women else ""
    if norm.endswith(("ente", "rice", "euse", "ée", "ienne", "ière", "onne", "ate", "ante")):
        return "f"
    if norm.endswith(("ent", "eur", "ien", "ier", "é", "at", "ant", "on")):
        return "m"
    return ""


@cache
def _small(lexicon: Lexicon) -> frozenset[str]:
    """Words that have a capital only where a sentence begins."""
    return frozenset().union(
        *(
            lexicon.words(section)
            for section in (
                "determiners", "indefinite determiners", "prepositions", "conjunctions", "adverbs",
                "roles", "institutions", "documents", "sources", "people", "small words",
                "anybody", "he", "she", "they", "it", "I",
            )
        )
    )  # fmt: skip
