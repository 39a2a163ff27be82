"""A sentence as cues are looked for in it, and a cue as it is found."""

from collections.abc import Sequence
from typing import NamedTuple

from claims.extraction.attribution.kinds import Speaker
from claims.extraction.attribution.speakers import is_name, speaker
from claims.extraction.attribution.tokens import Token
from claims.extraction.attribution.verbs import Verb
from claims.extraction.lexicon import Lexicon

ENDS = frozenset('";:()[]—–…!?.')  # of what a subject may hold
ADJUNCT = 14  # tokens between a verb and what is said


class Cue(NamedTuple):
    """`text[start:end]` tells it, of `speaker`, who may have to be looked for before.

    `said` is the token where the clause with "that" begins, `quote` the one of the quotation that
    the cue belongs to. `when` are the tokens between which a date is that of the saying. A cue that
    `covers` the sentence speaks of all of it.
    """

    start: int
    end: int
    speaker: Speaker
    at: int
    said: int | None = None
    quote: int | None = None
    when: tuple[tuple[int, int], ...] = ()
    covers: bool = False
    continues: bool = False
    first: int = 0


class Reader(NamedTuple):
    """A sentence in which cues are looked for; `known` are words that are names (see `speaker`)."""

    tokens: Sequence[Token]
    lexicon: Lexicon
    known: frozenset[str]

    def norm(self, at: int) -> str:
        return self.tokens[at].norm if 0 <= at < len(self.tokens) else "."

    def within(self, at: int, section: str) -> bool:
        return self.norm(at) in self.lexicon.words(section)

    def speaker(self, first: int, last: int) -> Speaker | None:
        return speaker(self.tokens, first, last, self.lexicon, self.known)

    def name(self, first: int, last: int) -> Speaker | None:
        return is_name(self.tokens, first, last, self.lexicon, self.known)


def cue_of(
    reader: Reader, verb: Verb, subject: Speaker, *,
    said: int | None = None, quote: int | None = None,
    end: int | None = None, covers: bool = False, before: bool = True,
) -> Cue:  # fmt: skip
    tokens = reader.tokens
    limit = said or quote or end or min(len(tokens), verb.last + 6)
    opening = next((i for i in range(min(verb.first, 8)) if reader.norm(i) == ","), 0)
    when = ((verb.first, limit), *(((0, opening),) if before and opening else ()))
    return Cue(
        tokens[verb.first].start, tokens[verb.last - 1].end, subject, verb.first,
        said, quote, when, covers, verb.continues, verb.first,
    )  # fmt: skip
