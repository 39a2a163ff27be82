"""The public page: for people first, in the verdict's language, the same copy for everybody."""

import json
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from lxml import etree

from factcheck.publications.document import Claimant
from factcheck.publications.models import Publication
from tests.factories.publications import correct, publish, verdict, withdraw
from tests.publications.formats.vocabulary import objections
from tests.publications.pages.reading import get as get_at
from tests.publications.pages.reading import tree as tree_at
from tests.publications.pages.reading import words as words_in

HOSTILE = "</script><script>alert(1)</script><!-- & <b onclick=x>"


def address(publication: Publication) -> str:
    return f"/verdicts/{publication.verdict}/"


def get(publication: Publication, **headers: str) -> Any:
    return get_at(address(publication), **headers)


def page(publication: Publication) -> Any:
    """The page as a tree."""
    return tree_at(address(publication))


def words(tree: Any) -> str:
    return words_in(tree.find("body"))


# --- What it says


@pytest.mark.django_db
def test_the_claim_in_its_context_the_verdict_and_the_evidence() -> None:
    said = verdict(expires_at="2027-01-31")
    source = replace(said.evidence[0].source, archived_url="https://archive.example/4")
    evidence = (replace(said.evidence[0], source=source), replace(said.evidence[0], stance="other"))
    publication = publish(replace(said, evidence=evidence))
    tree = page(publication)

    for sentence in (
        "— Jeanne Martin, 1 mars 2026".removeprefix("— "),
        "« Le taux de chômage a baissé de moitié. »",
        "Le débat sur l’emploi, La Gazette, 2 mars 2026",
        "Réfute l’affirmation 7,3 % contre 7,5 %",
        "Donne le contexte",
        "Tableau 4, p. 4, Institut, 1 février 2026 · copie archivée",
        "à revérifier le 31 janvier 2027",
        publication.content_hash,
    ):
        assert sentence in words(tree)
    assert tree.xpath("//p[@class='rating rating-false']/strong/text()") == ["Faux"]
    links = set(tree.xpath("//a/@href"))
    assert {
        "https://gazette.example/chomage#:~:text=Le%20taux%20de%20ch%C3%B4mage%20a%20baiss%C3%A9"
        "%20de%20moiti%C3%A9.",
        "https://stats.example/4",
        "https://archive.example/4",
        f"/api/v1/verdicts/{publication.verdict}/",
        f"{address(publication)}claimreview.json",
    } <= links


@pytest.mark.django_db
def test_its_own_words_follow_the_verdict_never_the_reader() -> None:
    french, english = publish(), publish(verdict(language="en"))
    spanish = publish(verdict(language="es"))
    assert get(french, **{"Accept-Language": "en"}).content == get(french).content

    for publication, spoken, sentence in (
        (french, "fr", "Notre verdict"),
        (english, "en", "Our verdict"),
        (spanish, "en", "Our verdict"),
    ):
        tree = page(publication)
        assert tree.get("lang") == spoken
        assert sentence in words(tree)
        assert tree.xpath("//article/@lang") == [publication.language]
        assert tree.xpath("//blockquote/@lang")[0] == "fr"
        assert get(publication)["Content-Language"] == publication.language


@pytest.mark.django_db
def test_each_version_and_each_correction() -> None:
    first = publish()
    second = correct(first, "Le chiffre est corrigé.")
    tree = page(first)

    assert "Le chiffre est corrigé." in words(tree)
    hashes = tree.xpath("//ol[@class='versions']//code/text()")
    assert hashes == [second.content_hash, first.content_hash]


@pytest.mark.django_db
def test_a_withdrawn_verdict_keeps_its_page_and_loses_its_markup() -> None:
    """People need the reason; search engines are told to drop it."""
    first, successor = publish(), publish(verdict(text="Autre chose."))
    withdraw(first, "Erreur sur la personne.", successor=successor.verdict)
    tree = page(first)

    assert "Cette vérification a été retirée" in words(tree)
    assert tree.xpath("//p[@class='notice']/text()") == ["Erreur sur la personne."]
    assert address(successor) in tree.xpath("//a/@href")
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert tree.xpath("//script") == []
    assert "chômage" not in etree.tostring(tree, encoding="unicode")


@pytest.mark.django_db
def test_the_same_claims_verdicts_in_other_languages() -> None:
    french = publish()
    alone = get(french)
    english = publish(verdict(language="en"), claim_id=french.claim_uid)
    answer = get(french, **{"If-None-Match": alone["ETag"]})
    assert answer.status_code == 200
    # By its own date alone nobody could tell that the page changed.
    assert get(french, **{"If-Modified-Since": alone["Last-Modified"]}).status_code == 200
    links = page(french).xpath("//link[@rel='alternate'][@hreflang]")
    assert {link.get("hreflang"): link.get("href") for link in links} == {
        "fr": f"{settings.PUBLIC_BASE_URL}{address(french)}",
        "en": f"{settings.PUBLIC_BASE_URL}{address(english)}",
    }
    withdraw(english)
    assert page(french).xpath("//link[@rel='alternate'][@hreflang]") == []


