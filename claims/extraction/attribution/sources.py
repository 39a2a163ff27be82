"""What tells without a verb: "selon X", "according to X", "X : « … »"; and hearsay."""

from collections.abc import Iterator
from functools import cache

from claims.extraction.attribution.kinds import NOBODY, Kind
from claims.extraction.attribution.reader import ENDS, Cue, Reader
from claims.extraction.attribution.subjects import forward
from claims.extraction.attribution.tokens import QUOTE
from claims.extraction.lexicon import Lexicon

#: Hearsay tells only where nothing else in the sentence does: it comes behind every other cue.
_LAST = 1_000
_NEAR = 4  # tokens before "selon" that tell that it means "depending on"


def of_sources(reader: Reader) -> Iterator[Cue]:
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
    if any(reader.within(place, "varying") for place in range(max(0, at - _NEAR), at)):
        return None
    found = forward(reader, last)
    if found is None:
        return None
    who, end = found
    initial = at == 0 or (at < 3 and not reader.tokens[at - 1].word)
    if only_named:
        quoted = any(reader.norm(i) == QUOTE for i in range(end, len(reader.tokens)))
        if not (initial and quoted and reader.norm(end) == ","):
            return None
    final = end >= len(reader.tokens) - 1 or all(
        reader.norm(i) in ENDS for i in range(end, len(reader.tokens))
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


def of_colon(reader: Reader) -> Cue | None:
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


def of_hearsay(reader: Reader) -> Iterator[Cue]:
    for at in range(len(reader.tokens)):
        last = _phrase(reader, at, "hearsay")
        if last is None and reader.within(at, "auxiliaries of hearsay"):
            last = _hearsay(reader, at)
        if last is not None:
            yield Cue(
                reader.tokens[at].start, reader.tokens[last - 1].end, NOBODY, at + _LAST, first=at
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
