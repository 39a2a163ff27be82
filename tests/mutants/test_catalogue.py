"""The mutants' own sanity: a mutant whose text is gone breaks nothing, and proves nothing."""

import ast

import pytest

from tests.mutants.catalogue import MUTANTS, Mutant
from tests.mutants.running import ROOT


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_each_mutant_breaks_exactly_one_place(mutant: Mutant) -> None:
    whole = (ROOT / mutant.file).read_text()
    assert whole.count(mutant.text) == 1, f"write it anew: {mutant.file} has changed"
    ast.parse(whole.replace(mutant.text, mutant.becomes))
    for tests in mutant.noticed_by.split():
        assert (ROOT / tests).exists(), tests


def test_no_two_have_the_same_name() -> None:
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS)
