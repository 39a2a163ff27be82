"""A verb and its subject beside what is said: "…, a déclaré X", "…, X said."."""

from claims.extraction.attribution.kinds import NOBODY, Speaker
from claims.extraction.attribution.reader import ADJUNCT, ENDS, Cue, Reader, cue_of
from claims.extraction.attribution.subjects import forward
from claims.extraction.attribution.tokens import QUOTE
from claims.extraction.attribution.verbs import Verb


def inverted(reader: Reader, verb: Verb) -> Cue | None:
    """The subject after the verb."""
    before = reader.norm(verb.first - 1)
    if before not in (QUOTE, ",", "—", "–", "!", "?") and not _is_comment(reader, verb.first - 1):
        return None
    at = _after_adjuncts(reader, verb.last)
    found = forward(reader, at)
    if found is None:
        quoted = before == QUOTE or (before == "," and reader.norm(verb.first - 2) == QUOTE)
        return aside(reader, verb, NOBODY, verb.last) if quoted else None
    subject, end = found
    return aside(reader, verb, subject, end)


def _is_comment(reader: Reader, at: int) -> bool:
    """ "comme l'a dit X", "ainsi que le souligne X", "as X says"."""
    return reader.norm(at) in ("comme", "que", "as") and reader.norm(at - 1) in (
        ",", "ce", "ainsi", QUOTE, ".",
    )  # fmt: skip


def is_aside(reader: Reader, verb: Verb, subject: Speaker) -> bool:
    """Whether subject and verb stand between commas, at the end, or after a quotation."""
    first = verb.first - 1
    if subject.end:
        first = next(i for i, token in enumerate(reader.tokens) if token.start >= subject.start)
    while first and (
        reader.tokens[first - 1].capital
        or reader.within(first - 1, "determiners")
        or reader.within(first - 1, "roles")
    ):
        first -= 1
    before, after = reader.norm(first - 1), reader.norm(verb.last)
    if first == 0 or (before not in (QUOTE, ",", "—", "–")):
        return False
    return (
        before == QUOTE
        or after in (",", ".", "—", "–", QUOTE)
        or after in ("in", "on", "at", "during", "of")
        or reader.within(verb.last, "weekdays")
        or reader.within(verb.last, "adverbs")
    )


def aside(reader: Reader, verb: Verb, subject: Speaker, end: int) -> Cue:
    quote = next(
        (
            place
            for place in (verb.first - 1, verb.first - 2, *range(verb.first - 3, -1, -1))
            if reader.norm(place) == QUOTE
        ),
        None,
    )
    limit = end
    while limit < len(reader.tokens) and limit < end + 8 and reader.norm(limit) not in ENDS:
        limit += 1
    return cue_of(reader, verb, subject, quote=quote, end=limit, covers=True, before=False)


def _after_adjuncts(reader: Reader, at: int) -> int:
    """Behind "hier", "à l'AFP", "sur les ondes de la Chaîne III,": where the subject may stand."""
    tokens = reader.tokens
    while at < len(tokens) and (
        reader.within(at, "weekdays")
        or reader.within(at, "adverbs")
        or reader.within(at, "parts of a day")
    ):
        at += 1
    if reader.within(at, "prepositions") and reader.norm(at) not in ("de", "des", "d'", "du", "of"):
        for place in range(at + 1, min(len(tokens), at + ADJUNCT)):
            if reader.norm(place) == ",":
                return place + 1
            if reader.norm(place) in ENDS:
                break
        return _past_short_adjunct(reader, at)
    return at + 1 if reader.norm(at) == "," and at else at


def _past_short_adjunct(reader: Reader, at: int) -> int:
    """ "à l'AFP Jean Dupont": one preposition with its noun."""
    place = at + 1
    if reader.within(place, "determiners") or reader.norm(place) == "presse":
        place += 1
    return (
        place + 1 if reader.tokens[at + 1 : place + 2] and reader.lexicon.language == "fr" else at
    )
