"""`manage.py import_claimreview`, as a person calls it."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from factcheck.elsewhere.management.commands import import_claimreview
from factcheck.elsewhere.models import ImportedReview
from tests.factories.elsewhere import feed, item

pytestmark = pytest.mark.django_db


def run(*words: str) -> str:
    out = io.StringIO()
    call_command("import_claimreview", *words, stdout=out)
    return out.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "feed.json"
    broken = item(3, url="/verif/3"), item(4, claimReviewed="", itemReviewed={})
    path.write_text(json.dumps(feed(item(1), item(1), item(2, datePublished="1/2/2026"), *broken)))
    return path


def test_it_tells_what_became_of_every_item_and_why(file: Path) -> None:
    lines = run(str(file)).splitlines()
    assert lines == [
        "refused dataFeedElement[3].item[0]: the address is not whole: http or https, and a host"
        " (/verif/3)",
        "refused dataFeedElement[4].item[0] https://autre.example/verif/4: it has no claim",
        "not taken 1 × reviewed on: it may be two different days",
        "rated 2 × false: by its words",
        "refused 1 × the address is not whole: http or https, and a host",
        "refused 1 × it has no claim",
        f"{file}: 5 read, 2 new, 0 updated, 0 older, 0 unchanged, 1 duplicate, 2 refused.",
    ]
    assert "2 unchanged, 1 duplicate, 2 refused." in run(str(file))


def test_a_dry_run_says_that_it_was_one(file: Path) -> None:
    assert run(str(file), "--dry-run").endswith("Nothing was stored: this was a dry run.\n")
    assert not ImportedReview.objects.exists()


def test_programs_get_json(file: Path) -> None:
    report = json.loads(run(str(file), "--json"))
    assert {name: report[name] for name in ("read", "new", "duplicate", "refused")} == {
        "read": 5, "new": 2, "duplicate": 1, "refused": 2,
    }  # fmt: skip
    assert report["refused_because"] == {"relative_address": 1, "no_claim": 1}
    assert report["refusals"][1]["url"] == "https://autre.example/verif/4"
    assert report["refusals_left_out"] == 0


def test_it_reads_what_is_piped_into_it(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(file.read_bytes())

    monkeypatch.setattr(sys, "stdin", Stdin)
    assert "-: 5 read, 2 new" in run("-")


def test_a_feed_that_is_cut_is_an_error_and_what_came_before_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "cut.json"
    path.write_bytes(json.dumps([item(1), item(2)]).encode()[:-40])
    with pytest.raises(CommandError) as told:
        run(str(path))
    assert told.value.returncode == 1
    assert (
        str(told.value) == f"{path}: the feed ends in the middle ([1]). What came before is kept."
    )
    assert ImportedReview.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "the file is empty"), (b"\x1f\x8b", "unpack it first"), (b"<p>words</p>", "no JSON-LD"),
     (b"claim,rating", "it is no JSON")],
)  # fmt: skip
def test_a_file_that_is_no_feed_is_told(content: bytes, says: str, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=says):
        run(str(path))


def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    for given, says in ((tmp_path / "none", "There is no file"), (tmp_path, "is a directory")):
        with pytest.raises(CommandError, match=says):
            run(str(given))


def test_progress_is_told_beside_the_report(file: Path, monkeypatch: Any, capsys: Any) -> None:
    monkeypatch.setattr(import_claimreview, "_TOLD_EVERY", 0.0)
    run(str(file))
    assert "read, 2 new …" in capsys.readouterr().err
