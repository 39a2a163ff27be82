"""A day that is certain, or a blank with the reason."""

from datetime import date
from typing import Any

import pytest

from factcheck.elsewhere.reading.believing import believed
from factcheck.elsewhere.reading.notes import Notes
from tests.factories.elsewhere import item

TODAY = date(2026, 11, 25)


def published(value: Any) -> tuple[str, list[str]]:
    found = believed(item(datePublished=value), TODAY)
    return found.published, [note["why"] for note in found.notes if note["field"] == "published"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2023-03-07", "2023-03-07"),
        (" 2023-3-7 ", "2023-03-07"),
        ("2023/03/07", "2023-03-07"),
        ("20230307", "2023-03-07"),
        ("2023-03-07T23:30:00-08:00", "2023-03-07T23:30:00-08:00"),
        ("2023-03-07T23:30:00.123Z", "2023-03-07T23:30:00+00:00"),
        ("2023-03-07 23:30", "2023-03-07T23:30:00"),
        ("25/03/2023", "2023-03-25"),
        ("03/25/2023", "2023-03-25"),
        ("03.03.2023", "2023-03-03"),
        ("March 7, 2023, 9:15 a.m.", "2023-03-07"),
        ("Tue, 07 Mar 2023 10:00:00 GMT", "2023-03-07"),
        ("7 mars 2023", "2023-03-07"),
        ("mardi 1er août 2023", "2023-08-01"),
        ("7 de marzo de 2023", "2023-03-07"),
        ("7. März 2023", "2023-03-07"),
        ("the 3rd of December 2022", "2022-12-03"),
        (["2023-03-07"], "2023-03-07"),
        ({"@type": "Date", "@value": "2023-03-07"}, "2023-03-07"),
        ("2026-11-26", "2026-11-26"),  # tomorrow: it is that already somewhere
    ],
)
def test_what_is_certain_is_read_in_the_publishers_own_zone(written: Any, read: str) -> None:
    assert published(written) == (read, [])


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("07/03/2023", "ambiguous_date"),
        ("5-6-2020", "ambiguous_date"),
        ("2021-02-30", "impossible_date"),
        ("31/31/2021", "impossible_date"),
        ("2023-13-01", "impossible_date"),
        ("30 February 2021", "impossible_date"),
        ("0001-01-01", "placeholder"),
        ("1970-01-01T00:00:00Z", "placeholder"),
        ("2027-01-01", "future"),
        ("2023", "no_day"),
        ("2023-03", "no_day"),
        ("yesterday", "no_date"),
        (1678147200, "no_date"),
        ("99999999999999999999-01-01", "no_date"),
        ("7 wars 2023", "no_date"),
    ],
)
def test_what_is_not_certain_is_blank_with_the_reason(written: Any, why: str) -> None:
    assert published(written) == ("", [why])


@pytest.mark.parametrize("written", [None, "", " ", [], True])
def test_what_is_not_there_is_no_fault(written: Any) -> None:
    assert published(written) == ("", [])


@pytest.mark.parametrize(
    ("claimed", "checked", "read", "why"),
    [
        ("2023-03-01", "2023-03-07", "2023-03-01", []),
        ("2023-03-07", "2023-03-07T10:00:00Z", "2023-03-07", []),
        ("2023-03-07", "2023-03-07", "", ["date_of_check"]),
        ("2023-03-08", "2023-03-07", "", ["after_check"]),
        ("2023-03-08", None, "2023-03-08", []),
        (None, "2023-03-07", "", []),
    ],
)
def test_the_checks_date_is_not_taken_for_the_claims(
    claimed: Any, checked: Any, read: str, why: list[str]
) -> None:
    claim = {"@type": "Claim", "datePublished": claimed}
    found = believed(item(datePublished=checked, itemReviewed=claim), TODAY)
    assert (found.claim_date, [note["why"] for note in found.notes]) == (read, why)


def test_notes_are_short_and_no_more_than_a_page() -> None:
    notes = Notes()
    for number in range(1_000):
        notes.add("claim", "markup", f"{number}\x00\ud800" + "x" * 9_999)
    assert len(notes.all) == 30
    assert notes.all[0]["value"].startswith("0  x") and len(notes.all[0]["value"]) == 200
