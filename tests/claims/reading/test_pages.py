"""HTML as lines of text: every block on its own, in the page's order, nothing glued or doubled."""

from datetime import date

import pytest

from claims.reading import HTML, PLAIN, read
from claims.reading.page.reading import read_page
from factcheck.sentences.blocks import blocks

SAID = "Le taux de chômage a baissé de moitié en deux ans, a dit la ministre aux députés."


def text_of(body: str, head: str = "") -> str:
    page = f'<!doctype html><html lang="fr"><head>{head}</head><body>{body}</body></html>'
    return read_page(page, today=date(2026, 3, 2)).text


def test_every_block_is_on_lines_of_its_own() -> None:
    text = text_of(
        f"""<nav><a href="/">Accueil</a></nav><article><h1>Le chômage recule</h1>
        <p>{SAID} Un.</p><h2>le sous-titre</h2><p>puis ceci, <b>en
        gras</b> et en <a href="/x">lien</a>, {SAID}<br>Deux.</p>
        <ul><li>Premier <i>point</i> de la liste.</li><li>Deuxième point.<ol><li>Dessous.</li></ol>
        </li></ul><blockquote><p>« Trois. »</p><p>« Quatre. »</p></blockquote>
        <table><tr><th>Année</th><th>Taux</th></tr><tr><td>2020</td><td>8&nbsp;%</td></tr></table>
        <p>{SAID} Cinq.</p></article><footer>Mentions légales</footer>"""
    )
    assert text.split("\n") == [
        "Le chômage recule", "",
        f"{SAID} Un.", "",
        "le sous-titre", "",
        f"puis ceci, en gras et en lien, {SAID}", "Deux.", "",
        "- Premier point de la liste.", "- Deuxième point.", "  - Dessous.", "",
        "« Trois. »", "", "« Quatre. »", "",
        "Année | Taux", "2020 | 8 %", "",
        f"{SAID} Cinq.",
    ]  # fmt: skip
    assert "le sous-titre" in [text[block.start : block.end] for block in blocks(text)]


def test_blanks_are_right_around_what_is_in_a_line() -> None:
    text = text_of(
        f"<p>{SAID}</p><p>L’<em>ins</em><b>titut</b> dit <q>oui</q>, <span>puis</span>"
        f" <span>non</span>&nbsp;: 219 Go (<i>H</i><sub>2</sub>O).</p><p>{SAID} Fin.</p>"
    )
    assert "\nL’institut dit « oui », puis non : 219 Go (H2O).\n" in text


def test_a_page_of_bare_lines_is_read_too() -> None:
    for apart in ("<br><br>", "</div><div>"):
        text = text_of(f"<div>{apart.join(f'{SAID} {n}.' for n in range(6))}</div>")
        assert [line for line in text.split("\n") if line] == [f"{SAID} {n}." for n in range(6)]


def test_words_of_neighbours_do_not_run_together() -> None:
    items = "".join(f"<li>{SAID}</li>" for _n in range(6))
    assert "députés.Le" not in text_of(f"<ul>{items}</ul>")


def test_what_is_said_twice_in_the_page_is_there_once() -> None:
    """The same words for machines (JSON-LD, noscript, a template) are not the article again."""
    body = f"<article><p>{SAID} Un.</p><p>{SAID} Deux.</p></article>"
    again = f'<script type="application/ld+json">{{"articleBody": "{SAID} Un."}}</script>'
    text = text_of(f"{body}<template>{body}</template><noscript>{body}</noscript>", again)
    assert text.count("Un.") == text.count("Deux.") == 1


@pytest.mark.parametrize(
    ("begins", "charset", "kind"),
    [
        ("<!DOCTYPE html><p>", "utf-8", HTML),
        (" \n<!-- saved --><html>", "utf-8-sig", HTML),
        ("<ARTICLE class=x>", "utf-16", HTML),
        ("<p>", "utf-16-le", HTML),
        ("En HTML, une page commence par <html>. <p> est un paragraphe.", "utf-8", PLAIN),
        ("<pré> n’est pas un mot.", "utf-16", PLAIN),
        ("< 5 % des gens", "utf-8", PLAIN),
        ("<script>alert(1)</script> et <b>puis</b>, ", "utf-8", PLAIN),
    ],
)
def test_html_is_told_by_how_it_begins(begins: str, charset: str, kind: str) -> None:
    article = read(f"{begins}{SAID}".encode(charset))
    assert (article.media_type, SAID in article.text) == (kind, True)
