"""What changed between two contents, part by part."""

from typing import Any

from factcheck.publications import comparing
from factcheck.redline import GONE, NEW, SAME, Piece
from tests.factories import publications


def content(**more: Any) -> dict[str, Any]:
    return publications.verdict(**more).content()


def told(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, int, str]]:
    return [
        (change.part, change.number, change.field) for change in comparing.changes(before, after)
    ]


def test_the_same_content_has_no_changes() -> None:
    assert comparing.changes(content(), content()) == []


def test_every_part_is_told_by_its_name() -> None:
    after = content(
        text="Le chômage a doublé.", rating="true", claimant=None, claimed_on=None,
        headline="Oui", summary="Si.", topics=("emploi", "lyon"), expires_at="2027-01-01",
        correction="Précisé.",
    )  # fmt: skip
    assert told(content(), after) == [
        ("claim", 0, ""),
        ("claimant", 0, ""),
        ("claimed_on", 0, ""),
        ("rating", 0, ""),
        ("headline", 0, ""),
        ("summary", 0, ""),
        ("topics", 0, ""),
        ("review_by", 0, ""),
        ("correction_note", 0, ""),
        ("appearance", 1, "exact"),
    ]


def test_evidence_is_matched_by_its_source_or_its_quote() -> None:
    before, after = content(), content()
    [item] = before["evidence"]
    other = item | {"quote": "Autre", "source": item["source"] | {"title": "Tableau 9"}}
    before["evidence"] = [item, other]
    after["evidence"] = [other | {"source": item["source"] | {"title": "Tableau 10"}},
                         item | {"quote": "7,4 % contre 7,5 %"}]  # fmt: skip
    assert told(before, after) == [("evidence", 1, "source"), ("evidence", 2, "quote")]


def test_evidence_that_came_or_went_is_told_whole() -> None:
    before, after = content(), content()
    after["evidence"] = []
    [gone] = comparing.changes(before, after)
    [came] = comparing.changes(after, before)
    assert (gone.part, gone.number, [piece.kind for piece in gone.pieces]) == (
        "evidence",
        0,
        [GONE],
    )
    assert (came.part, came.number, [piece.kind for piece in came.pieces]) == ("evidence", 1, [NEW])
    assert "7,3 % contre 7,5 %" in gone.pieces[0].text
    assert "Tableau 4" in gone.pieces[0].text


def test_evidence_in_another_order_says_the_same() -> None:
    before, after = content(), content()
    [item] = before["evidence"]
    before["evidence"] = [item, item | {"quote": "x"}]
    after["evidence"] = [item | {"quote": "x"}, item]
    assert comparing.changes(before, after) == []


def test_a_withdrawn_claimant_and_a_new_one_read_as_words() -> None:
    [change] = comparing.changes(content(), content(claimant="Jeanne Moulin"))
    assert change.pieces == [Piece(SAME, "Jeanne "), Piece(GONE, "Martin"), Piece(NEW, "Moulin")]
