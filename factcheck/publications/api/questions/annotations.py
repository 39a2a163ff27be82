"""Where a text repeats a claim that was checked: the answer, as plain data."""

from typing import Any
from uuid import UUID

from factcheck.publications.annotating import annotating, appearances, repeats, selectors
from factcheck.publications.annotating.appearances import Appearance
from factcheck.publications.annotating.choosing import EXACT, Chosen
from factcheck.publications.annotating.words import words
from factcheck.publications.api.questions.matching import methods, told_of


def annotate(text: str, language: str, address: str | None, *, same: bool) -> dict[str, Any]:
    """The spans in their order; at last, of an article that the record knows, what is not in the
    text. Raises TookTooLong."""
    said = words(text)
    repeated = list(repeats.repeated(said))
    known = appearances.at(address) if address else []
    anchored, orphans = appearances.anchored(known, said)
    found = annotating.annotate(text, language, [*anchored, *repeated], same=same)
    return {
        "language": language,
        "methods": methods(found.semantic),
        "sentences": {"found": found.sentences, "compared": found.compared},
        "annotations": [
            *(_annotation(text, span, found.documents) for span in found.spans),
            *map(_orphan, orphans),
        ],
    }


def of_address(address: str) -> dict[str, Any]:
    """What the record has of an article, without its text: no span can be anchored."""
    return {
        "language": None,
        "methods": [],
        "sentences": {"found": 0, "compared": 0},
        "annotations": [_orphan(each) for each in appearances.at(address)],
    }


def _annotation(text: str, span: Chosen, documents: dict[UUID, dict[str, Any]]) -> dict[str, Any]:
    return {
        "kind": span.how,
        "orphaned": False,
        **selectors.selector(text, span.start, span.end),
        "matches": [told_of(each, documents[each.id]) for each in span.judgements],  # type: ignore[index]
    }


def _orphan(appearance: Appearance) -> dict[str, Any]:
    verdict = UUID(appearance.document["id"])
    return {
        "kind": EXACT,
        "orphaned": True,
        **selectors.orphan(appearance.selector),
        "matches": [told_of(annotating.exactly(verdict), appearance.document)],
    }
