"""Pairs of a text and a claim: a JSON list of objects, or a CSV or TSV file with a header.

A pair says the same, unless there is a column `same` (or `label`) that says no: `0`, `no`, `false`
or `different`. With such a column each pair is looked at by itself, too.
"""

import csv
import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from factcheck.matching.fitting.checkthat import Relevant
from factcheck.matching.fitting.contrasts import Contrast

TEXTS = ("post", "text", "tweet", "query")
CLAIMS = ("normalized claim", "claim", "vclaim")
_SAME = ("same", "label")
_NO = {"0", "0.0", "no", "false", "different"}
#: The name of the part that is all of it.
WHOLE = "all"


def read(
    file: Path,
) -> tuple[dict[str, str], dict[str, str], dict[str, Relevant], list[Contrast]]:
    """The claims by a key of their words, the texts by their place, what each repeats, and the
    pairs that are labelled. Raises OSError, ValueError, KeyError or TypeError."""
    claims: dict[str, str] = {}
    queries: dict[str, str] = {}
    relevant: dict[str, frozenset[str]] = {}
    labelled: list[Contrast] = []
    for at, row in enumerate(_rows(file)):
        text, claim = _cell(row, TEXTS), _cell(row, CLAIMS).strip()
        key = hashlib.md5(claim.lower().encode(), usedforsecurity=False).hexdigest()
        claims.setdefault(key, claim)
        label = next((str(row[name]) for name in _SAME if name in row), None)
        same = label is None or label.strip().lower() not in _NO
        if label is not None:
            labelled.append(Contrast("labelled", text, claim, same))
        if same:
            queries[str(at)], relevant[str(at)] = text, frozenset({key})
    if not claims:
        raise ValueError("it has no pairs")
    return claims, queries, {WHOLE: relevant}, labelled


def _rows(file: Path) -> Iterator[Mapping[str, Any]]:
    if file.suffix == ".json":
        found = json.loads(file.read_text("utf-8"))
    else:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            found = list(csv.DictReader(lines, delimiter="\t" if file.suffix == ".tsv" else ","))
    for row in found:
        yield {str(name).strip().lower(): value for name, value in row.items()}


def _cell(row: Mapping[str, Any], names: tuple[str, ...]) -> str:
    for name in names:
        if name in row:
            return str(row[name] or "")
    raise KeyError(f"none of the columns {', '.join(names)}")
