"""What in a sentence tells that somebody says it: a verb with its subject, "selon", "X : « … »"."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from claims.extraction.attribution.speakers import NOBODY, Kind, Speaker, is_name, speaker
from claims.extraction.attribution.tokens import QUOTE, Token
from claims.extraction.attribution.verbs import Verb, verbs
from claims.extraction.lexicon import Lexicon

_ENDS = frozenset('";:()[]—–…!?.')  # of what a subject may hold
_REACH = 24  # tokens of what stands between commas
_ADJUNCT = 14  # tokens between a verb and what is said
_NESTED = 3
_MOST = 40  # verbs of a sentence that are looked at


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
        if found := _of_verb(reader, verb):
            yield found
    yield from _of_sources(reader)
    if found := _of_colon(reader):
        yield found
    yield from _of_hearsay(reader)


# --- Verbs


def _of_verb(reader: Reader, verb: Verb) -> Cue | None:
    if _is_own(reader, verb.first - 1):
        return None
    if verb.gerund:
        return _report(reader, verb, NOBODY, None) if _clause(reader, verb.last) else None
    if verb.doubted:
        return _cue(reader, verb, NOBODY)
    if verb.pronoun:
        hung = reader.speaker(*(_at := _place(reader, verb.pronoun)))
        return _aside(reader, verb, hung, _at[1]) if hung else None
    clause = _clause(reader, verb.last)
    subject = _subject(reader, verb.first)
    if clause is None and not subject and (found := _inverted(reader, verb)):
        return found
    if clause is not None:
        if subject is None and not verb.sure:
            return None
        return _report(reader, verb, subject or NOBODY, clause)
    if subject is None:
        return None
    if _is_aside(reader, verb, subject):
        return _aside(reader, verb, subject, verb.last)
    if (
        verb.takes_object
        and not _is_subordinate(reader, subject)
        and reader.tokens[verb.last - 1 : verb.last]
    ):
        return _cue(reader, verb, subject) if _has_object(reader, verb.last) else None
    if reader.lexicon.language == "en" and verb.sure and _goes_on(reader, verb.last):
        return _report(reader, verb, subject, None)
    return None


def _is_own(reader: Reader, at: int) -> bool:
    """ "J'affirme que", "those who say that": the author's word, or that of any such person."""
    return any(reader.within(at, section) for section in ("I", "relative words")) and at >= 0


def _place(reader: Reader, token: Token) -> tuple[int, int]:
    at = reader.tokens.index(token)
    return at, at + 1


def _is_subordinate(reader: Reader, subject: Speaker) -> bool:
    """ "after the company announced it": what the sentence says is something else."""
    first = next((i for i, t in enumerate(reader.tokens) if t.start >= subject.start), 0)
    return any(
        reader.within(place, "conjunctions") and reader.norm(place) not in _BESIDE
        for place in range(max(0, first - 3), first)
    )


_BESIDE = frozenset(("et", "mais", "and", "but", "or", "car", "puis"))


def _clause(reader: Reader, at: int) -> int | None:
    """Where what is said begins: after "that", or at the colon and the quotation."""
    for place in range(at, min(len(reader.tokens), at + _ADJUNCT)):
        norm = reader.norm(place)
        if reader.within(place, "say that"):
            if norm == "that" and reader.norm(place - 1) in _COMPARED:
                return None
            return place + 1
        if norm == QUOTE:
            return place
        if norm == ":" and reader.norm(place + 1) == QUOTE:
            return place + 1
        if norm in _ENDS or (place > at and reader.within(place, "relative words")):
            return None
        goes_on = reader.norm(place + 1) in _RESUMED
        if norm in (",", "et", "and", "mais", "but") and not goes_on:  # noqa: SIM102 - two thoughts
            if norm != "," or not _closes_before_clause(reader, place):
                return None
    return None


_COMPARED = frozenset(("so", "such"))
_RESUMED = frozenset(("que", "qu'", "that", QUOTE))


