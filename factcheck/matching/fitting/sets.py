"""Labelled sets: texts, claims that were checked, and which text repeats which claim.

A folder as CheckThat! (CLEF) hands it out for task 2: `vclaims/*.json`, `*Queries.tsv`, and
`*Train*QREL*.tsv`, `*Dev*QREL*.tsv`. Or a JSON file with a list of pairs: `post` and
`normalized claim`.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from factcheck.errors import Invalid

HEADLINE = " — "
Relevant = Mapping[str, frozenset[str]]


class LabelledSet(NamedTuple):
    name: str
    language: str  # of the claims
    asked_in: str  # the texts' language
    claims: Mapping[str, str]
    queries: Mapping[str, str]
    #: Whose answers the weights may be fitted to, and on which they are only measured.
    train: Relevant
    held_out: Relevant


def read_set(path: Path, language: str, asked_in: str = "") -> LabelledSet:
    """`language` is that of the claims. Raises Invalid where there is no such set."""
    read = _folder if path.is_dir() else _pairs
    try:
        return read(path, language, asked_in or language)
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise Invalid(
            path=f"{path} is no labelled set that is read here ({error}): a folder with"
            " vclaims/*.json, queries and qrels in TSV, or a JSON list of `post` and"
            " `normalized claim`."
        ) from None


def _folder(path: Path, language: str, asked_in: str) -> LabelledSet:
    claims = {}
    for file in sorted((path / "vclaims").iterdir()):
        found = json.loads(file.read_text("utf-8"))
        claims[found.get("vclaim_id") or file.stem] = claim_with_headline(
            found["vclaim"], found.get("title") or ""
        )
    if not claims:
        raise ValueError("it has no claims")
    queries: dict[str, str] = {}
    for file in sorted(path.glob("*Queries.tsv")):
        for line in file.read_text("utf-8").splitlines():
            query, _, text = line.partition("\t")
            queries[query] = text
    return LabelledSet(
        path.name, language, asked_in, claims, queries, _qrels(path, "Train"), _qrels(path, "Dev")
    )


def claim_with_headline(claim: str, headline: str) -> str:
    """As the record's index keeps them: together."""
    return f"{claim}{HEADLINE}{headline}" if headline else claim


def _qrels(path: Path, part: str) -> Relevant:
    found: dict[str, set[str]] = defaultdict(set)
    for file in sorted(path.glob(f"*{part}*QREL*.tsv")):
        if "Test" in file.name:
            continue
        for line in file.read_text("utf-8").splitlines():
            query, _, claim, relevance = line.split("\t")[:4]
            if int(relevance):
                found[query].add(claim)
    return {query: frozenset(claims) for query, claims in found.items()}


def _pairs(path: Path, language: str, asked_in: str) -> LabelledSet:
    """The same claim is in one half only, whoever repeats it."""
    claims: dict[str, str] = {}
    queries: dict[str, str] = {}
    halves: tuple[dict[str, frozenset[str]], ...] = ({}, {})
    for at, pair in enumerate(json.loads(path.read_text("utf-8"))):
        claim = pair["normalized claim"].strip()
        key = hashlib.md5(claim.lower().encode(), usedforsecurity=False).hexdigest()
        claims.setdefault(key, claim)
        queries[str(at)] = pair["post"]
        halves[int(key, 16) % 2][str(at)] = frozenset({key})
    return LabelledSet(path.stem, language, asked_in, claims, queries, *halves)
