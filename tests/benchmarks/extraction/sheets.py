"""Sentences with a label, one a row: the CSV and TSV files of CheckThat!, NewsSD, ClaimBuster."""

import csv
from pathlib import Path
from typing import NamedTuple

_TEXTS = ("text", "sentence", "tweet_text")
_LABELS = (
    "class_label",
    "check_worthy",
    "check-worthy",
    "check_worthiness",
    "claim_worthiness",
    "verdict",
    "label",
)
_WORTH_IT = {"1", "1.0", "yes", "true", "obj", "checkworthy", "check-worthy"}


class Row(NamedTuple):
    text: str
    worth_it: bool


def is_worth_it(label: object) -> bool:
    return str(label).strip().lower() in _WORTH_IT


def read(file: Path) -> list[Row]:
    """Raises SystemExit where a column is missing."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t" if file.suffix == ".tsv" else ",")
        columns = {name.strip().lower(): name for name in rows.fieldnames or ()}
        text, label = (
            next((columns[n] for n in w if n in columns), None) for w in (_TEXTS, _LABELS)
        )
        if text is None or label is None:
            raise SystemExit(
                f"{file} has the columns {', '.join(columns) or 'none'}: one of"
                f" {', '.join(_TEXTS)} and one of {', '.join(_LABELS)} are needed."
            )
        return [Row(row[text].strip(), is_worth_it(row[label])) for row in rows if row[text]]
