"""Who stands before a verb, or after it: the longest phrase that names somebody."""

from claims.extraction.attribution.kinds import NOBODY, Kind, Speaker
from claims.extraction.attribution.nouns import is_role
from claims.extraction.attribution.reader import ADJUNCT, ENDS, Reader
from claims.extraction.attribution.tokens import QUOTE

_REACH = 24  # tokens of what stands between commas
_NESTED = 3
_PARTICIPLE = {"fr": "ant", "en": "ing"}
_OF = frozenset(("de", "du", "des", "d'", "of", "for"))


def forward(reader: Reader, at: int) -> tuple[Speaker, int] | None:
    """The longest phrase from `at` that names somebody, with the name set beside a function."""
    end = at
    while end < len(reader.tokens) and end < at + ADJUNCT and _holds(reader, end):
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
    ) or reader.norm(last).endswith(_PARTICIPLE[reader.lexicon.language])  # fmt: skip


def subject_before(reader: Reader, end: int, depth: int = 0) -> Speaker | None:
    """Who stands right before token `end`, behind what is set between commas or brackets."""
    if reader.norm(end - 1) == ")":
        opening = _back_to(reader, end - 2, "(")
        return subject_before(reader, opening, depth) if opening else None
    if reader.norm(end - 1).isdigit() and reader.norm(end - 2) == ",":
        return subject_before(reader, end - 2, depth)  # an age
    if reader.norm(end - 1) == ",":
        return _before_comma(reader, end - 1, depth) if depth < _NESTED else None
    first = end
    while first and first > end - ADJUNCT and _belongs(reader, first - 1, end):
        first -= 1
    before = reader.norm(first - 1) if first else ""
    if before in ("et", "and") and first > 1 and reader.tokens[first - 2].capital:
        return NOBODY  # two of them
    found = _longest(reader, first, end)
    if depth and before == "," and found and found.kind in (Kind.BODY, Kind.ROLE):
        # "Mike Shields, president of the fund, a group of …, said"
        named = subject_before(reader, first - 1, depth + 1) if depth < _NESTED else None
        if named and named.kind is Kind.NAME:
            return named
    return found


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
    head = subject_before(reader, opening, depth + 1)
    inside = reader.name(opening + 1, comma)
    is_unnamed = head and head.kind is Kind.NOBODY and is_role(head.role, reader.lexicon)
    if inside and (head is None or head.kind in (Kind.BODY, Kind.ROLE) or is_unnamed):
        if head is None:
            return None
        return inside._replace(role=head.role, gender=inside.gender or head.gender)
    return head


def _back_to(reader: Reader, at: int, sign: str) -> int | None:
    for place in range(at, max(-1, at - _REACH), -1):
        norm = reader.norm(place)
        if norm == sign:
            return place
        if norm in (QUOTE, ")") if sign == "(" else norm in ENDS and norm not in '()"':
            return None
    return None
