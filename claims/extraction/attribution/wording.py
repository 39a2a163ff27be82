"""What is said, as a sentence of its own: only where its words stand there as one."""

from collections.abc import Sequence
from itertools import pairwise

from claims.extraction.attribution.forms import telling_words
from claims.extraction.attribution.quotations import Quotation
from claims.extraction.attribution.reader import Cue
from claims.extraction.attribution.tokens import Token
from claims.extraction.lexicon import Lexicon
from factcheck.sentences.words import words

_FEWEST = 5  # words
_LONGEST_CIRCUMSTANCE = 8  # words between the verb and "that"
_CLOSING = '”"'
_TRAILING = " \t\n\r\u00a0\u202f.!…"


def own_sentence(
    text: str, span: tuple[int, int], tokens: Sequence[Token], cue: Cue,
    quoted: Sequence[Quotation], lexicon: Lexicon,
) -> str:  # fmt: skip
    """The clause after "that", or the quotation, in a capital letter with a full stop; else ""."""
    found = _clause(text, span, tokens, cue, lexicon) or _quotation(text, span, cue, quoted)
    return found if found and _stands_alone(found, lexicon) else ""


def _clause(
    text: str, span: tuple[int, int], tokens: Sequence[Token], cue: Cue, lexicon: Lexicon
) -> str:
    """Where the sentence is nothing but "X says that …"."""
    if cue.said is None or cue.covers or cue.said >= len(tokens):
        return ""
    if not _leads_to_clause(tokens, cue, lexicon):
        return ""
    subject = cue.speaker
    opening = next((i for i, t in enumerate(tokens) if t.start >= subject.start), 0)
    if not subject.end or any(not token.word for token in tokens[:opening]) or opening > 3:
        return ""
    rest = tokens[cue.said :]
    norms = [token.norm for token in rest]
    if any(sign in norms for sign in (";", ":", "—", "–", "(")) or _is_joined(norms, lexicon):
        return ""
    start, end = rest[0].start, span[1]
    if not rest[0].word or _is_verb(norms[0], lexicon) or _breaks_quotes(text[start:end]):
        return ""
    return _sentence(text[start:end])


def _leads_to_clause(tokens: Sequence[Token], cue: Cue, lexicon: Lexicon) -> bool:
    """Whether "that" belongs to the verb, and says what it says: "told X that", "said in May that";
    not "cited no evidence that", "denied that"."""
    verb = [token.norm for token in tokens if cue.start <= token.start < cue.end]
    between = [token for token in tokens[: (cue.said or 1) - 1] if token.start >= cue.end]
    if any(word in lexicon.words("denials") for word in verb):
        return False
    if any(token.norm in lexicon.words("negations") for token in between):
        return False
    if not between or any(word in lexicon.words("told") for word in verb):
        return True
    if all(token.capital for token in between):
        return True
    first, last = between[0].norm, between[-1].norm
    circumstance = any(
        first in lexicon.words(section)
        for section in ("circumstances", "adverbs", "weekdays", "parts of a day")
    )
    # "commented on reports that": it is the reports' clause.
    another = last in lexicon.words("documents") or last in telling_words(lexicon)
    return circumstance and not another and len(between) <= _LONGEST_CIRCUMSTANCE


def _is_verb(norm: str, lexicon: Lexicon) -> bool:
    """ "He said that was wrong": what "that" is stands before."""
    return any(
        norm in lexicon.words(section)
        for section in ("passive auxiliaries", "auxiliaries of saying", "modals")
    ) or norm.endswith("n't")


def _is_joined(norms: list[str], lexicon: Lexicon) -> bool:
    """ "… et que …", "…, but went on …", "…, selon Y": another clause, or another voice."""
    others = telling_words(lexicon) | {"que", "qu'", "that", "a", "ont"}
    return any(
        a in ("et", "mais", "ou", "and", "but", "or") and (b in others or b.endswith("ed"))
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
    if said[-1:] in _CLOSING:  # the stop stands inside: “… in the city.”
        mark, said = said[-1], said[:-1].rstrip(_TRAILING + ",")
        return f"{said[:1].upper()}{said[1:]}{mark}."
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def _stands_alone(sentence: str, lexicon: Lexicon) -> bool:
    """Whether it says of whom it speaks: no pronoun begins it, and nobody says "we" in it."""
    found = [word.norm for word in words(sentence, 0, len(sentence))]
    return (
        len(found) >= _FEWEST
        and found[0] not in lexicon.words("weak openings")
        and found[0] not in lexicon.words("somebody's")
        and not any(word in lexicon.words("self") for word in found)
    )
