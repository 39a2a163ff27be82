"""Whatever a model says: no exception, and candidates are the text's own words at their place."""

import json
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from claims import extraction
from claims.extraction import Speech
from claims.extraction.model import extract
from tests.claims.model.server import TEXT, claim

_RULES = extraction.extract(TEXT, language="fr")
_WORDS = TEXT.split()
_PASSAGES = st.builds(
    lambda start, length: " ".join(_WORDS[start : start + length]),
    st.integers(0, len(_WORDS)),
    st.integers(0, 12),
)
_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=5,
)
_SAID = _PASSAGES | st.text(max_size=40)
_CLAIMS = st.builds(
    claim,
    st.integers(-1, 6) | _ANYTHING,
    _SAID,
    claim=_SAID,
    claimant=_PASSAGES | _ANYTHING,
    cue=_SAID,
    speech=st.sampled_from([*Speech, "sung"]) | _ANYTHING,
    worth=st.floats(0, 1) | _ANYTHING,
    why=st.text(max_size=40),
)


@settings(max_examples=50, deadline=None)
@given(listed=st.lists(_CLAIMS | _ANYTHING, max_size=8))
def test_an_answer_of_any_kind(listed: list[Any]) -> None:
    said = json.dumps({"claims": listed})
    found = extract(TEXT, _RULES, language="fr", ask=lambda _messages: said, name="test")
    for candidate in found:
        assert TEXT[candidate.start : candidate.end] == candidate.quote
        assert 0 < candidate.score < 1
        if candidate.speech == Speech.OWN:
            assert (candidate.claimant, candidate.cue, candidate.claim_date) == ("", "", None)
        if candidate.claimant_span:
            assert TEXT[slice(*candidate.claimant_span)] in candidate.claimant
    chosen = sorted((c.start, c.end) for c in found)
    assert all(end <= start for (_, end), (start, _) in pairwise(chosen))
    assert found.trouble in ("", "nonsense")
    by_model = sum(candidate.extractor == "model:test" for candidate in found)
    dropped = sum(
        count
        for code, count in found.dropped.items()
        if not code.startswith("wording_") and code not in ("claimant", "voice")
    )
    assert found.named == by_model + dropped


@settings(max_examples=80, deadline=None)
@given(said=st.text(alphabet='{}[]":,0123claims \\nu', max_size=80))
def test_words_that_are_hardly_json(said: str) -> None:
    found = extract(TEXT, _RULES, language="fr", ask=lambda _messages: said, name="test")
    assert found == _RULES
    assert found.trouble in ("", "nonsense")
