"""Which published verdicts say what a text says: the answers, as plain data."""

from collections.abc import Sequence
from typing import Any

from factcheck.matching.asking import Text
from factcheck.matching.judging import Judgement
from factcheck.publications.matching import asking


def match(texts: Sequence[Text], limit: int, *, same: bool) -> dict[str, Any]:
    """For each text, in order. Raises TookTooLong."""
    found = asking.answer(texts, limit, same=same)
    return {
        "methods": methods(found.semantic),
        "results": [
            {"language": text.language, "matches": [told_of(*each) for each in told]}
            for text, told in zip(texts, found.told, strict=True)
        ],
    }


def methods(semantic: bool) -> list[str]:
    """What was compared: without a model, or while it fails, the words alone."""
    return ["lexical", "semantic"] if semantic else ["lexical"]


def told_of(judgement: Judgement, document: dict[str, Any]) -> dict[str, Any]:
    """How probable it is that this verdict is on the same claim, and why; and the verdict."""
    semantic = judgement.semantic
    return {
        "kind": judgement.kind,
        "probability": round(judgement.probability, 4),
        "matched_by": {
            "lexical": round(judgement.lexical, 4),
            "semantic": None if semantic is None else round(semantic, 4),
        },
        "reasons": [reason._asdict() for reason in judgement.reasons],
        "verdict": _in_short(document),
    }


def _in_short(document: dict[str, Any]) -> dict[str, Any]:
    """A verdict in short, by the names that its document has."""
    claim = document["claim"]
    return {
        "id": document["id"],
        "version": document["version"],
        "status": document["status"],
        "url": document["url"],
        "language": document["language"],
        "claim": {"text": claim["text"], "language": claim["language"]},
        "rating": document["rating"],
        "headline": document["headline"],
        "first_published_at": document["first_published_at"],
        "published_at": document["published_at"],
        "content_hash": document["content_hash"],
    }