@pytest.mark.django_db
def test_who_said_it_leads_to_who_that_is() -> None:
    said = verdict()
    for same_as, links in (
        ("https://people.example/martin", ["https://people.example/martin"]),
        ("javascript:alert(1)", []),
        (None, []),
    ):
        claimant = Claimant("Jeanne Martin", "Person", same_as)
        tree = page(publish(replace(said, claim=replace(said.claim, claimant=claimant))))
        assert tree.xpath("//section[@class='claim']//figcaption/a/@href") == links


@pytest.mark.django_db
def test_where_it_stands_on_its_scale_in_words_too() -> None:
    tree = page(publish(verdict(language="en", rating="mixed")))
    figure = tree.xpath("//figure[contains(@class, 'scale')]")[0]
    assert "3 on our scale from 1, the least true, to 5, the most true" in words_in(figure)
    assert figure.find("svg").get("aria-hidden") == "true"
    assert len(figure.xpath(".//rect")) == 5


@pytest.mark.django_db
def test_right_to_left_where_the_verdict_or_the_claim_is() -> None:
    said = verdict(language="ar")
    said = replace(said, claim=replace(said.claim, language="he"))
    tree = page(publish(said))
    assert tree.xpath("//article/@dir") == ["rtl"]
    assert tree.xpath("//figure/blockquote/@dir") == ["rtl"]
    assert page(publish()).xpath("//article/@dir") == ["ltr"]


# --- What machines find


@pytest.mark.django_db
def test_the_preview_that_others_show_of_it() -> None:
    publication = publish(verdict(language="en", headline=f"No\u202e {'very ' * 40}false"))
    found = {
        meta.get("property"): meta.get("content") for meta in page(publication).xpath("//meta")
    }
    assert found["og:url"].endswith(address(publication))
    assert found["og:title"].startswith("No very very") and len(found["og:title"]) <= 120
    assert found["og:description"] == "Faux: Le taux de chômage a baissé de moitié."
    assert "\u202e" not in str(found)


@pytest.mark.django_db
def test_the_markup_of_one_that_stands() -> None:
    publication = publish()
    (script,) = page(publication).xpath("//script")
    assert script.get("type") == "application/ld+json"
    said = json.loads(script.text)
    assert objections(said) == []
    assert said["url"].endswith(address(publication))
    assert page(publication).xpath("//link[@rel='canonical']/@href") == [said["url"]]


@pytest.mark.django_db
def test_hostile_words_stay_words_everywhere() -> None:
    said = verdict(text=HOSTILE, headline=HOSTILE, claimant=HOSTILE, summary=HOSTILE)
    source = replace(said.evidence[0].source, url="javascript:alert(1)", title=HOSTILE)
    said = replace(said, evidence=(replace(said.evidence[0], quote=HOSTILE, source=source),))
    publication = publish(said)
    correct(publication, HOSTILE, headline=HOSTILE, text=HOSTILE)
    publish(replace(said, language="en"))
    for one in (publication, Publication.objects.latest("id")):
        tree = page(one)
        assert len(tree.xpath("//script")) == 1
        assert json.loads(tree.xpath("//script")[0].text)["headline"] == HOSTILE
        assert tree.xpath("//@onclick") == []
        assert not [link for link in tree.xpath("//a/@href") if link.startswith("javascript")]


# --- One copy for everybody


@pytest.mark.django_db
def test_anybody_may_keep_it_and_ask_whether_it_changed(django_assert_num_queries: Any) -> None:
    publication = publish()
    answer = get(publication)
    assert answer["Cache-Control"] == "public, max-age=30"
    assert "Cookie" not in answer.get("Vary", "")
    assert not answer.cookies

    with django_assert_num_queries(1):
        same = get(publication, **{"If-None-Match": answer["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    since = get(publication, **{"If-Modified-Since": answer["Last-Modified"]})
    assert since.status_code == 304
    head = Client().head(address(publication))
    assert (head.content, head["Content-Length"]) == (b"", str(len(answer.content)))

    correct(publication)
    assert get(publication, **{"If-None-Match": answer["ETag"]}).status_code == 200


@pytest.mark.django_db
def test_a_person_of_the_desk_sees_what_everybody_sees() -> None:
    publication = publish()
    client = Client()
    client.force_login(get_user_model().objects.create_user("ada", is_superuser=True))
    assert client.get(address(publication)).content == get(publication).content


@pytest.mark.django_db
def test_two_queries_and_what_others_add_to_the_address_changes_nothing(
    django_assert_num_queries: Any,
) -> None:
    publication = publish()
    with django_assert_num_queries(2):
        answer = get(publication)
    shared = Client().get(address(publication), {"utm_source": "x", "fbclid": "y"})
    assert shared.content == answer.content
