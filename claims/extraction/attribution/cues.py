"""What in a sentence tells that somebody says it: a verb with its subject, "selon", "X : « … »"."""

from collections.abc import Iterator, Sequence

from claims.extraction.attribution.kinds import Kind
from claims.extraction.attribution.reader import Cue, Reader
from claims.extraction.attribution.reports import of_verb
from claims.extraction.attribution.sources import of_colon, of_hearsay, of_sources
from claims.extraction.attribution.tokens import Token
from claims.extraction.attribution.verbs import verbs
from claims.extraction.lexicon import Lexicon

_MOST = 40  # verbs of a sentence that are looked at


def cue(tokens: Sequence[Token], lexicon: Lexicon, known: frozenset[str]) -> Cue | None:
    """The outermost one: who tells the whole sentence, whatever is told in it of others."""
    reader = Reader(tokens, lexicon, known)
    found = sorted(_cues(reader), key=lambda each: each.at)
    covering = [each for each in found if each.covers]
    if covering:
        return _clearest(covering)
    return found[0] if found else None


def _clearest(found: list[Cue]) -> Cue:
    """The one that names somebody, the last of them."""
    named = [each for each in found if each.speaker.kind is not Kind.NOBODY]
    return (named or found)[-1]


def _cues(reader: Reader) -> Iterator[Cue]:
    for verb in verbs(reader.tokens, reader.lexicon)[:_MOST]:
        if found := of_verb(reader, verb):
            yield found
    yield from of_sources(reader)
    if found := of_colon(reader):
        yield found
    yield from of_hearsay(reader)
