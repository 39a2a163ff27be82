"""Whom a few words name: "le ministre de l'Intérieur, Bernard Cazeneuve", "he", "the company"."""

from collections.abc import Sequence

from claims.extraction.attribution.beside import follows_noun, is_made_by, named
from claims.extraction.attribution.kinds import NOBODY, Kind, Speaker
from claims.extraction.attribution.nouns import (
    gender_of_role,
    is_body,
    is_document,
    is_noun,
    is_role,
)
from claims.extraction.attribution.runs import first_name_within, past_titles, runs_of
from claims.extraction.attribution.tokens import Token
from claims.extraction.lexicon import Lexicon

_SINGLE = frozenset(("a", "an", "another", "un", "une"))
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
    runs = list(runs_of(tokens, start, last, lexicon, known))
    bare, titles = past_titles(tokens, start, last, lexicon)
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
    (start, last), (bare, runs) = whole, names
    end = runs[0][1]
    name = (max(bare, runs[0][0]), end)
    if end == last:
        return named(tokens, *name, gender, lexicon)
    after = tokens[end].norm
    lasting = runs[-1]
    if lasting[1] == last and lasting != runs[0]:
        before = tokens[lasting[0] - 1]
        if is_role(before.norm, lexicon):
            return named(tokens, *lasting, gender, lexicon, role=before.norm)
    if after == "'s":
        return _unnamed(tokens[last - 1].norm)
    if after in lexicon.words("prepositions") and not indefinite:
        return named(tokens, *name, gender, lexicon)
    if is_role(tokens[last - 1].norm, lexicon) or is_body(tokens[last - 1].norm, lexicon):
        if indefinite or tokens[last - 1].norm in lexicon.words("sources"):
            return _unnamed(tokens[last - 1].norm)
        return Speaker(
            Kind.BODY, tokens[name[0]].start, tokens[last - 1].end, tokens[last - 1].norm
        )
    if tokens[last - 1].norm in lexicon.words("documents"):
        another = indefinite and tokens[start - 1].norm not in _SINGLE  # "its FBI file"
        return NOBODY if another else named(tokens, *name, gender, lexicon)
    return None


def _described(
    tokens: Sequence[Token], whole: tuple[int, int], runs: list[tuple[int, int]],
    indefinite: bool, lexicon: Lexicon,
) -> Speaker | None:  # fmt: skip
    """A function, an institution, or a document, with a name or without."""
    start, last = whole
    head = next(
        (i for i in range(start, min(last, start + 5)) if is_noun(tokens[i], lexicon)), None
    )
    if head is None:
        return None
    norm = tokens[head].norm
    words = [token.norm for token in tokens[start:head]]
    prepositions = lexicon.words("prepositions")
    if any(word in prepositions or word in lexicon.words("passive auxiliaries") for word in words):
        return None
    if any(token.norm in lexicon.words("auxiliaries of saying") for token in tokens[head:last]):
        return None  # a sentence by itself: "voters had"
    gender = gender_of_role(norm, lexicon)
    if runs and runs[-1][1] == last and is_role(norm, lexicon):
        begins = first_name_within(tokens, runs[-1], lexicon)
        if begins:  # "ministre de l'Économie Bruno Le Maire"
            return named(tokens, begins, last, gender, lexicon, role=norm)
    apposed = runs and runs[-1][1] == last and follows_noun(tokens, head, runs[-1][0], lexicon)
    if is_document(norm, lexicon):
        if not runs or runs[-1][1] != last or not is_made_by(tokens, head, runs[-1][0], lexicon):
            return NOBODY
        return named(tokens, *runs[-1], "", lexicon)
    if apposed:
        return named(tokens, *runs[-1], gender, lexicon, role=norm)
    if indefinite or norm in lexicon.words("sources") or norm in lexicon.words("people"):
        return _unnamed(norm)
    if runs or norm in lexicon.words("standing alone"):
        return Speaker(
            Kind.BODY, tokens[start].start, tokens[last - 1].end, norm, gender, role=norm
        )
    if last == head + 1 and norm.endswith("s") and lexicon.language == "en":
        return NOBODY
    return Speaker(Kind.ROLE, tokens[start].start, tokens[last - 1].end, norm, gender, role=norm)


def _unnamed(role: str) -> Speaker:
    """ "an official": a name that is set beside it tells who."""
    return NOBODY._replace(role=role)
