"""Words in capitals that are a name together, and the titles before them."""

from collections.abc import Iterator, Sequence
from functools import cache

from claims.extraction.attribution.nouns import is_body
from claims.extraction.attribution.tokens import Token
from claims.extraction.lexicon import Lexicon


def runs_of(
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
        is_body(token.norm, lexicon) or token.norm in lexicon.words("roles")
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


def past_titles(
    tokens: Sequence[Token], first: int, last: int, lexicon: Lexicon
) -> tuple[int, str]:
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


def first_name_within(
    tokens: Sequence[Token], run: tuple[int, int], lexicon: Lexicon
) -> int | None:
    """Where a person's name begins within words in capitals that begin as something else."""
    sections = ("masculine first names", "feminine first names")
    for at in range(run[0] + 1, run[1] - 1):
        if any(tokens[at].norm.split("-")[0] in lexicon.words(section) for section in sections):
            return at
    return None


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
