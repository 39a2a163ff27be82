"""The Atom feed: valid by the RFC, read by somebody else's reader, harmless with hostile words."""

from pathlib import Path
from typing import Any

import feedparser  # type: ignore[import-untyped]
import pytest
from django.test import Client
from lxml import etree

from tests.factories.publications import correct, publish, verdict, withdraw

PATH = "/feeds/verdicts.atom"
GRAMMAR = etree.RelaxNG.from_rnc_string(Path(__file__).with_name("atom.rnc").read_text())
HOSTILE = "</title><script>alert(1)</script> ]]> & &amp; \x00\x01\x08\x0b\x1f\x7f\ufffe \U0001f600"

pytestmark = pytest.mark.django_db


def get(query: dict[str, str] | None = None, **headers: str) -> Any:
    return Client().get(PATH, query, headers=headers)


def feed(**query: str) -> Any:
    """What a reader sees, once the grammar and the rules that it cannot say are checked."""
    answer = get(query)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    document = etree.fromstring(answer.content)
    GRAMMAR.assertValid(document)
    read = feedparser.parse(answer.content)
    assert (read.bozo, read.version) == (False, "atom10")
    ids = [entry.id for entry in read.entries]
    assert len(set(ids)) == len(ids)
    return read


def test_it_is_valid_before_anything_is_published() -> None:
    read = feed()
    assert read.entries == []
    assert read.feed.updated
    assert read.feed.links[0].href == read.feed.id


def test_a_verdict_is_an_entry_under_its_own_id() -> None:
    publication = publish()
    (entry,) = feed().entries

    assert entry.id == f"urn:uuid:{publication.verdict}"
    assert entry.title == "Non, le chômage n’a pas baissé de moitié"
    assert entry.link.endswith(f"/verdicts/{publication.verdict}/")
    assert entry.published == entry.updated
    assert "Le taux de chômage a baissé de moitié." in entry.content[0].value
    assert "Notre verdict : Faux" in entry.content[0].value
    assert {tag.term for tag in entry.tags} == {"published", "false"}
    assert entry.author == "Fact-checking desk"


def test_a_correction_updates_the_entry_and_comes_to_the_top() -> None:
    first = publish()
    publish()
    correct(first, "Le chiffre est corrigé.")
    top, other = feed().entries

    assert top.id == f"urn:uuid:{first.verdict}" != other.id
    assert top.title.startswith("Corrigé : ")
    assert top.updated > top.published
    assert "Correction : Le chiffre est corrigé." in top.content[0].value


def test_a_withdrawal_leaves_an_entry_that_says_so() -> None:
    first = publish()
    withdraw(first, "Erreur sur la personne.")
    (entry,) = feed().entries

    assert entry.id == f"urn:uuid:{first.verdict}"
    assert entry.title == "Vérification retirée"
    assert entry.content[0].value == "Erreur sur la personne."
    assert "chômage" not in str(entry)


def test_the_latest_fifty() -> None:
    said = [publish() for _ in range(52)]
    assert [entry.id for entry in feed().entries] == [
        f"urn:uuid:{publication.verdict}" for publication in said[:1:-1]
    ]


def test_one_language_alone() -> None:
    publish(verdict(language="fr"))
    english = publish(verdict(language="en"))
    read = feed(language="en")

    assert [entry.id for entry in read.entries] == [f"urn:uuid:{english.verdict}"]
    assert read.feed.title == "Fact-checking desk: verdicts and corrections"
    assert feed(language="fr").feed.title == "Fact-checking desk : vérifications et corrections"
    assert read.feed.id.endswith("?language=en")
    assert feed(language="zu").entries == []


def test_hostile_words_stay_words() -> None:
    shown = HOSTILE.replace("\x00", "")  # what a column of PostgreSQL cannot hold anyhow
    publish(verdict(headline=shown, text=HOSTILE, summary=HOSTILE))
    (entry,) = feed().entries
    assert entry.title_detail.type == "text/plain"
    document = etree.fromstring(get().content)
    title = document.findtext(".//{*}entry/{*}title")
    assert title.startswith("</title><script>alert(1)</script> ]]> & &amp; ����")
    assert title.endswith("\x7f� \U0001f600")
    assert "&lt;script&gt;" in document.findtext(".//{*}entry/{*}content")


def test_304_while_nothing_changed() -> None:
    first = publish()
    answer = get()
    assert answer["Cache-Control"] == "public, max-age=60"
    assert answer["Last-Modified"]
    same = get(**{"If-None-Match": answer["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    correct(first)
    assert get(**{"If-None-Match": answer["ETag"]}).status_code == 200


def test_another_language_changes_nothing_here() -> None:
    publish(verdict(language="fr"))
    etag = get({"language": "fr"})["ETag"]
    publish(verdict(language="en"))
    assert get({"language": "fr"}, **{"If-None-Match": etag}).status_code == 304


def test_head_has_the_length_and_no_body() -> None:
    publish()
    head = Client().head(PATH)
    assert head.content == b""
    assert head["Content-Length"] == str(len(get().content))


@pytest.mark.parametrize(
    ("query", "type"),
    [
        ("lang=fr", "unknown-parameter"),
        ("language=", "invalid-parameter"),
        ("language=fr&language=en", "invalid-parameter"),
        ("language=%3Cb%3E", "invalid-parameter"),
        ("language=fr%0A", "invalid-parameter"),
        ("language=%ff", "invalid-parameter"),
        (f"language={'a' * 8}" + "-aa" * 10, "invalid-parameter"),
    ],
)
def test_what_is_wrong_is_named(query: str, type: str) -> None:
    answer = Client().get(f"{PATH}?{query}")
    assert answer.status_code == 400
    assert answer.json()["type"] == f"urn:factcheck:problem:{type}"
    assert answer.json()["parameter"] == query.partition("=")[0]


def test_a_verdicts_page_names_the_feed_of_its_language() -> None:
    publication = publish(verdict(language="fr"))
    page = Client().get(f"/verdicts/{publication.verdict}/").content
    links = etree.HTML(page).xpath("//link[@rel='alternate'][@type='application/atom+xml']/@href")
    assert len(links) == 1
    assert links[0].endswith(f"{PATH}?language=fr")
