"""The extractor that runs everywhere: rules and word lists, the same answer every time."""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from claims.extraction.candidate import Candidate
from claims.extraction.features import features
from claims.extraction.language import lexicon_of
from claims.extraction.lexicon import Lexicon
from claims.extraction.names import Capital, capitals, known_names, names
from claims.extraction.ranking import reasons, score
from claims.extraction.segments import Kind, segments
from claims.extraction.sentence import Sentence, read

EXTRACTOR, VERSION = "rules", "2"

_FEWEST_WORDS = 3
_MOST = 10_000  # statements read of one text: no article of half a million characters has more
_LONGEST = 2_000  # characters; what goes on for longer without a full stop is no sentence


class _Statement(NamedTuple):
    start: int
    end: int
    sentence: Sentence
    capitals: list[Capital]


def extract(text: str, *, language: str) -> list[Candidate]:
    """The sentences that state something, most worth a check first, ties in the text's order.

    `language` is a BCP 47 tag. Raises ValueError for a language that is not read here.
    """
    lexicon = lexicon_of(language)
    statements = list(islice(_statements(text, lexicon), _MOST))
    known = known_names(name for statement in statements for name in statement.capitals)
    found = [_candidate(text, statement, known) for statement in statements]
    return sorted(found, key=lambda candidate: (-candidate.score, candidate.start))


def _statements(text: str, lexicon: Lexicon) -> Iterator[_Statement]:
    for segment in segments(text, lexicon):
        if segment.kind is Kind.STATEMENT and segment.end - segment.start <= _LONGEST:
            sentence = read(text[segment.start : segment.end], lexicon)
            if len(sentence.words) >= _FEWEST_WORDS:
                yield _Statement(segment.start, segment.end, sentence, capitals(sentence))


def _candidate(text: str, statement: _Statement, known: frozenset[str]) -> Candidate:
    named = names(statement.sentence, statement.capitals, known)
    why = reasons(features(statement.sentence, named))
    return Candidate(
        start=statement.start,
        end=statement.end,
        quote=text[statement.start : statement.end],
        score=score(why),
        reasons=why,
        extractor=EXTRACTOR,
        version=VERSION,
    )
