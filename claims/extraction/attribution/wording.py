"""What is said, as a sentence of its own: only where its words stand there as one."""

from collections.abc import Sequence
from itertools import pairwise

from claims.extraction.attribution.quotations import Quotation
from claims.extraction.attribution.reader import Cue
from claims.extraction.attribution.tokens import Token
from claims.extraction.lexicon import Lexicon
from factcheck.sentences.words import words

_FEWEST = 5  # words
_TRAILING = " \t\n\r\u00a0\u202f.!…"


def own_sentence(
    text: str, span: tuple[int, int], tokens: Sequence[Token], cue: Cue,
    quoted: Sequence[Quotation], lexicon: Lexicon,
) -> str:  # fmt: skip
    """The clause after "that", or the quotation, in a capital letter with a full stop; else ""."""
    found = _clause(text, span, tokens, cue) or _quotation(text, span, cue, quoted)
    return found if found and _stands_alone(found, lexicon) else ""


def _clause(text: str, span: tuple[int, int], tokens: Sequence[Token], cue: Cue) -> str:
    """Where the sentence is nothing but "X says that …"."""
    if cue.said is None or cue.covers or cue.said >= len(tokens):
        return ""
    subject = cue.speaker
    opening = next((i for i, t in enumerate(tokens) if t.start >= subject.start), 0)
    if not subject.end or any(not token.word for token in tokens[:opening]) or opening > 3:
        return ""
    rest = tokens[cue.said :]
    norms = [token.norm for token in rest]
    if any(sign in norms for sign in (";", ":", "—", "–", "(")) or _is_joined(norms):
        return ""
    start, end = rest[0].start, span[1]
    if _breaks_quotes(text[start:end]):
        return ""
    return _sentence(text[start:end])


def _is_joined(norms: list[str]) -> bool:
    """ "… et que …", "…, and that …", "…, selon Y": another clause, or another voice."""
    return any(
        a in ("et", "mais", "ou", "and", "but", "or")
        and b in ("que", "qu'", "that", "a", "ont", "said")
        for a, b in pairwise(norms)
    ) or any(word in norms for word in ("selon", "according"))


def _breaks_quotes(words_: str) -> bool:
    return any(words_.count(a) != words_.count(b) for a, b in ("«»", "“”")) or (
        words_.count('"') % 2 == 1
    )


def _quotation(text: str, span: tuple[int, int], cue: Cue, quoted: Sequence[Quotation]) -> str:
    """Where the sentence is one quotation, and who said it."""
    if not cue.covers or len(quoted) != 1:
        return ""
    [quotation] = quoted
    begins = quotation.start == span[0] and quotation.end <= cue.start
    first, last = quotation.inner
    inner = text[first : min(last, span[1])].strip(" \u00a0\u202f\n,")
    if not begins or not inner[:1].isupper() or any(sign in inner for sign in '?«»“”"'):
        return ""
    return _sentence(inner)


def _sentence(said: str) -> str:
    said = " ".join(said.split()).rstrip(_TRAILING + ",")
    if said.endswith("?"):
        return ""
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def _stands_alone(sentence: str, lexicon: Lexicon) -> bool:
    """Whether it says of whom it speaks: no pronoun begins it, and nobody says "we" in it."""
    found = [word.norm for word in words(sentence, 0, len(sentence))]
    return (
        len(found) >= _FEWEST
        and found[0] not in lexicon.words("weak openings")
        and not any(word in lexicon.words("self") for word in found)
    )
