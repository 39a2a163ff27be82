"""Which languages are read, and which one a text is in."""

from pathlib import Path

import pytest

from claims.extraction import extract, guess_language

ARTICLES = Path(__file__).parent.parent / "articles"


@pytest.mark.parametrize("tag", ["fr", "fr-FR", "FR-ca", "en", "en-GB", " en "])
def test_a_tag_of_a_language_that_is_read(tag: str) -> None:
    assert extract("Meta a payé 3 millions. ", language=tag)


@pytest.mark.parametrize("tag", ["de", "", "français", "fra", "x", "-"])
def test_another_language_is_refused(tag: str) -> None:
    with pytest.raises(ValueError, match="is not read here: fr, en are"):
        extract("Meta hat 3 Millionen bezahlt.", language=tag)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_article_tells_its_language(language: str) -> None:
    assert guess_language((ARTICLES / f"llama.{language}.txt").read_text("utf-8")) == language


@pytest.mark.parametrize(
    "text", ["", "LLaMA 65B", "Der Hund beißt den Mann nicht.", "?" * 20_000, "中文 文字", "\ud800"]
)
def test_no_guess_where_there_is_none(text: str) -> None:
    assert guess_language(text) is None
