"""`manage.py export_claimreview`: the public record on stdout, in three forms."""

import csv
import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from factcheck.publications.formats import table
from factcheck.publications.models import PublishedClaim
from tests.factories.publications import correct, publish, verdict, withdraw

pytestmark = pytest.mark.django_db


def export(*words: str) -> str:
    out = StringIO()
    call_command("export_claimreview", *words, stdout=out)
    return out.getvalue()


def test_the_datafeed_is_the_one_that_is_served() -> None:
    correct(publish())
    withdraw(publish())
    served = Client().get("/feeds/claimreview.json").getvalue()
    assert export() == export("--format", "datafeed") == served.decode()


def test_ndjson_is_every_document_to_the_byte_tombstones_too() -> None:
    publish()
    gone = publish()
    withdraw(gone)
    lines = export("--format", "ndjson").splitlines()

    bodies = {bytes(head.body).decode() for head in PublishedClaim.objects.all()}
    assert set(lines) == bodies
    assert json.loads(lines[0])["id"] == str(gone.verdict)


def test_csv_is_a_table_of_what_stands() -> None:
    publication = publish(verdict(headline='Non, "jamais"\net voilà', topics=("emploi", "santé")))
    withdraw(publish())
    (row,) = csv.DictReader(StringIO(export("--format", "csv"), newline=""))

    assert tuple(row) == table.COLUMNS
    assert row["id"] == str(publication.verdict)
    assert row["headline"] == 'Non, "jamais"\net voilà'
    assert row["topics"] == "emploi; santé"
    assert row["rating_canonical"] == "false"
    assert row["said_at"] == "https://gazette.example/chomage"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_no_cell_runs_in_a_spreadsheet(start: str) -> None:
    publish(verdict(text=f"{start}HYPERLINK(1)"))
    (row,) = csv.DictReader(StringIO(export("--format", "csv"), newline=""))
    assert row["claim"] == f"'{start}HYPERLINK(1)"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a;=cmd|'/c calc'!A0", "a;'=cmd|'/c calc'!A0"),  # where “;” ends a cell
        ("a; \u00a0@SUM(1)", "a;' \u00a0@SUM(1)"),
        ("a\n+1\t-2", "a\n'+1\t'-2"),
        ("＝1", "'＝1"),
        ("\t=1", "'\t'=1"),
        ("a - b; c = d\n\ne", "a - b; c = d\n\ne"),
    ],
)
def test_nor_in_one_that_cuts_cells_otherwise(written: str, read: str) -> None:
    publish(verdict(summary=written))
    (row,) = csv.DictReader(StringIO(export("--format", "csv"), newline=""))
    assert row["summary"] == read


def test_nothing_published_is_a_valid_answer() -> None:
    assert json.loads(export())["dataFeedElement"] == []
    assert export("--format", "ndjson") == ""
    assert export("--format", "csv").strip() == ",".join(table.COLUMNS)
