"""Pages that are made to harm: read within limits, or refused; nothing hangs, nothing breaks."""

import subprocess
import time
from datetime import date
from typing import Any

import pytest

from claims.models import Article
from claims.reading import read
from claims.reading.apart import read_page_apart
from claims.reading.page.reading import Unreadable, read_page
from factcheck.errors import Invalid

TODAY = date(2026, 3, 2)
SAID = "Le taux de chômage a baissé de moitié en deux ans, a dit la ministre aux députés."
ARTICLE = (
    f"<article><h1>Le titre</h1><p>{SAID} Un.</p><p>{SAID} Deux.</p><p>{SAID} Trois.</p></article>"
)


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html lang=fr><head>{head}</head><body>{body}</body></html>"


def script(source: str) -> str:
    return f'<script type="application/ld+json">{source}</script>'


@pytest.mark.parametrize(
    "source",
    [
        page("<div>" * 100 + ARTICLE),
        page("<p><b><i>" + ARTICLE + "</p></b>"),
        page(ARTICLE + "<!-- never closed"),
        page("<?php echo 1 ?><![CDATA[ x ]]>" + ARTICLE),
        page("<script>if(a<b){}</script>" * 2_000 + "<style>a{}</style>" * 2_000 + ARTICLE),
        page(ARTICLE, script("[" * 100_000)),
        page(ARTICLE, script('{"@type":"NewsArticle","headline":%s}' % ("9" * 100_000))),
        page(ARTICLE, script('{"@type":["Article",{}],"author":[[{"name":{}}]],"dateCreated":7}')),
        page(ARTICLE, "<meta property='og:title' content=''>" * 5_000),
        page("<a href='/2024/03/01/x'>12/03/2024 20240301</a>" * 500 + ARTICLE),
        page("<p " + " ".join(f"a{n}=1" for n in range(2_000)) + ">x</p>" + ARTICLE),
        page(ARTICLE + "<plaintext><p>Menu</p>"),
        "<?xml version='1.0'?><!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>"
        "<!ENTITY c SYSTEM 'file:///etc/passwd'>]><html><body><p>&b; &c;</p>" + ARTICLE,
        page(ARTICLE.replace("Un.", "Un.&#0;&#xD800;&#x110000;&#99999999999999;&#1;&#xFFFF;&#11;")),
        page(ARTICLE.replace("Un.", "Un.\0\x01\x0b\ufffe")),
    ],
)  # fmt: skip
def test_the_article_is_read_all_the_same(source: str) -> None:
    text = read_page(source, today=TODAY).text
    for word in ("Un.", "Deux.", "Trois."):
        assert text.count(f"{SAID} {word}") == 1
    assert not {"\0", "\x01", "\ufffd", "\ufffe", "root:", "Menu"} & set(text.split())
    assert "\ufffd" not in text
    assert "aaaaaaaaaa" not in text


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (page("<div>" * 40_000 + ARTICLE), "too_deep"),
        (page("<div>" * 100_000 + ARTICLE), "too_many_tags"),
        (page("<b>" * 300 + ARTICLE), "too_deep"),
        (page("<div>" * 50_000 + "</div>" * 50_000), "too_many_tags"),
        (page("<p>" * 1_600_000), "too_many_tags"),
        ("<!-- -->", "no_page"),
        ("", "no_page"),
    ],
)
def test_what_is_no_article_is_refused_at_once(source: str, why: str) -> None:
    began = time.process_time()
    with pytest.raises(Unreadable) as refusal:
        read_page(source, today=TODAY)
    assert refusal.value.args[0] == why
    assert time.process_time() - began < 2


def test_windows_characters_by_number_are_meant_as_such() -> None:
    text = read_page(page(ARTICLE.replace("Un.", "Un. 5 &#128; &#146;")), today=TODAY).text
    assert "Un. 5 € ’" in text


def test_frames_and_raw_text_are_no_article() -> None:
    for source in (
        f"<html><frameset><frame src=a><noframes>{ARTICLE}</noframes></frameset></html>",
        page("<plaintext>" + ARTICLE),
    ):
        assert read_page(source, today=TODAY).text == ""


@pytest.mark.django_db
def test_what_takes_too_long_is_ended_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system ends the process: here after a second of CPU, on a page that takes many."""
    source = page("<p " + " ".join(f"a{n}=1" for n in range(500_000)) + ">x</p>" + ARTICLE)
    began = time.monotonic()
    with pytest.raises(Unreadable, match="too_heavy"):
        read_page_apart(source, today=TODAY, seconds=1)
    assert time.monotonic() - began < 15
    monkeypatch.setattr("claims.reading.apart._WAIT", 0.01)
    with pytest.raises(Invalid, match=r"takes too long.*Paste"):
        read(page(ARTICLE).encode())
    assert not Article.objects.exists()


def test_what_takes_too_much_memory_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.reading.apart._MEMORY", 50_000_000)
    with pytest.raises(Unreadable, match="too_heavy"):
        read_page_apart(page(f"<p>{SAID}</p>" * 4_000), today=TODAY)


def test_the_process_apart_knows_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Any] = []
    real = subprocess.run

    def noted(*words: Any, **options: Any) -> Any:
        started.append(options)
        return real(*words, **options)

    monkeypatch.setattr(subprocess, "run", noted)
    assert SAID in read_page_apart(page(ARTICLE), today=TODAY).text
    assert set(started[0]["env"]) == {"PYTHONPATH", "LC_ALL"}
