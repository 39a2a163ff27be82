"""What kind of speaker words name."""

from enum import Enum
from typing import NamedTuple


class Kind(Enum):
    NAME = "name"  # of a person or an organisation
    BODY = "body"  # "parquet de La Rochelle", "White House spokesman": words that tell who it is
    ROLE = "role"  # "le ministre": who that is must be known from before
    PRONOUN = "pronoun"
    NOBODY = "nobody"  # "des sources", "an official": somebody, who is not named


class Speaker(NamedTuple):
    """Who speaks, at `text[start:end]` where it is named. `gender` is "m", "f" or "" (unknown)."""

    kind: Kind
    start: int = 0
    end: int = 0
    norm: str = ""
    gender: str = ""
    plural: bool = False
    role: str = ""


NOBODY = Speaker(Kind.NOBODY)
