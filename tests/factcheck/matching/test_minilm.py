"""The packaged English model: its own figures where it is installed, and what we do with them by a
tiny one that can be done by hand."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from factcheck.matching.embedding import EmbeddingFailed, minilm
from factcheck.matching.embedding.minilm import MiniLM

np = pytest.importorskip("numpy")

Made = Callable[[Any], Any]


def one_place_each(numbers: Any) -> Any:
    """Of each piece a vector that is 1 at the piece's number; so a padded place would show."""
    return np.eye(MiniLM.dimension, dtype=np.float32)[numbers]


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch) -> Callable[[Made], MiniLM]:
    """A model whose pieces are the words, numbered by their length."""
    monkeypatch.setattr(minilm, "version", lambda _package: "1")

    def made(answer: Made) -> MiniLM:
        def encode(text: str) -> SimpleNamespace:
            return SimpleNamespace(ids=[101, *map(len, text.split())])

        session = SimpleNamespace(run=lambda _names, given: [answer(given["input_ids"])])
        loaded = (SimpleNamespace(encode=encode), session)
        monkeypatch.setattr(minilm, "_load", lambda: loaded)
        return MiniLM()

    return made


def test_a_text_is_the_mean_of_its_pieces_in_the_texts_order_however_long_the_others(
    tiny: Callable[[Made], MiniLM],
) -> None:
    model = tiny(one_place_each)
    found = model.embed(["a bb", " ".join(map(str, range(100, 150))), "", *["dddd"] * 40])
    assert found.shape == (43, 384)
    assert found[0, [101, 1, 2]] == pytest.approx(1 / 3**0.5)
    assert found[1, [101, 3]] == pytest.approx(np.array([1, 50]) / 2501**0.5)
    assert found[2, 101] == 1
    assert (found[3:] == found[3]).all()
    assert not found[:, 0].any()  # what a shorter text was filled up with
    assert model.embed([]).shape == (0, 384)


@pytest.mark.parametrize(
    "answer",
    [
        lambda numbers: one_place_each(numbers) * np.nan,
        lambda numbers: one_place_each(numbers) * 0,
        lambda numbers: one_place_each(numbers)[:, :, :383],
        lambda numbers: one_place_each(numbers)[1:],
        lambda numbers: 1 / 0,
    ],
)
def test_what_is_no_vector_for_each_text_is_refused(
    answer: Made, tiny: Callable[[Made], MiniLM]
) -> None:
    with pytest.raises(EmbeddingFailed):
        tiny(answer).embed(["one", "two two"])


def test_without_its_packages_it_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(minilm, "_MODULES", ("json", "there_is_no_such_module"))
    monkeypatch.setattr(minilm, "_PACKAGE", "there-is-no-such-package")
    assert not MiniLM.installed()
    with pytest.raises(EmbeddingFailed, match="not installed"):
        MiniLM()


@pytest.mark.skipif(
    not MiniLM.installed(),
    reason="MINILM IS NOT TESTED: its packages are missing (make setup EMBEDDINGS=minilm).",
)
def test_the_model_knows_what_english_means() -> None:
    texts = [
        "The cat sleeps on the bed",
        "A cat is asleep on a bed",
        "Taxes rose in May",
        "",
        "word " * 10**5,
    ]
    model = MiniLM()
    found = model.embed(texts)
    assert found.shape == (5, 384)
    assert np.abs((found**2).sum(axis=1) - 1).max() < 1e-4
    assert found[0] @ found[1] > 0.8 > 0.3 > found[0] @ found[2]
    assert np.abs(model.embed(texts[:1])[0] - found[0]).max() < 1e-4
