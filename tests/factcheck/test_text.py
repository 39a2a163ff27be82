"""The one form of a text: the same by every way in, and to the letter where it is clean."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck import text as texts
from factcheck.errors import Invalid

#: What makes trouble, often enough that it meets.
AWKWARD = st.text(st.sampled_from("aé\r\n\t \u00a0\u00ad\u200b\u200d\u2060\ufeff\u2028\x85\x0b𝄞👩"))
ANY = st.text() | AWKWARD


def kept(text: str) -> str | None:
    try:
        return texts.canonical(text)
    except Invalid:
        return None


@given(ANY)
def test_once_is_enough(text: str) -> None:
    once = kept(text)
    assert once is None or texts.canonical(once) == once


@given(AWKWARD)
def test_a_browsers_form_changes_nothing(text: str) -> None:
    """A text area makes CRLF of every line end before it posts."""
    posted = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")
    assert texts.canonical(posted) == texts.canonical(text)


@given(
    st.text(
        st.characters(
            exclude_categories=["Cc", "Cs"], exclude_characters="\u00ad\u200b\u2060\ufeff"
        )
    )
)
def test_a_clean_text_keeps_its_offsets(text: str) -> None:
    assert texts.canonical(text) == text


@given(ANY)
def test_what_is_kept_can_be_stored(text: str) -> None:
    once = kept(text)
    assert once is None or ("\0" not in once and once.encode().decode() == once)
    assert texts.canonical(texts.without_controls(text)) is not None


def test_what_only_lays_out_goes_and_what_spells_stays() -> None:
    assert texts.canonical("\ufeffci\u00adtoy\u200ben\u2060s\ufeff") == "citoyens"
    for spelled in ("👩\u200d🔬", "می\u200cخواهم", "12\u00a0%", "\tun\x0c"):
        assert texts.canonical(spelled) == spelled


@pytest.mark.parametrize("wrong", ["\0", "\x1b", "\x7f", "\x9f", "\ud800"])
def test_what_is_no_text_is_refused_with_its_place(wrong: str) -> None:
    with pytest.raises(Invalid, match=rf"character 5 \(line 2\).*U\+{ord(wrong):04X}.*try again"):
        texts.canonical(f"Un.\nD{wrong}eux")
    assert texts.without_controls(f"D{wrong}eux") == "Deux"


def test_a_million_characters_take_no_time() -> None:
    text = "Le chô\u00admage a baissé.\r\n" * 45_000
    began = time.process_time()
    texts.canonical(text)
    assert time.process_time() - began < 0.2  # 6 ms on a quiet core
