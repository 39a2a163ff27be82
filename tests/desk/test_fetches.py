"""An article by its address, in the admin: asked for, looked at, tried again."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from lxml import html

from claims.actions import attempts
from claims.models import Article, Fetch
from tests.claims.fetching import connect
from tests.factories import claims, people
from tests.outbound.server import Server, answer, serving

ADD = "/admin/claims/article/add/"
URL = "http://gazette.example/a"


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with serving(a=answer()) as server:
        connect(server, monkeypatch)
        yield server


@pytest.fixture
def desk(sign_in: Callable[[str], Client]) -> Client:
    return sign_in("contributor")


def asked(desk: Client, **given: str) -> tuple[Fetch, Any]:
    answer = desk.post(ADD, {"url": URL, **given}, follow=True)
    fetch = Fetch.objects.get()
    assert answer.redirect_chain[-1][0] == address(fetch)
    return fetch, answer


def address(fetch: Fetch, verb: str = "") -> str:
    end = f"do/{verb}/" if verb else "change/"
    return f"/admin/claims/fetch/{fetch.pk}/{end}"


def panel(page: Any) -> str:
    return " ".join(
        html.fromstring(page.content.decode()).get_element_by_id("progress").text_content().split()
    )


def test_an_address_alone_is_fetched(web: Server, desk: Client) -> None:
    fetch, page = asked(desk, title="Mon titre", text=" \r\n", language="fr")
    assert fetch.about == {"title": "Mon titre", "language": "fr"}
    assert "as soon as its turn comes" in panel(page)
    assert "Look again" in panel(page)
    assert "claims/progress.js" in page.content.decode()
    assert not Article.objects.exists()
    attempts.run(fetch.pk, 1)
    page = desk.get(address(fetch))
    article = Article.objects.get()
    assert article.title == "Mon titre"
    assert f"/admin/claims/article/{article.pk}/change/" in page.content.decode()
    assert "claims/progress.js" not in page.content.decode()


def test_a_text_with_an_address_is_not_fetched(web: Server, desk: Client) -> None:
    desk.post(ADD, {"url": URL, "text": "Le chômage a baissé de 12 %.", "language": "fr"})
    assert Article.objects.get().url == URL
    assert not Fetch.objects.exists()


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://gazette.example:22/", "ftp://a.example/"]
)
def test_what_is_not_fetched_is_told_with_the_form(desk: Client, url: str) -> None:
    page = desk.post(ADD, {"url": url, "title": "Kept title"})
    assert page.status_code == 400
    assert "Kept title" in page.content.decode()
    [error] = html.fromstring(page.content.decode()).xpath("//ul[@class='errorlist'][@id]")
    assert error.getparent().get("class").startswith("form-row") or error.text_content()
    assert not Fetch.objects.exists()


def test_what_failed_says_what_to_do_and_can_be_tried_again(web: Server, desk: Client) -> None:
    web.pages["/a"] = answer(b"", status="403 Forbidden")
    fetch, _page = asked(desk)
    assert b"/do/again/" not in desk.get(address(fetch)).content
    attempts.run(fetch.pk, 1)
    page = desk.get(address(fetch))
    assert "paywall" in panel(page)
    assert "paste it" in panel(page)
    assert f"{ADD}?url=http%3A%2F%2Fgazette.example%2Fa" in page.content.decode()
    assert URL in desk.get(f"{ADD}?url=http%3A%2F%2Fgazette.example%2Fa").content.decode()
    fetch.refresh_from_db()
    desk.post(address(fetch, "again"), {"seen": fetch.version})
    web.pages["/a"] = answer()
    attempts.run(fetch.pk, 2)
    assert "To the article" in panel(desk.get(address(fetch)))


def test_the_next_attempt_is_told(web: Server, desk: Client) -> None:
    web.pages["/a"] = answer(b"", status="503 Busy")
    fetch, _page = asked(desk)
    attempts.run(fetch.pk, 1)
    told = panel(desk.get(address(fetch)))
    assert "problem of its own" in told
    assert "attempt 1 of 4" in told


def test_an_article_is_fetched_again_from_its_page(
    web: Server, sign_in: Callable[[str], Client]
) -> None:
    desk = sign_in("reviewer")
    article = claims.article(url=URL)
    claims.claim(within=article.snapshots.get())
    page = desk.post(f"/admin/claims/article/{article.pk}/do/fetch/", follow=True)
    fetch = Fetch.objects.get()
    assert page.redirect_chain[-1][0] == address(fetch)
    attempts.run(fetch.pk, 1)
    assert article.snapshots.count() == 2
    told = panel(desk.get(address(fetch)))
    assert "another text now" in told
    assert "Changed, or no longer in it: 1." in told
    without = claims.article("Autre chose, sans adresse.", url="")
    shown = desk.get(f"/admin/claims/article/{without.pk}/change/")
    assert b"/do/fetch/" not in shown.content


def test_those_given_up_wait_on_the_home_page(web: Server, desk: Client) -> None:
    web.pages["/a"] = answer(b"", status="404 Not Found")
    gone = claims.fetch(URL)
    claims.fetch("http://gazette.example/b")
    attempts.run(gone.pk, 1)
    home = html.fromstring(desk.get("/admin/").content.decode())
    [link] = home.xpath("//a[@data-queue='unfetched']")
    assert link.text == "1"
    rows = desk.get(link.get("href")).context["cl"].result_list
    assert list(rows) == [gone]
    states = desk.get("/admin/claims/fetch/", {"status": "waiting"}).context["cl"].result_list
    assert [row.url for row in states] == ["http://gazette.example/b"]


def test_an_auditor_looks_and_does_not_ask(web: Server, sign_in: Callable[[str], Client]) -> None:
    fetch = claims.fetch(URL, actor=people.reviewer())
    attempts.run(fetch.pk, 1)
    auditor = sign_in("auditor")
    assert b"/do/" not in auditor.get(address(fetch)).content
    assert auditor.post(address(fetch, "again")).status_code == 403
    assert Fetch.objects.get().status == "stored"
