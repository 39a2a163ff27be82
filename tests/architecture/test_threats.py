"""What the threat model calls as a witness is there."""

import re
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
_NAMED = re.compile(r"`([\w./]+(?:\.py|\.toml|\.md|/))`")


def test_every_file_that_it_names_is_there() -> None:
    named = set(_NAMED.findall((HOUSE / "docs" / "threats.md").read_text()))
    assert len(named) > 30
    places = (HOUSE / "tests", HOUSE, HOUSE / "docs")
    gone = {name for name in named if not any((place / name).exists() for place in places)}
    assert gone == set()
