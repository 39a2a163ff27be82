"""A verb that tells what somebody says: "X affirme que …", "X said …"."""

from claims.extraction.attribution.asides import aside, inverted, is_aside
from claims.extraction.attribution.kinds import NOBODY, Speaker
from claims.extraction.attribution.reader import ADJUNCT, ENDS, Cue, Reader, cue_of
from claims.extraction.attribution.subjects import subject_before
from claims.extraction.attribution.tokens import QUOTE
from claims.extraction.attribution.verbs import Verb

_BESIDE = frozenset(("et", "mais", "and", "but", "or", "car", "puis"))
_COMPARED = frozenset(("so", "such"))
_RESUMED = frozenset(("que", "qu'", "that", QUOTE))


def of_verb(reader: Reader, verb: Verb) -> Cue | None:
    if _is_own(reader, verb.first - 1):
        return None
    if verb.gerund:
        return _report(reader, verb, NOBODY, None) if _clause(reader, verb.last) else None
    if verb.doubted:
        return cue_of(reader, verb, NOBODY)
    if verb.pronoun:
        at = reader.tokens.index(verb.pronoun)
        hung = reader.speaker(at, at + 1)
        return aside(reader, verb, hung, at + 1) if hung else None
    clause = _clause(reader, verb.last)
    subject = subject_before(reader, verb.first)
    resumes = clause is None or reader.norm(clause) == QUOTE  # "“…”, said X, “…”"
    if resumes and not subject and (found := inverted(reader, verb)):
        return found
    if clause is not None:
        if subject is None and not verb.sure:
            return None
        return _report(reader, verb, subject or NOBODY, clause)
    if subject is None:
        return None
    if reader.within(verb.last, "infinitives of saying") and verb.sure:
        return cue_of(reader, verb, subject)  # "X affirme avoir …"
    if is_aside(reader, verb, subject):
        return aside(reader, verb, subject, verb.last)
    if verb.takes_object and not _is_subordinate(reader, subject):
        return cue_of(reader, verb, subject) if _has_object(reader, verb.last) else None
    if reader.lexicon.language == "en" and verb.sure and _goes_on(reader, verb.last):
        return _report(reader, verb, subject, None)
    return None


def _is_own(reader: Reader, at: int) -> bool:
    """ "J'affirme que", "those who say that": the author's word, or that of any such person."""
    return any(reader.within(at, section) for section in ("I", "relative words")) and at >= 0


def _is_subordinate(reader: Reader, subject: Speaker) -> bool:
    """ "after the company announced it": what the sentence says is something else."""
    first = next((i for i, t in enumerate(reader.tokens) if t.start >= subject.start), 0)
    return any(
        reader.within(place, "conjunctions") and reader.norm(place) not in _BESIDE
        for place in range(max(0, first - 3), first)
    )


def _clause(reader: Reader, at: int) -> int | None:
    """Where what is said begins: after "that", or at the colon and the quotation."""
    for place in range(at, min(len(reader.tokens), at + ADJUNCT)):
        norm = reader.norm(place)
        if reader.within(place, "say that"):
            if norm == "that" and reader.norm(place - 1) in _COMPARED:
                return None
            return place + 1
        if norm == QUOTE:
            return place
        if norm == ":" and reader.norm(place + 1) == QUOTE:
            return place + 1
        if norm in ENDS or (place > at and reader.within(place, "relative words")):
            return None
        if _breaks_off(reader, place):
            return None
    return None


def _breaks_off(reader: Reader, at: int) -> bool:
    """Whether another clause begins here, so that no "that" behind it belongs to the verb."""
    if reader.norm(at) not in (",", "et", "and", "mais", "but"):
        return False
    if reader.norm(at + 1) in _RESUMED:
        return False
    return reader.norm(at) != "," or not _closes_before_clause(reader, at)


def _closes_before_clause(reader: Reader, comma: int) -> bool:
    """A second comma shortly before "that": "said, after the vote, that"."""
    for place in range(comma + 1, min(len(reader.tokens), comma + 8)):
        if reader.norm(place) == ",":
            return reader.norm(place + 1) in _RESUMED
    return False


def _goes_on(reader: Reader, at: int) -> bool:
    """English leaves "that" out: a clause follows, or a person who is told it."""
    if at >= len(reader.tokens) or reader.norm(at) in ENDS or reader.norm(at) == ",":
        return False
    return not reader.within(at, "prepositions") or reader.norm(at) in ("in", "on", "at", "after")


def _has_object(reader: Reader, at: int) -> bool:
    return (
        reader.norm(at) not in ENDS
        and reader.norm(at) != ","
        and not reader.within(at, "conjunctions")
    )


def _report(reader: Reader, verb: Verb, subject: Speaker, clause: int | None) -> Cue:
    quoted = clause if clause is not None and reader.norm(clause) == QUOTE else None
    opens = quoted is not None and not reader.within(clause - 1 if clause else 0, "say that")
    return cue_of(
        reader,
        verb,
        subject,
        said=clause if not opens else None,
        quote=quoted if opens else None,
    )
