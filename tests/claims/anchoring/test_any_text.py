"""Re-anchoring in texts of any kind: what must hold whatever is written and edited."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.anchoring import FOUND, Kind, find_again

_WORDS = ["Le", "chômage", "a", "baissé", "n’a", "pas", "7", "%", "👩‍🔬", "cafe\u0301", "Lyon",
          "«", "»", "selon", "l’Insee", "1,5", "10 000", "𝔘𝔫"]  # fmt: skip


def _numbered(sentences: list[list[str]]) -> list[str]:
    """Every sentence is another one: its number is in it."""
    return [f"{' '.join(words)} n° {i} fin." for i, words in enumerate(sentences, start=100)]


_SENTENCES = st.lists(
    st.lists(st.sampled_from(_WORDS), min_size=1, max_size=8), min_size=2, max_size=12
).map(_numbered)


def spans(sentences: list[str]) -> list[tuple[int, int]]:
    found, at = [], 0
    for sentence in sentences:
        found.append((at, at + len(sentence)))
        at += len(sentence) + 1
    return found


@given(_SENTENCES, st.data())
def test_what_stays_is_found_at_its_place_and_what_went_is_not(
    sentences: list[str], data: st.DataObject
) -> None:
    """Sentences go, move, and come."""
    kept = data.draw(st.lists(st.sampled_from(sentences), unique=True))
    come = data.draw(st.lists(st.text(st.characters(codec="utf-8"), max_size=30), max_size=3))
    come = [f"Neuf {words.replace('.', '').strip()}." for words in come]
    after = data.draw(st.permutations([*kept, *come]))
    old, new = " ".join(sentences), " ".join(after)
    for sentence, found in zip(sentences, find_again(old, new, spans(sentences)), strict=True):
        if sentence in kept:
            assert found.kind == Kind.EXACT
            assert new[found.start : found.end] == sentence
            assert found.start == new.index(sentence)
        else:
            assert found.kind not in FOUND


@given(_SENTENCES)
def test_typography_is_no_change(sentences: list[str]) -> None:
    set_otherwise = [
        sentence.replace("’", "'").replace("« ", "“").replace(" %", "\u00a0%").replace(" ", "  ")
        for sentence in sentences
    ]
    new = "\n".join(set_otherwise)
    found = find_again(" ".join(sentences), new, spans(sentences))
    assert found == [(Kind.QUOTE, *span) for span in spans(set_otherwise)]


@given(st.text(min_size=1, max_size=60), st.text(max_size=60), st.data())
def test_nothing_breaks_and_a_found_passage_says_the_same(
    old: str, new: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    [found] = find_again(old, new, [(start, end)])
    if found.start is None or found.end is None:
        assert found.kind == Kind.ORPHANED
        return
    assert 0 <= found.start < found.end <= len(new)
    if found.kind in (Kind.EXACT, Kind.UNSURE):
        assert new[found.start : found.end] == old[start:end]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a" * 1_000_000, "a" * 999_999),
        ("a " * 250_000, "a " * 249_999 + "b"),
        ("ab. " * 125_000, "ba. " * 125_000),
        ("." * 500_000, "!" * 500_000),
        ("))))" * 100_000, "(" + "))))" * 100_000),
        ("Il a dit oui. " * 30_000, "x" + "Il a dit oui. " * 29_999),
    ],
)
def test_hostile_texts_take_no_longer(old: str, new: str) -> None:
    begun = time.process_time()
    find_again(old, new, [(at * 100, at * 100 + 80) for at in range(200)])
    assert time.process_time() - begun < 5
