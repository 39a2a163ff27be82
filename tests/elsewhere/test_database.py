"""What PostgreSQL refuses of what was imported, raw SQL included."""

import pytest

from tests import raw
from tests.factories.elsewhere import imported, item, review

pytestmark = pytest.mark.django_db


def test_a_version_is_never_changed_nor_a_review_deleted() -> None:
    review()
    for statement in (
        "UPDATE elsewhere_importedversion SET raw = '{}'",
        "DELETE FROM elsewhere_importedversion",
        "TRUNCATE elsewhere_importedversion",
    ):
        with raw.refused("append-only|never emptied"):
            raw.run(statement)
    for table in ("elsewhere_importedreview", "elsewhere_feedimport"):
        with raw.refused("never deleted"):
            raw.run(f"DELETE FROM {table}")
        with raw.refused("never emptied"):
            raw.run(f"TRUNCATE {table} CASCADE")


def test_a_review_shows_one_of_its_versions() -> None:
    review()
    for change in ("version = 2", "content_hash = repeat('0', 64)"):
        with raw.refused("has no version"), raw.undone():
            raw.run(f"UPDATE elsewhere_importedreview SET {change}")
            raw.run("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize(
    "change",
    [
        "publisher = ''",
        "claim = ''",
        "url = 'javascript:1'",
        "rating = 'misleading'",
        "claimant_type = 'Thing'",
    ],
)
def test_a_review_has_a_publisher_an_address_and_a_rating_that_is_known(change: str) -> None:
    review()
    with raw.refused("imported_"):
        raw.run(f"UPDATE elsewhere_importedreview SET {change}")


def test_what_an_import_did_stays_as_it_was_told() -> None:
    imported(item())
    with raw.refused("is finished"):
        raw.run("UPDATE elsewhere_feedimport SET counts = '{}'")
