"""The public pages as a reader has them: on a phone, light or dark, without any script."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle
from threading import Thread
from typing import Any

import pytest

from factcheck.publications.models import Publication
from tests.browser import axe
from tests.browser.conftest import Tab
from tests.factories import challenges
from tests.factories.publications import correct, publish, verdict, withdraw

HOSTILE = '</script><script>document.title = "stolen"</script>\u202e' + "A" * 300
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1200, "height": 900}


@contextmanager
def journal(snippet: str) -> Iterator[str]:
    """The address of another site, with an article that embeds something."""

    class Article(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            icon = '<link rel="icon" href="data:,">'
            self.wfile.write(f"<!doctype html>{icon}<h1>Journal</h1>{snippet}".encode())

        def log_message(self, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Article) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def reader(chromium: Any, committed: None, address: str) -> Iterator[Callable[..., Tab]]:
    """A reader's tab."""
    contexts: list[Any] = []

    def reader(**given: Any) -> Tab:
        contexts.append(chromium.new_context(**given))
        return Tab(contexts[-1].new_page(), address)

    yield reader
    for context in contexts:
        context.close()


def corrected(**more: Any) -> Publication:
    first = publish(verdict(topics=("emploi", "économie"), **more))
    return correct(first, "Une note. " * 20, **more)


def test_every_page_on_a_phone_and_on_a_desk_in_the_dark(
    reader: Callable[..., Tab],
) -> None:
    one, gone = corrected(), publish()
    withdraw(gone)
    hostile = corrected(headline=HOSTILE, text=HOSTILE, claimant=HOSTILE, summary=HOSTILE)
    arabic = publish(verdict(language="ar", headline="لا، لم تنخفض البطالة إلى النصف"))
    asked = challenges.request(one, HOSTILE)
    paths = [
        "/", "/search/?q=chomage", "/search/?q=nothing", "/corrections/", "/methodology/?lang=fr",
        f"/verdicts/{one.verdict}/versions/2/", f"/embed/{one.verdict}/", f"/embed/{gone.verdict}/",
        *(f"/verdicts/{each.verdict}/" for each in (one, gone, hostile, arabic)),
        f"/verdicts/{one.verdict}/correction/", f"/correction-requests/{asked.uid}/", "/record/",
    ]  # fmt: skip
    phone = reader(viewport=PHONE)
    desktop = reader(viewport=DESKTOP, color_scheme="dark")
    found = []
    # In turn light on a phone and dark on a desk: one style sheet is behind them all.
    for path, (tab, size) in zip(paths, cycle([(phone, PHONE), (desktop, DESKTOP)]), strict=False):
        assert tab.open(path).status == 200
        found += [f"{path} {said}" for said in axe.violations(tab.page)]
        wide = tab.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= size["width"], path
        assert tab.page.title() != "stolen"
    assert found == [], "\n".join(found)
    assert desktop.complaints == phone.complaints == []


def test_a_reader_searches_and_reads_without_scripts(reader: Callable[..., Tab]) -> None:
    first = corrected(headline="Non, pas de moitié")
    tab = reader(viewport=PHONE, java_script_enabled=False, locale="en-GB")
    tab.open("/")
    tab.page.fill("#q", '"pas de moitié"')
    tab.page.keyboard.press("Enter")
    tab.page.select_option("#rating", "false")
    tab.page.click("form >> text=Search")
    tab.page.click("text=Non, pas de moitié")
    assert tab.page.url.endswith(f"/verdicts/{first.verdict}/")
    tab.page.click("main >> text=Version 2")
    assert "/versions/2/" in tab.page.url
    assert tab.complaints == []


def test_the_keyboard_reaches_the_content_first(reader: Callable[..., Tab]) -> None:
    tab = reader(viewport=PHONE)
    tab.open("/")
    tab.page.keyboard.press("Tab")
    assert tab.page.evaluate("document.activeElement.className") == "skip"
    tab.page.keyboard.press("Enter")
    assert tab.page.evaluate("document.activeElement.id") == "main"


def test_the_card_on_a_page_of_others_is_always_as_the_verdict_stands(
    reader: Callable[..., Tab],
) -> None:
    first = publish(verdict(headline="Non"))
    tab = reader(viewport=DESKTOP)
    tab.open(f"/verdicts/{first.verdict}/")
    tab.page.click("summary")
    snippet = tab.page.input_value("#snippet")
    assert f"/embed/{first.verdict}/" in snippet

    # From another site, in a sandbox without an origin, as the snippet says.
    host = reader(viewport=DESKTOP)
    own = snippet.split('src="')[1].split("/embed/")[0]
    page, card = host.page, host.page.frame_locator("iframe")
    with journal(snippet.replace(own, host.address)) as article:
        page.goto(article)
        assert card.locator("h1").inner_text() == "Non"
        assert card.locator("main").evaluate("e => getComputedStyle(e).borderTopWidth") == "1px"
        with page.context.expect_page():  # beside the article, not in its frame
            card.locator("a").click()
        assert page.url == article

        correct(first, "Une note.", headline="Non, à peine")
        page.goto(article)
        assert card.locator("h1").inner_text() == "Non, à peine"
        assert card.locator(".state").is_visible()
    # (That scripts are blocked in it is about those that Playwright sends.)
    assert [said for said in host.complaints if "Blocked script" not in said] == []
