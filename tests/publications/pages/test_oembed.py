"""oEmbed by its specification (https://oembed.com), as a consumer meets it."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from lxml import etree, html

from tests.factories.publications import correct, publish, verdict, withdraw
from tests.publications.pages.reading import get, tree

pytestmark = pytest.mark.django_db


def address(publication: Any, rest: str = "") -> str:
    return f"{settings.PUBLIC_BASE_URL}/verdicts/{publication.verdict}/{rest}"


def ask(url: str, **more: str) -> Any:
    return get("/oembed", {"url": url} | more)


def english(**more: Any) -> Any:
    return publish(verdict(language="en", headline="No, it did not", **more))


def test_a_rich_answer_with_all_that_the_specification_requires() -> None:
    first = english()
    answer = ask(address(first))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    said = answer.json()
    assert (said["version"], said["type"]) == ("1.0", "rich")
    assert said["title"] == "No, it did not"
    assert said["provider_name"] == settings.FACTCHECK_ORGANIZATION_NAME
    assert isinstance(said["width"], int) and isinstance(said["height"], int)

    frame = html.fromstring(said["html"])
    assert frame.tag == "iframe"
    assert frame.get("src") == f"{settings.PUBLIC_BASE_URL}/embed/{first.verdict}/"
    assert (frame.get("width"), frame.get("height")) == (str(said["width"]), str(said["height"]))
    assert frame.get("title") == "No, it did not"
    assert "allow-scripts" not in frame.get("sandbox")
    assert get(urlsplit(frame.get("src")).path).status_code == 200


def test_the_verdicts_page_makes_it_discoverable() -> None:
    first = english()
    page = tree(f"/verdicts/{first.verdict}/")
    for type in ("application/json+oembed", "text/xml+oembed"):
        [found] = page.xpath("//link[@rel='alternate'][@type=$type]/@href", type=type)
        parts = urlsplit(found)
        answer = get(f"{parts.path}?{parts.query}")
        assert answer.status_code == 200
        assert answer["Content-Type"].startswith(type.removesuffix("+oembed"))


def test_xml_says_the_same() -> None:
    first = english(text="a \x01 b")
    said = ask(address(first)).json()
    answer = ask(address(first), format="xml")
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    root = etree.fromstring(answer.content)
    assert root.tag == "oembed"
    assert {child.tag: child.text for child in root} == {
        name: str(value) for name, value in said.items()
    }


def test_control_signs_in_a_headline_leave_the_xml_whole() -> None:
    first = publish(verdict(language="en", headline="a\x01b\ufffe </title> & \u202e"))
    root = etree.fromstring(ask(address(first), format="xml").content)
    assert root.findtext("title") == "a\ufffdb\ufffd </title> &"


def test_no_larger_than_was_asked_for() -> None:
    first = english()
    for asked, got in (
        ({"maxwidth": "300"}, (300, 320)),
        ({"maxwidth": "300", "maxheight": "200"}, (300, 200)),
        ({"maxwidth": "5000", "maxheight": "5000"}, (600, 320)),
    ):
        said = ask(address(first), **asked).json()
        assert (said["width"], said["height"]) == got


@pytest.mark.parametrize("rest", ["", "?utm_source=x", "#evidence", "versions/1/"])
def test_addresses_as_people_paste_them(rest: str) -> None:
    first = english()
    assert ask(address(first, rest)).status_code == 200
    assert ask(address(first).rstrip("/")).status_code == 200
    assert ask(address(first).replace("http:", "https:")).status_code == 200


def test_what_is_no_verdict_of_ours_is_not_found() -> None:
    first = english()
    for url in (
        "",
        "x",
        "https://elsewhere.example/verdicts/x/",
        address(first).replace("127.0.0.1", "evil.example"),
        f"https://u@evil.example/verdicts/{first.verdict}/",
        f"{settings.PUBLIC_BASE_URL}/verdicts/00000000-0000-4000-8000-000000000000/",
        f"{settings.PUBLIC_BASE_URL}/",
        "http://[",
        address(first).replace("http:", "javascript:"),
    ):
        assert ask(url).status_code == 404, url


def test_what_is_not_offered_or_wrong_is_said() -> None:
    first = english()
    assert ask(address(first), format="yaml").status_code == 501
    for size in ("0", "-1", "wide", "1e3", "9" * 20):
        answer = ask(address(first), maxwidth=size)
        assert (answer.status_code, "maxwidth" in answer.json()["detail"]) == (400, True)


def test_what_was_withdrawn_can_still_be_embedded_and_says_so() -> None:
    first = english()
    tag = ask(address(first))["ETag"]
    correct(first, headline="No, hardly")
    assert ask(address(first)).json()["title"] == "No, hardly"
    withdraw(first)
    answer = ask(address(first))
    assert answer.json()["title"] == "Verdict withdrawn"
    assert answer["ETag"] != tag


def test_pages_of_others_may_ask_from_a_browser(django_assert_num_queries: Any) -> None:
    first = english()
    with django_assert_num_queries(1):
        answer = ask(address(first))
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies
