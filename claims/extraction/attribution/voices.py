"""Through a text sentence by sentence: in whose voice does each one speak?"""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from claims.extraction.attribution.cues import cue
from claims.extraction.attribution.dates import When, said_on
from claims.extraction.attribution.forms import telling_words
from claims.extraction.attribution.kinds import Kind
from claims.extraction.attribution.memory import Memory, Who
from claims.extraction.attribution.quotations import Quotation, quotations
from claims.extraction.attribution.reader import Cue
from claims.extraction.attribution.said import OWN, Attribution
from claims.extraction.attribution.tokens import Token, tokens
from claims.extraction.attribution.wording import own_sentence
from claims.extraction.candidate import Speech
from claims.extraction.lexicon import Lexicon
from factcheck.sentences.words import normal

Span = tuple[int, int]

_LONGEST = 2_000  # characters; longer ones are no sentences
_SPOKEN = 4  # words in quotes that are somebody's speech rather than a word put in question
_MOSTLY = 0.6  # of a sentence in quotes, and it is speech
_WHOLLY = 0.9
_WORD = re.compile(r"[\w\u0300-\u036f]+(?:['’](?=\w))?")


class _Sentence(NamedTuple):
    start: int
    end: int
    paragraph: int
    quoted: Sequence[Quotation]
    share: float  # of it that stands in quotes
    tokens: Sequence[Token]
    cue: Cue | None

    @property
    def is_quoted(self) -> bool:
        return self.cue is None and self.share >= _WHOLLY


class _Voice(NamedTuple):
    """Who says it, told by `text[cue]`, and when."""

    who: Who | None
    cue: Span
    when: When | None


def attributions(
    text: str, spans: Sequence[Span], lexicon: Lexicon, published_on: date | None = None
) -> list[Attribution]:
    """One for each of the sentences at `spans`, which are in the order of the text.

    `published_on` is the article's own date, from which "mardi" counts.
    """
    return _Reading(text, spans, lexicon, published_on).attributions()


class _Reading:
    def __init__(
        self, text: str, spans: Sequence[Span], lexicon: Lexicon, published_on: date | None
    ) -> None:
        self._text, self._lexicon, self._published_on = text, lexicon, published_on
        self._memory = Memory(text, lexicon)
        self._sentences = self._read(spans)
        self._of_quotation: dict[int, _Voice] = {}  # by where it begins
        self._of_sentence: dict[int, _Voice] = {}

    def attributions(self) -> list[Attribution]:
        for number, sentence in enumerate(self._sentences):
            if sentence.cue:
                self._hear(number, sentence, sentence.cue)
        found = []
        for number, sentence in enumerate(self._sentences):
            if (voice := self._voice(number)) is not None:
                self._of_sentence[number] = voice
            found.append(self._attribution(sentence, voice))
        return found

    # --- Reading

    def _read(self, spans: Sequence[Span]) -> list[_Sentence]:
        quoted = quotations(self._text)
        found: list[_Sentence] = []
        first = paragraph = end_before = 0
        for start, end in spans:
            paragraph += "\n" in self._text[end_before:start]
            end_before = end
            while first < len(quoted) and quoted[first].end <= start:
                first += 1
            last = first
            while last < len(quoted) and quoted[last].start < end:
                last += 1
            found.append(self._sentence(start, end, paragraph, quoted[first:last]))
        return found

    def _sentence(
        self, start: int, end: int, paragraph: int, quoted: Sequence[Quotation]
    ) -> _Sentence:
        inside = sum(min(end, each.end) - max(start, each.start) for each in quoted)
        share = inside / max(1, end - start)
        found: Sequence[Token] = ()
        hint: Cue | None = None
        if (
            end - start <= _LONGEST
            and share < _WHOLLY + 0.09
            and self._may_tell(start, end, quoted)
        ):
            found = tokens(self._text, start, end, quoted)
            hint = cue(found, self._lexicon, self._memory.known)
        return _Sentence(start, end, paragraph, quoted, share, found, hint)

    def _may_tell(self, start: int, end: int, quoted: Sequence[Quotation]) -> bool:
        if quoted and ":" in self._text[start:end]:
            return True
        telling = _telling(self._lexicon)
        return any(normal(word) in telling for word in _WORD.findall(self._text, start, end))

    # --- Who speaks

    def _hear(self, number: int, sentence: _Sentence, hint: Cue) -> None:
        since = self._before(number)
        who = self._memory.resolved(hint.speaker, number, since, continues=hint.continues)
        when = said_on(sentence.tokens, hint.when, self._lexicon, self._published_on)
        voice = _Voice(who, (hint.start, hint.end), when)
        self._of_sentence[number] = voice
        for quotation in sentence.quoted:
            if hint.covers or quotation.start > hint.start:
                self._of_quotation.setdefault(quotation.start, voice)

    def _before(self, number: int) -> int:
        """The sentence before this one, not counting those that are quoted with it."""
        number -= 1
        while number > 0 and self._sentences[number].is_quoted:
            number -= 1
        return max(0, number)

    def _voice(self, number: int) -> _Voice | None:
        if number in self._of_sentence:
            return self._of_sentence[number]
        sentence = self._sentences[number]
        if sentence.share < _MOSTLY:
            return None
        longest = max(sentence.quoted, key=lambda each: min(each.end, sentence.end) - each.start)
        if longest.start in self._of_quotation:
            return self._of_quotation[longest.start]
        before = self._sentences[number - 1] if number else None
        if before and (before.paragraph == sentence.paragraph or longest.resumed):
            return self._of_sentence.get(number - 1)
        return None

    # --- What is told of it

    def _attribution(self, sentence: _Sentence, voice: _Voice | None) -> Attribution:
        if voice is None:
            return Attribution(Speech.DIRECT) if sentence.share >= _MOSTLY else OWN
        who, when = voice.who, voice.when
        own = sentence.cue and sentence.cue.start == voice.cue[0]
        return Attribution(
            speech=self._speech(sentence),
            claimant=self._text[who.start : who.end] if who else "",
            span=(who.start, who.end) if who else None,
            cue=self._text[slice(*voice.cue)],
            claim=self._own_sentence(sentence) if own else "",
            said_on=when.day if when else None,
            precision=when.precision if when else None,
        )

    def _speech(self, sentence: _Sentence) -> Speech:
        if sentence.share >= _MOSTLY:
            return Speech.DIRECT
        hint = sentence.cue
        if hint and (hint.quote is not None) and hint.said is None:
            for quotation in sentence.quoted:
                inside = self._text[max(sentence.start, quotation.start) : quotation.end]
                if len(inside.split()) >= _SPOKEN:
                    return Speech.DIRECT
        return Speech.REPORTED

    def _own_sentence(self, sentence: _Sentence) -> str:
        if sentence.cue is None or sentence.cue.speaker.kind is Kind.NOBODY:
            return ""
        return own_sentence(
            self._text, (sentence.start, sentence.end), sentence.tokens, sentence.cue,
            sentence.quoted, self._lexicon,
        )  # fmt: skip


@cache
def _telling(lexicon: Lexicon) -> frozenset[str]:
    """Words without which no cue stands in a sentence."""
    entries = (
        entry
        for section in ("source words", "view words", "hearsay", "auxiliaries of hearsay")
        for entry in lexicon.words(section)
    )
    last = {normal(_WORD.findall(entry)[0]) for entry in entries}
    return telling_words(lexicon) | last
