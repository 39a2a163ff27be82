"""The spans of a text that repeat a claim that was checked, all ways together."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, cast
from uuid import UUID

from factcheck.matching.asking import Text
from factcheck.matching.judging import Judgement
from factcheck.matching.reasons import Reason
from factcheck.publications.annotating import prints
from factcheck.publications.annotating.aligning import nearly
from factcheck.publications.annotating.choosing import (
    EXACT,
    NEAR,
    PARAPHRASE,
    Chosen,
    Found,
    chosen,
)
from factcheck.publications.annotating.disputing import called_false, denied
from factcheck.publications.annotating.paraphrases import Sentence, promising, sentences
from factcheck.publications.annotating.repeats import Repeated
from factcheck.publications.annotating.stretches import Stretches
from factcheck.publications.annotating.substance import enough
from factcheck.publications.annotating.words import norms
from factcheck.publications.matching.asking import documents
from factcheck.publications.matching.index import INDEX

#: So much of a text is compared closely with the record: what repeats it nearly, and sentences.
_CLOSELY, _NEAR = 40, 15
#: Verdicts that each of them is compared with, at most.
_LIMIT = 20
#: A repeat that the words around it deny is as probable as any that is refuted.
_DENIED = 0.2
_DENIAL = Reason("denied", "denied here, stated there", -1.39)


class Annotated(NamedTuple):
    """The spans in order, with their verdicts' documents by id; how many sentences the text has
    that may state something, and how many of them were compared; whether by meaning, too."""

    spans: list[Chosen]
    documents: dict[UUID, dict[str, Any]]
    sentences: int
    compared: int
    semantic: bool


def annotate(
    text: str, language: str, repeated: Sequence[Repeated], *, same: bool = False
) -> Annotated:
    """Where the text says what a verdict is about; of `same` those alone that say the same.
    `repeated` is what `repeats` found. A handful of statements. Raises TookTooLong."""
    exact = [each for each in repeated if each.exact]
    taken = Stretches((each.start, each.end) for each in exact)
    near = [e for e in repeated if not (e.exact or taken.shared(e.start, e.end))][:_NEAR]
    every = sentences(text, language)
    taken = Stretches((each.start, each.end) for each in (*exact, *near))
    others = [each for each in every if not _is_taken(each, taken)]
    compared = promising(others, language, _CLOSELY - len(near))

    asked = [text[each.start : each.end] for each in near] + [each.text for each in compared]
    answer = INDEX.answer([Text(words, language) for words in asked], _LIMIT)
    judged = answer.judgements
    ids = {each.verdict for each in exact} | {_id(each) for found in judged for each in found}
    known = documents(ids)

    found = [_exactly(text, each, language) for each in exact]
    found += _nearly(text, near, judged[: len(near)], language)
    found += _in_other_words(compared, judged[len(near) :], language, known)
    kept = [
        each
        for each in found
        if each.judgement.id in known and (each.judgement.kind == "same" or not same)
    ]
    return Annotated(chosen(kept), known, len(every), len(compared), answer.semantic)


def exactly(verdict: UUID) -> Judgement:
    """Of words that are the claim's own, or those of a place where it was said."""
    return Judgement(verdict, 1.0, "same", 1.0, None, ())


def _exactly(text: str, each: Repeated, language: str) -> Found:
    return _found(text, each, EXACT, exactly(each.verdict), language)


def _nearly(
    text: str,
    near: Sequence[Repeated],
    judged: Sequence[Sequence[Judgement]],
    language: str,
) -> Iterator[Found]:
    """A word that differs may change everything: so each is judged."""
    for each, judgements in zip(near, judged, strict=True):
        for judgement in judgements:
            if judgement.id == each.verdict:
                yield _found(text, each, NEAR, judgement, language)


def _found(text: str, each: Repeated, how: str, judgement: Judgement, language: str) -> Found:
    if denied(text, each.start, each.end, language):
        judgement = _denied(judgement)
    return Found(each.start, each.end, how, judgement)


def _denied(judgement: Judgement) -> Judgement:
    probability = min(judgement.probability, _DENIED)
    reasons = (*judgement.reasons, _DENIAL)
    return judgement._replace(kind="related", probability=probability, reasons=reasons)


def _in_other_words(
    compared: Sequence[Sentence],
    judged: Sequence[Sequence[Judgement]],
    language: str,
    known: dict[UUID, dict[str, Any]],
) -> Iterator[Found]:
    for sentence, judgements in zip(compared, judged, strict=True):
        words = norms(sentence.text)
        for judgement in judgements:
            if document := known.get(_id(judgement)):
                how, told = _how(words, document), judgement
                claim = Text(document["claim"]["text"], document["claim"]["language"])
                if how == EXACT:
                    told = exactly(_id(judgement))
                elif called_false(sentence.text) != called_false(claim.words):
                    told = _denied(judgement)
                elif how == PARAPHRASE and not enough(
                    judgement, Text(sentence.text, language), claim
                ):
                    told = judgement._replace(kind="related")
                yield from (Found(*place, how, told) for place in sentence.places)


def _how(words: Sequence[str], document: dict[str, Any]) -> str:
    passages = [norms(passage) for passage in prints.passages(document)]
    if words in passages:
        return EXACT
    return NEAR if any(nearly(words, passage) for passage in passages) else PARAPHRASE


def _is_taken(sentence: Sentence, taken: Stretches) -> bool:
    """Whether most of it, wherever it stands, repeats something word for word."""
    return all(2 * taken.shared(start, end) > end - start for start, end in sentence.places)


def _id(judgement: Judgement) -> UUID:
    return cast(UUID, judgement.id)
