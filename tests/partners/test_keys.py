"""The form of a key: pure."""

import pytest

from factcheck.partners import keys


def test_a_minted_key_reads_back() -> None:
    key = keys.mint()
    assert keys.parse(str(key)) == key
    assert str(key).startswith("fck_live_")
    assert key.secret not in repr(key)


@pytest.mark.parametrize("position", [0, 4, 10, 17, 20, 49, 51, 56])
def test_one_wrong_character_is_noticed(position: int) -> None:
    text = str(keys.mint())
    other = "A" if text[position] != "A" else "B"
    assert keys.parse(text[:position] + other + text[position + 1 :]) is None


@pytest.mark.parametrize("text", ["", "fck_live_", "Bearer", "é" * 57, "fck_live_a_b_c", "\0"])
def test_what_is_no_key(text: str) -> None:
    assert keys.parse(text) is None


def test_a_cut_or_extended_key_is_noticed() -> None:
    text = str(keys.mint())
    assert keys.parse(text[:-1]) is None
    assert keys.parse(text + "0") is None
    assert keys.parse(text + "\n") is None
