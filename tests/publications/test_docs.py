"""The catalogue of errors in the documentation is the one in the code."""

import re
from pathlib import Path

from factcheck.problems import TYPES

DOCS = Path(__file__).parents[2] / "docs" / "partners.md"


def test_every_type_of_problem_is_explained() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| (\d+) \|", DOCS.read_text(), re.MULTILINE)
    assert {name: int(status) for name, status in rows} == {
        name: status for name, (status, _title) in TYPES.items()
    }
