"""One claim that a model listed, held against the article: a candidate, or why it is none."""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from claims.extraction.candidate import Candidate, Reason, Speech
from claims.extraction.model.asking import KEYS
from claims.extraction.model.quotes import Plain, find, plain
from claims.extraction.model.wordings import Wordings
from claims.extraction.ranking import score
from factcheck.sentences.words import words

_FEWEST_WORDS = 3
_LONGEST_NAME = 150  # characters
_LONGEST_REASON = 200
_SPEECHES = frozenset(speech.value for speech in Speech)
#: The most that a model can move a score, in the sum of reasons: about as much as a percentage and
#: a name do. It is one more voice, not the judge.
_VOICE = 1.5


class Refused(Exception):
    """Nothing is made of this; the message is the code of why."""


@dataclass(frozen=True, slots=True)
class Checker:
    """What the answers to all questions about one text are held against."""

    text: str
    plain: Plain
    wordings: Wordings
    extractor: str
    version: str
    dropped: Counter[str]

    def candidate(self, claim: Any, sentences: Mapping[int, Candidate]) -> Candidate:
        """Raises Refused, and counts what is left out of a candidate that is made all the same."""
        if not isinstance(claim, dict) or claim.keys() != KEYS or not _are_texts(claim):
            raise Refused("malformed")
        sentence = sentences.get(_number(claim["sentence"]))
        if sentence is None:
            raise Refused("no_sentence")
        worth = _worth(claim["worth"])
        inside = plain(sentence.quote)
        span = find(claim["quote"], inside)
        if span is None:
            raise Refused("not_in_sentence")
        quote = sentence.quote[slice(*span)]
        if len(words(quote, 0, len(quote))) < _FEWEST_WORDS:
            raise Refused("too_short")
        reasons = (*sentence.reasons, self._reason(claim["why"], worth))
        return replace(
            sentence,
            start=sentence.start + span[0],
            end=sentence.start + span[1],
            quote=quote,
            claim=self._wording(claim["claim"], quote) or _own_wording(sentence, quote),
            **self._attribution(claim, sentence),
            score=score(reasons),
            reasons=reasons,
            extractor=self.extractor,
            version=self.version,
        )

    def _reason(self, why: str, worth: float) -> Reason:
        told = "".join(sign if sign.isprintable() else " " for sign in why)
        label = f"{self.extractor}: {' '.join(told.split())}"[:_LONGEST_REASON]
        return Reason("model", label, round((2 * worth - 1) * _VOICE, 2))

    def _wording(self, claim: str, quote: str) -> str:
        claim = " ".join(claim.split())
        if not claim or plain(claim).words.strip(" .") == plain(quote).words.strip(" ."):
            return ""
        objection = self.wordings.objection(claim, quote)
        if objection:
            self.dropped[objection] += 1
            return ""
        return claim

    def _attribution(self, claim: Mapping[str, Any], sentence: Candidate) -> dict[str, Any]:
        """Who says it. Without a name that the article has, it stays as the rules told it."""
        if not claim["claimant"].strip():
            return {}
        span = self._nearest(claim["claimant"], sentence)
        if span is None or not self.wordings.can_name(self.text[slice(*span)]):
            self.dropped["claimant"] += 1
            return {}
        if claim["speech"] == Speech.OWN:
            self.dropped["voice"] += 1
            return {}
        cue = find(claim["cue"], plain(sentence.quote))
        return {
            "claimant": self.text[slice(*span)],
            "claimant_span": span,
            "cue": sentence.quote[slice(*cue)] if cue else "",
            "speech": Speech(claim["speech"]),
        }

    def _nearest(self, name: str, sentence: Candidate) -> tuple[int, int] | None:
        """In the sentence itself; else where the article names them first."""
        if len(name) > _LONGEST_NAME:
            return None
        inside = find(name, plain(sentence.quote))
        if inside:
            return sentence.start + inside[0], sentence.start + inside[1]
        return find(name, self.plain)


def _own_wording(sentence: Candidate, quote: str) -> str:
    """The rules' wording of a sentence, which is none of a part of it."""
    return sentence.claim if quote == sentence.quote else ""


def _are_texts(claim: Mapping[str, Any]) -> bool:
    """Whether all texts are some; half a character (a lone surrogate) is none."""
    texts = [value for key, value in claim.items() if key not in ("sentence", "worth")]
    return (
        all(isinstance(text, str) for text in texts)
        and claim["speech"] in _SPEECHES
        and not any("\ud800" <= sign <= "\udfff" for text in texts for sign in text)
    )


def _number(given: Any) -> int:
    if isinstance(given, bool) or not isinstance(given, int):
        raise Refused("malformed")
    return given


def _worth(given: Any) -> float:
    if isinstance(given, bool) or not isinstance(given, (int, float)):
        raise Refused("malformed")
    if not (math.isfinite(given) and 0 <= given <= 1):
        raise Refused("out_of_range")
    return float(given)
