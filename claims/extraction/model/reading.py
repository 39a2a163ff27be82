"""An article read with a language model: its answers checked, and what it did not say kept."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import Any

from claims.extraction.candidate import Candidate, Found
from claims.extraction.language import lexicon_of
from claims.extraction.model import answers, asking
from claims.extraction.model.answers import NoAnswer
from claims.extraction.model.checking import Checker, Refused
from claims.extraction.model.quotes import plain
from claims.extraction.model.wordings import Wordings

#: Puts one question to a model, and returns what it says. Raises NoAnswer.
Ask = Callable[[list[asking.Message]], str]

_PER_SENTENCE = 3  # claims that one sentence may hold; a list of more is no reading of it
#: After these the next question would fare no better than the last one.
_GOES_ON = frozenset({"no_json", "no_choice", "nonsense", "cut_off", "declined", "empty",
                      "tool_call"})  # fmt: skip


def extract(
    text: str, sentences: Sequence[Candidate], *, language: str, ask: Ask, name: str
) -> Found:
    """The candidates of the model `name`, and those of the rules for all other sentences.

    `sentences` are the rules' candidates of the text. Nothing that the rules found is lost by
    asking a model: an article that talks it into silence hides nothing. Where a model gives no
    answer the rules' candidates stand, and `trouble` tells it. The score stays the sum of the
    reasons that are shown, the model's being one more, of bounded weight.
    """
    sentences = sorted(sentences, key=lambda sentence: sentence.start)
    lexicon = lexicon_of(language)
    extractor, dropped = f"model:{name}", Counter[str]()
    whole = plain(text)
    wordings = Wordings.of(text, whole.words, lexicon)
    checker = Checker(text, whole, wordings, extractor, asking.PROMPT, dropped)
    asked = asking.questions(sentences, language)
    dropped["not_shown"] = len(sentences) - sum(len(question.sentences) for question in asked)
    chosen: list[Candidate] = []
    named, trouble = 0, NoAnswer("")
    for question in asked:
        try:
            listed = answers.claims(ask(question.messages))
        except NoAnswer as none:
            trouble = trouble if trouble.code else none
            if none.code in _GOES_ON:
                continue
            break
        named += len(listed)
        chosen += _checked(listed, question.sentences, checker)
    return Found(
        _best_first([*chosen, *_left(sentences, chosen)]),
        by=f"{extractor}-{asking.PROMPT}",
        named=named,
        dropped=+dropped,
        trouble=trouble.code,
        detail=trouble.detail,
    )


def _checked(
    listed: list[Any], sentences: Mapping[int, Candidate], checker: Checker
) -> list[Candidate]:
    kept: list[Candidate] = []
    most = _PER_SENTENCE * len(sentences)
    checker.dropped["too_many"] += max(0, len(listed) - most)
    for claim in islice(listed, most):
        try:
            candidate = checker.candidate(claim, sentences)
            _check_apart(candidate, kept)
        except Refused as why:
            checker.dropped[str(why)] += 1
        else:
            kept.append(candidate)
    return kept


def _check_apart(candidate: Candidate, kept: Sequence[Candidate]) -> None:
    for other in kept:
        if (candidate.start, candidate.end) == (other.start, other.end):
            raise Refused("twice")
        if candidate.start < other.end and other.start < candidate.end:
            raise Refused("overlapping")


def _left(sentences: Sequence[Candidate], chosen: Sequence[Candidate]) -> list[Candidate]:
    """The sentences in which the model chose nothing."""
    starts = sorted(candidate.start for candidate in chosen)
    left, at = [], 0
    for sentence in sentences:
        while at < len(starts) and starts[at] < sentence.start:
            at += 1
        if at == len(starts) or starts[at] >= sentence.end:
            left.append(sentence)
    return left


def _best_first(candidates: list[Candidate]) -> list[Candidate]:
    return sorted(candidates, key=lambda candidate: (-candidate.score, candidate.start))
