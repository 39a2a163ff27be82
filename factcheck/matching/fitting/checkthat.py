"""Sets as CheckThat! (CLEF, 2020 to 2022) hands them out for task 2: a folder, in any depth.

- the claims: `vclaims/*.json` with `vclaim`, `title` and `vclaim_id`, or `*claims*.tsv` with a
  number, the claim and its headline;
- the texts: `*queries*.tsv`, a number and the text;
- what they repeat: `*qrel*`, as TREC has it: text, 0, claim, 1.
"""

import csv
import json
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

Relevant = Mapping[str, frozenset[str]]


def read(
    folder: Path, *, with_test: bool
) -> tuple[dict[str, str], dict[str, str], dict[str, Relevant], dict[str, str]]:
    """Claims and texts by their number, the parts by the name of their file, and the headlines of
    the claims' checks, by the claims' number.

    Raises OSError, ValueError, KeyError or TypeError for what is no such folder.
    """
    # A link to a folder is followed: claims are many, and several sets share them.
    walked = os.walk(folder, followlinks=True)
    files = sorted(Path(within, name) for within, _folders, names in walked for name in names)
    found = {number: (claim, headline) for number, claim, headline in _claims(files)}
    claims = {number: claim for number, (claim, _) in found.items()}
    headlines = {number: headline for number, (_, headline) in found.items() if headline}
    queries = {
        number: text
        for file in _called(files, "queries")
        for number, _tab, text in (line.partition("\t") for line in _lines(file))
    }
    parts = {}
    for file in _called(files, "qrel"):
        name = file.relative_to(folder).as_posix()
        if with_test or "test" not in name.lower():
            parts[name] = _relevant(file)
            if not any(queries.keys() & parts[name].keys()):
                raise ValueError(f"{name} is about texts that are in no *queries*.tsv")
    for missing, what in ((claims, "claims"), (queries, "*queries*.tsv"), (parts, "*qrel*")):
        if not missing:
            raise ValueError(f"it has no {what}")
    return claims, queries, parts, headlines


def _claims(files: list[Path]) -> Iterator[tuple[str, str, str]]:
    """Number, claim, headline."""
    for file in files:
        if file.parent.name == "vclaims" and file.suffix == ".json":
            found = json.loads(file.read_text("utf-8"))
            number = found.get("vclaim_id") or file.stem
            yield number, found["vclaim"] or "", found.get("title") or ""
    for file in _called(files, "claims"):
        if file.suffix == ".tsv":
            with file.open(encoding="utf-8-sig", newline="") as lines:
                for number, claim, *rest in csv.reader(lines, delimiter="\t"):
                    if claim != "vclaim":  # the header
                        yield number, claim, rest[0] if rest else ""


def _called(files: list[Path], name: str) -> list[Path]:
    return [file for file in files if name in file.name.lower() and file.suffix != ".json"]


def _relevant(file: Path) -> Relevant:
    found: dict[str, set[str]] = defaultdict(set)
    for line in _lines(file):
        query, _, claim, relevance = line.split()[:4]
        if relevance.isdecimal() and int(relevance):
            found[query].add(claim)
    return {query: frozenset(claims) for query, claims in found.items()}


def _lines(file: Path) -> list[str]:
    """Only line ends part them: a text may have other separators within."""
    return [line for line in file.read_text("utf-8-sig").split("\n") if line.strip()]