def _closes_before_clause(reader: Reader, comma: int) -> bool:
    """A second comma shortly before "that": "said, after the vote, that"."""
    for place in range(comma + 1, min(len(reader.tokens), comma + 8)):
        if reader.norm(place) == ",":
            return reader.norm(place + 1) in _RESUMED
    return False


def _goes_on(reader: Reader, at: int) -> bool:
    """English leaves "that" out: a clause follows, or a person who is told it."""
    if at >= len(reader.tokens) or reader.norm(at) in _ENDS or reader.norm(at) == ",":
        return False
    return not reader.within(at, "prepositions") or reader.norm(at) in ("in", "on", "at", "after")


def _has_object(reader: Reader, at: int) -> bool:
    return (
        reader.norm(at) not in _ENDS
        and reader.norm(at) != ","
        and not reader.within(at, "conjunctions")
    )


def _report(reader: Reader, verb: Verb, subject: Speaker, clause: int | None) -> Cue:
    quoted = clause if clause is not None and reader.norm(clause) == QUOTE else None
    opens = quoted is not None and not reader.within(clause - 1 if clause else 0, "say that")
    return _cue(
        reader,
        verb,
        subject,
        said=clause if not opens else None,
        quote=quoted if opens else None,
    )


def _cue(
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


# --- A verb and its subject beside what is said: "…, a déclaré X", "…, X said."


def _inverted(reader: Reader, verb: Verb) -> Cue | None:
    """The subject after the verb."""
    before = reader.norm(verb.first - 1)
    if before not in (QUOTE, ",", "—", "–", "!", "?") and not _is_comment(reader, verb.first - 1):
        return None
    at = _after_adjuncts(reader, verb.last)
    found = _forward(reader, at)
    if found is None:
        return _aside(reader, verb, NOBODY, verb.last) if before == QUOTE else None
    subject, end = found
    return _aside(reader, verb, subject, end)


def _is_comment(reader: Reader, at: int) -> bool:
    """ "comme l'a dit X", "ainsi que le souligne X", "as X says"."""
    return reader.norm(at) in ("comme", "que", "as") and reader.norm(at - 1) in (
        ",", "ce", "ainsi", QUOTE, ".",
    )  # fmt: skip


def _is_aside(reader: Reader, verb: Verb, subject: Speaker) -> bool:
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


def _aside(reader: Reader, verb: Verb, subject: Speaker, end: int) -> Cue:
    quote = next(
        (
            place
            for place in (verb.first - 1, verb.first - 2, *range(verb.first - 3, -1, -1))
            if reader.norm(place) == QUOTE
        ),
        None,
    )
    limit = end
    while limit < len(reader.tokens) and limit < end + 8 and reader.norm(limit) not in _ENDS:
        limit += 1
    return _cue(reader, verb, subject, quote=quote, end=limit, covers=True, before=False)


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
        for place in range(at + 1, min(len(tokens), at + _ADJUNCT)):
            if reader.norm(place) == ",":
                return place + 1
            if reader.norm(place) in _ENDS:
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


def _forward(reader: Reader, at: int) -> tuple[Speaker, int] | None:
    """The longest phrase from `at` that names somebody, with the name set beside a function."""
    end = at
    while end < len(reader.tokens) and end < at + _ADJUNCT and _holds(reader, end):
        end += 1
    for last in range(end, at, -1):
        found = reader.speaker(at, last)
        if found and _is_whole(reader, last):
            break
    else:
        return None
    if found.kind in (Kind.BODY, Kind.ROLE) and reader.norm(last) == ",":
        for far in range(min(len(reader.tokens), last + 6), last + 2, -1):
            apposed = reader.name(last + 1, far)
            if apposed and reader.norm(far) in (",", ".", QUOTE, "(", ";"):
                return apposed._replace(role=found.role, gender=apposed.gender or found.gender), far
    if reader.norm(last) in ("et", "and") and found.kind is Kind.NAME:
        following = reader.speaker(last + 1, last + 2) or reader.speaker(last + 1, last + 3)
        if following and following.kind is Kind.NAME:
            return NOBODY, last  # two of them
    return found, last


def _holds(reader: Reader, at: int) -> bool:
    token = reader.tokens[at]
    if reader.within(at, "prepositions") and reader.norm(at) not in _OF:
        return False
    return token.word and not reader.within(at, "conjunctions")


_OF = frozenset(("de", "du", "des", "d'", "of", "for"))


def _is_whole(reader: Reader, last: int) -> bool:
    """Whether the phrase ends here: a sign, or a small word that begins another, comes next."""
    if last >= len(reader.tokens) or not reader.tokens[last].word:
        return True
    return any(
        reader.within(last, section)
        for section in (
            "prepositions", "conjunctions", "adverbs", "weekdays", "relative words",
            "determiners", "indefinite determiners", "clitics",
        )
    ) or reader.norm(last).endswith(("ant", "ing"))  # fmt: skip


# --- The subject before the verb


def _subject(reader: Reader, end: int, depth: int = 0) -> Speaker | None:
    """Who stands right before token `end`, behind what is set between commas or brackets."""
    if reader.norm(end - 1) == ")":
        opening = _back_to(reader, end - 2, "(")
        return _subject(reader, opening, depth) if opening else None
    if reader.norm(end - 1).isdigit() and reader.norm(end - 2) == ",":
        return _subject(reader, end - 2, depth)  # an age
    if reader.norm(end - 1) == ",":
        return _before_comma(reader, end - 1, depth) if depth < _NESTED else None
    first = end
    while first and first > end - _ADJUNCT and _belongs(reader, first - 1, end):
        first -= 1
    before = reader.norm(first - 1) if first else ""
    if before in ("et", "and") and first > 1 and reader.tokens[first - 2].capital:
        return NOBODY  # two of them
    return _longest(reader, first, end)


def _longest(reader: Reader, first: int, end: int) -> Speaker | None:
    """The phrase that ends here, without the circumstances that stand before it."""
    for start in range(first, end):
        if start > first and not _may_begin(reader, first, start):
            continue
        if found := reader.speaker(start, end):
            return found
    return None


def _may_begin(reader: Reader, first: int, start: int) -> bool:
    """Whether what is left out are circumstances: "Hier", "In a statement", and no preposition
    that rules the rest."""
    previous = start - 1
    if reader.within(previous, "weekdays") or reader.within(previous, "adverbs"):
        return True
    if reader.within(previous, "parts of a day") or reader.within(previous, "conjunctions"):
        return True
    return reader.norm(previous).isdigit() and start - first <= 4


def _belongs(reader: Reader, at: int, end: int) -> bool:
    token = reader.tokens[at]
    return token.word and (
        not reader.within(at, "conjunctions") or reader.norm(at) in ("for", "ainsi", "aussi")
    )


def _before_comma(reader: Reader, comma: int, depth: int) -> Speaker | None:
    """ "X, ministre de Y," or "le ministre de Y, X,": the name may be either of them."""
    opening = _back_to(reader, comma - 1, ",")
    if opening is None:
        return None
    head = _subject(reader, opening, depth + 1)
    inside = reader.name(opening + 1, comma)
    if inside and (head is None or head.kind in (Kind.BODY, Kind.ROLE)):
        if head is None:
            return None
        return inside._replace(role=head.role, gender=inside.gender or head.gender)
    return head


def _back_to(reader: Reader, at: int, sign: str) -> int | None:
    for place in range(at, max(-1, at - _REACH), -1):
        norm = reader.norm(place)
        if norm == sign:
            return place
        if norm in _ENDS and not (sign == "," and norm in '()"'):
            return None
    return None


# --- "selon X", "according to X", "X : « … »", hearsay


def _of_sources(reader: Reader) -> Iterator[Cue]:
    for at in range(len(reader.tokens)):
        if not reader.tokens[at].word:
            continue
        for section in ("source words", "view words"):
            if (last := _phrase(reader, at, section)) is not None:
                if found := _source(reader, at, last, only_named=section == "view words"):
                    yield found
                break


def _phrase(reader: Reader, at: int, section: str) -> int | None:
    """Where an entry of the section that begins at `at` ends."""
    for words in _entries(reader.lexicon, section).get(reader.norm(at), ()):
        if all(reader.norm(at + i) == word for i, word in enumerate(words)):
            return at + len(words)
    return None


def _source(reader: Reader, at: int, last: int, *, only_named: bool) -> Cue | None:
    if reader.within(last, "no source after") or reader.within(last + 1, "no source after"):
        return None
    found = _forward(reader, last)
    if found is None:
        return None
    who, end = found
    initial = at == 0 or (at < 3 and not reader.tokens[at - 1].word)
    if only_named:
        quoted = any(reader.norm(i) == QUOTE for i in range(end, len(reader.tokens)))
        if not (initial and quoted and reader.norm(end) == ","):
            return None
    final = end >= len(reader.tokens) - 1 or all(
        reader.norm(i) in _ENDS for i in range(end, len(reader.tokens))
    )
    return Cue(
        reader.tokens[at].start, reader.tokens[last - 1].end, who, at,
        covers=initial or (final and reader.norm(at - 1) in (",", QUOTE)), first=at,
        quote=_quote_of_source(reader, at, end),
    )  # fmt: skip


def _quote_of_source(reader: Reader, at: int, end: int) -> int | None:
    for place in (at - 1, at - 2, end, end + 1):
        if 0 <= place < len(reader.tokens) and reader.norm(place) == QUOTE:
            return place
    return None


def _of_colon(reader: Reader) -> Cue | None:
    """ "Grégory Doucet : « … »", at the beginning."""
    for at in range(1, min(len(reader.tokens) - 1, 8)):
        if reader.norm(at) == ":":
            if reader.norm(at + 1) != QUOTE:
                return None
            who = reader.speaker(0, at)
            if who is None or who.kind is not Kind.NAME:
                return None
            colon = reader.tokens[at]
            return Cue(colon.start, colon.end, who, at, quote=at + 1, covers=True, first=at)
    return None


def _of_hearsay(reader: Reader) -> Iterator[Cue]:
    for at in range(len(reader.tokens)):
        last = _phrase(reader, at, "hearsay")
        if last is None and reader.within(at, "auxiliaries of hearsay"):
            last = _hearsay(reader, at)
        if last is not None:
            yield Cue(
                reader.tokens[at].start, reader.tokens[last - 1].end, NOBODY, at + 1000, first=at
            )


def _hearsay(reader: Reader, at: int) -> int | None:
    """ "aurait distribué": the conditional of what others say. Not after "si", not denied."""
    last = at + 1
    while last < len(reader.tokens) and (
        reader.within(last, "adverbs")
        or reader.norm(last) in ("été", "alors")
        or reader.norm(last).endswith("ment")
    ):
        last += 1
    norm = reader.norm(last)
    if not norm.endswith(("é", "ée", "és", "ées", "i", "is", "it", "u", "us", "ue", "ert")):
        return None
    if reader.within(last, "unreal") or reader.norm(at - 1) in ("n'", "ne", "en", "y", "j'"):
        return None
    if any(reader.norm(i) in ("si", "s'", "sans", "sinon", "ne", "n'") for i in range(last)):
        return None
    return last + 1


@cache
def _entries(lexicon: Lexicon, section: str) -> dict[str, list[tuple[str, ...]]]:
    """A section's phrases by their first word, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for entry in sorted(lexicon.words(section), key=len, reverse=True):
        words = tuple(entry.replace("'", "' ").split())
        found.setdefault(words[0], []).append(words)
    return found
