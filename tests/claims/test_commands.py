"""From a file to suggestions on the desk, at the command line."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from claims.models import Article, Claim, Fetch, Snapshot
from tests.claims.fetching import connect
from tests.outbound.server import Server, answer, redirect, serving

pytestmark = pytest.mark.django_db

LLAMA = Path(__file__).parent / "articles" / "llama.fr.txt"
PAGE = """<!DOCTYPE html><html lang="fr"><head><title>Le chômage recule</title>
<link rel="canonical" href="https://gazette.example/chomage"></head><body><article>
<h1>Le chômage recule</h1>
<p>Le chômage a baissé de 12 % en 2022, selon l’Insee, qui a publié ses chiffres mardi à Paris.</p>
<p>Le ministre du travail a présenté la loi le 3 mars devant les députés de la commission.</p>
</article></body></html>"""


def run(*words: str, **options: Any) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command(*words, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def imported(*words: str) -> Article:
    return Article.objects.get(pk=int(run("import_article", *words)[0]))


def written(folder: Path, content: bytes | str) -> str:
    file = folder / "article.txt"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(file)


def test_an_article_is_stored_and_only_its_id_printed() -> None:
    out, err = run(
        "import_article", str(LLAMA), "--language", "fr-FR", "--url", "https://gazette.example/1",
        "--publisher", "La Gazette", "--author", "Claire Dumas", "--published-on", "2023-03-09",
    )  # fmt: skip
    article = Article.objects.get()
    assert out == f"{article.pk}\n"
    assert "stored" in err
    assert (article.publisher, article.author) == ("La Gazette", "Claire Dumas")
    assert str(article.published_on) == "2023-03-09"
    snapshot = article.snapshots.get()
    assert (snapshot.text, snapshot.language) == (LLAMA.read_text("utf-8"), "fr-FR")


def test_the_same_text_again_is_the_same_article() -> None:
    first, _err = run("import_article", str(LLAMA))
    second, err = run("import_article", str(LLAMA))
    assert second == first
    assert "already" in err
    assert Snapshot.objects.count() == 1


def test_another_text_at_a_known_address_is_stored_beside_it(tmp_path: Path) -> None:
    address = "https://gazette.example/1"
    first, _err = run("import_article", str(LLAMA), "--url", address)
    other = written(tmp_path, "Le chômage a baissé de 12 % dans les régions.")
    second, err = run("import_article", other, "--url", address)
    assert second == first
    assert "new text" in err
    assert Snapshot.objects.count() == 2


def test_a_page_is_read_as_html(tmp_path: Path) -> None:
    article = imported(written(tmp_path, PAGE))
    assert article.title == "Le chômage recule"
    assert "<p>" not in article.snapshots.get().text


def test_what_was_found_is_told_and_where_it_is_from(tmp_path: Path) -> None:
    page = PAGE.replace("<title>", '<meta name="date" content="9999-01-01"><title>')
    _out, err = run("import_article", written(tmp_path, page.encode("cp1252")))
    assert "title: Le chômage recule (the page's HTML)" in err
    assert "character set: windows-1252 (its bytes)" in err
    assert "not taken: published on: 9999-01-01 (the page's meta tags; in the future)" in err


def test_what_is_given_for_a_known_article_is_told_to_be_kept() -> None:
    run("import_article", str(LLAMA), "--title", "La fuite")
    _out, err = run("import_article", str(LLAMA), "--title", "Autre", "--publisher", "La Gazette")
    assert "known already, as “La fuite”. Kept as they were: title, publisher" in err


def test_the_article_may_come_from_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    piped = io.TextIOWrapper(io.BytesIO(LLAMA.read_bytes()))
    monkeypatch.setattr("sys.stdin", piped)
    assert imported("-").snapshots.get().text == LLAMA.read_text("utf-8")


def test_the_language_is_guessed_and_said() -> None:
    _out, err = run("import_article", str(LLAMA))
    assert "fr" in err
    assert Snapshot.objects.get().language == "fr"


@pytest.mark.parametrize(
    ("content", "options", "says"),
    [
        (b"", [], "no text"),
        (b" \n\n ", [], "no text"),
        (b"\x89PNG\r\n\x1a\n\0\0\xff", [], "UTF-8"),
        (b"Meta a perdu\0 12 millions.", [], "control character"),
        (b"Der Hund hat den Mann gebissen.", [], "language"),
        (b"Meta a perdu 12 millions.", ["--language", "de"], "de"),
        (b"Meta a perdu 12 millions.", ["--language", "fr", "--url", "gazette"], "web address"),
        (b"Meta a perdu 12 millions.", ["--language", "fr", "--published-on", "hier"], "date"),
        (b"x" * 6_000_000, ["--language", "fr"], "6,000,000"),
    ],
)
def test_what_cannot_be_stored_is_said_and_nothing_stored(
    tmp_path: Path, content: bytes, options: list[str], says: str
) -> None:
    with pytest.raises(CommandError, match=says):
        run("import_article", written(tmp_path, content), *options)
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("nowhere.txt", "no file"),
        ("/", "directory"),
        ("a\0b", "cannot be read"),
        ("https://127.0.0.1/1", "private network"),
        ("ftp://gazette.example/1", "Only http"),
    ],
)
def test_a_source_that_is_no_file(source: str, says: str) -> None:
    with pytest.raises(CommandError, match=says):
        run("import_article", source)


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with serving(a=answer(PAGE.encode()), old=redirect("/a")) as server:
        connect(server, monkeypatch)
        yield server


def test_an_article_is_fetched_from_its_address(web: Server) -> None:
    out, err = run("import_article", "http://gazette.example/old", "--title", "Autre titre")
    article = Article.objects.get()
    assert out == f"{article.pk}\n"
    assert (article.url, article.title) == ("https://gazette.example/chomage", "Autre titre")
    assert "leads on to http://gazette.example/a" in err
    assert "Read: " in err
    assert "is stored" in err
    again, err = run("import_article", "http://gazette.example/a")
    assert again == out
    assert "already" in err
    assert not Fetch.objects.exists()  # nothing waits for the worker


def test_where_it_was_published_may_be_elsewhere(web: Server) -> None:
    archived = "http://archive.example/a"
    article = imported(archived, "--url", "https://gazette.example/1", "--publisher", "La Gazette")
    assert (article.url, article.publisher) == ("https://gazette.example/1", "La Gazette")


def test_what_cannot_be_fetched_is_said_and_nothing_stored(web: Server) -> None:
    with pytest.raises(CommandError, match="no such page"):
        run("import_article", "http://gazette.example/b")
    assert not Article.objects.exists()


def test_candidates_are_printed_best_first_and_suggested() -> None:
    article = imported(str(LLAMA))
    out, _err = run("extract_claims", str(article.pk))
    *lines, count = out.splitlines()
    scores = [float(line.split()[0]) for line in lines]
    assert scores == sorted(scores, reverse=True)
    assert Claim.objects.count() == len(lines)
    assert f"{len(lines)} of them new" in count
    assert "0 of them new" in run("extract_claims", str(article.pk))[0]
    assert Claim.objects.count() == len(lines)


def test_json_is_all_that_is_printed() -> None:
    article = imported(str(LLAMA))
    out, err = run("extract_claims", str(article.pk), "--json")
    candidates = json.loads(out)
    text = article.snapshots.get().text
    assert all(text[c["start"] : c["end"]] == c["exact"] for c in candidates)
    assert {"code", "label", "weight"} == set(candidates[0]["reasons"][0])
    assert "é" in out
    assert err == ""


@pytest.mark.parametrize("pk", ["0", "12345678", "-1", "llama", "9" * 30, "²"])
def test_an_article_that_is_not_there(pk: str) -> None:
    with pytest.raises(CommandError, match="Import it first"):
        run("extract_claims", "--", pk)
