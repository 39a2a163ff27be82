"""A name and the noun that stands beside it: whose report it is, and where the name begins."""

from collections.abc import Sequence

from claims.extraction.attribution.kinds import Kind, Speaker
from claims.extraction.attribution.nouns import is_civil, is_role
from claims.extraction.attribution.runs import first_name_within
from claims.extraction.attribution.tokens import Token
from claims.extraction.lexicon import Lexicon

_ARTICLES = frozenset(("l'", "la", "le", "les", "the"))
_BY = frozenset(("of", "by", "from", "de", "du", "des", "d'", "par"))


def is_made_by(tokens: Sequence[Token], head: int, run: int, lexicon: Lexicon) -> bool:
    """ "a report by the X", "l'étude Y", "results of the Z"; but not "results of polls for X"."""
    while run - 1 > head and tokens[run - 1].norm in lexicon.words("determiners"):
        run -= 1
    return run - 1 == head or (run - 2 == head and tokens[run - 1].norm in _BY)


def follows_noun(tokens: Sequence[Token], head: int, run: int, lexicon: Lexicon) -> bool:
    """Whether the name is that of whom the noun tells: no preposition parts them."""
    before = tokens[run - 1].norm
    if before in lexicon.words("prepositions"):
        return False
    return not (before in _ARTICLES and run - 1 > head)


def named(
    tokens: Sequence[Token], first: int, last: int, gender: str, lexicon: Lexicon, role: str = ""
) -> Speaker | None:
    """A name at the tokens `first` to `last`, without the function that stands before it."""
    for at in range(last - 2, first, -1):  # "NASA Administrator Jim Bridenstine"
        if is_role(tokens[at].norm, lexicon):
            first = _behind_role(tokens, first, at, last, lexicon)
            break
    words = [token.norm for token in tokens[first:last]]
    if not words:
        return None
    given = words[0].split("-")[0]
    if len(words) == 1 and first and is_civil(tokens[first - 1].norm, lexicon):
        first -= 1  # "M. Dupuis"
    if not gender and len(words) > 1:
        if given in lexicon.words("masculine first names"):
            gender = "m"
        elif given in lexicon.words("feminine first names"):
            gender = "f"
    return Speaker(
        Kind.NAME, tokens[first].start, tokens[last - 1].end, " ".join(words), gender, role=role
    )


def _behind_role(
    tokens: Sequence[Token], first: int, role: int, last: int, lexicon: Lexicon
) -> int:
    """Where the person's name begins: "Chief of Staff Katie Walsh" has none that is certain but
    by a first name that is known."""
    if tokens[role + 1].norm not in _BY:
        return role + 1
    return first_name_within(tokens, (role, last), lexicon) or first
