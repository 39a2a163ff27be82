"""The extractor that runs everywhere: rules and word lists, the same answer every time."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

from claims.extraction.attribution import OWN, Attribution, attributions
from claims.extraction.candidate import Candidate
from claims.extraction.features import features
from claims.extraction.language import lexicon_of
from claims.extraction.lexicon import Lexicon
from claims.extraction.names import Capital, capitals, known_names, names
from claims.extraction.ranking import reasons, score
from claims.extraction.segments import Kind, Segment, segments
from claims.extraction.sentence import Sentence, read

EXTRACTOR, VERSION = "rules", "3"

_FEWEST_WORDS = 3
_MOST = 10_000  # statements read of one text: no article of half a million characters has more
_LONGEST = 2_000  # characters; what goes on for longer without a full stop is no sentence


class _Statement(NamedTuple):
    start: int
    end: int
    sentence: Sentence
    capitals: list[Capital]


def extract(text: str, *, language: str, published_on: date | None = None) -> list[Candidate]:
    """The sentences that state something, most worth a check first, ties in the text's order.

    `language` is a BCP 47 tag; `published_on` the article's own date, from which "mardi" counts
    where it tells when something was said. Raises ValueError for a language that is not read here.
    """
    lexicon = lexicon_of(language)
    parts = list(segments(text, lexicon))
    statements = list(islice(_statements(text, parts, lexicon), _MOST))
    spans = [(part.start, part.end) for part in parts[:_MOST]]
    said = dict(zip(spans, attributions(text, spans, lexicon, published_on), strict=True))
    known = known_names(name for statement in statements for name in statement.capitals)
    found = [
        _candidate(text, each, known, said.get((each.start, each.end), OWN)) for each in statements
    ]
    return sorted(found, key=lambda candidate: (-candidate.score, candidate.start))


def _statements(text: str, parts: Sequence[Segment], lexicon: Lexicon) -> Iterator[_Statement]:
    for segment in parts:
        if segment.kind is Kind.STATEMENT and segment.end - segment.start <= _LONGEST:
            sentence = read(text[segment.start : segment.end], lexicon)
            if len(sentence.words) >= _FEWEST_WORDS:
                yield _Statement(segment.start, segment.end, sentence, capitals(sentence))


def _candidate(
    text: str, statement: _Statement, known: frozenset[str], said: Attribution
) -> Candidate:
    named = names(statement.sentence, statement.capitals, known)
    why = reasons(features(statement.sentence, named))
    return Candidate(
        start=statement.start,
        end=statement.end,
        quote=text[statement.start : statement.end],
        claim=said.claim,
        claimant=said.claimant,
        claimant_span=said.span,
        cue=said.cue,
        speech=said.speech,
        claim_date=said.said_on,
        precision=said.precision,
        score=score(why),
        reasons=why,
        extractor=EXTRACTOR,
        version=VERSION,
    )
