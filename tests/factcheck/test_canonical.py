"""Canonical JSON: whatever way it is written, it is what RFC 8785's own library writes."""

import enum
from typing import Any

import pytest
import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from factcheck import canonical

_LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
_VALUES = st.recursive(
    _LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20
)


class Colour(enum.StrEnum):
    RED = "red"


@given(_VALUES)
@example({"\U0001f600": 1, "\ufb33": 2})  # UTF-16 sorts these the other way round
@example(['\u2028\u007f\u0000\u001f\b\f\n\r\t"\\/é'])
@example({"a": ({"c": 1, "b": True},), "A": None})
@example([2**53, 2**53 - 1, -(2**53), 1.0, 1e21, -0.0])
@example(["\ud800"])
def test_it_is_what_the_standards_own_library_writes(value: Any) -> None:
    try:
        expected = rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError):
        with pytest.raises(ValueError, match="canonical JSON"):
            canonical.canonical_bytes(value)
    else:
        assert canonical.canonical_bytes(value) == expected


@pytest.mark.parametrize("value", [{1: "a"}, object(), {"at": {1, 2}}])
def test_what_json_does_not_know_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="canonical JSON"):
        canonical.canonical_bytes(value)


def test_a_word_of_a_list_of_choices_is_its_text() -> None:
    assert canonical.canonical_bytes({"colour": Colour.RED}) == b'{"colour":"red"}'
