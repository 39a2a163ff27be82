"""Hostile words from every door, looked at in a real browser wherever they come out: nothing of
them runs or is asked for, and a sign that turns words around turns none of ours."""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.browser.conftest import Tab
from tests.factories import hostile, people
from tests.walking import walk

#: What stands behind a sign that turns the direction, in its paragraph, and is not kept apart from
#: it: by an element that isolates, or by being another paragraph.
_TURNED = """() => {
  const style = element => getComputedStyle(element);
  const unseen = 'script,style,textarea,option,template';
  const isInline = element => style(element).display === 'inline';
  const found = document.title.includes('\\u202e') ? [`title: ${document.title}`] : [];
  const walker = document.createTreeWalker(document.body,
    NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  const texts = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const isText = node.nodeType === Node.TEXT_NODE;
    if ((isText || node.tagName === 'BR') && !node.parentElement.closest(unseen)) texts.push(node);
  }
  texts.forEach((text, at) => {
    const turn = text.data ? text.data.lastIndexOf('\\u202e') : -1;
    if (turn < 0) return;
    let box = text.parentElement;
    while (isInline(box) && style(box).unicodeBidi === 'normal') box = box.parentElement;
    // A mark ends with the name of its door and "-turned"; a list may have cut it.
    let behind = text.data.slice(turn).replace(/^\\u202e[a-z ]*(-[turned]*)?…?/, '');
    if (!isInline(box))
      for (const next of texts.slice(at + 1)) {
        let own = next.parentElement;
        while (own !== box && box.contains(own) && isInline(own)) own = own.parentElement;
        if (own !== box || next.tagName === 'BR') break;
        behind += next.data;
      }
    if (style(box).whiteSpace.startsWith('pre')) behind = behind.split('\\n')[0];
    if (behind.trim()) found.push(`${box.tagName}: ${text.data.trim()} << ${behind.trim()}`);
  });
  return found;
}"""
_RAN = "() => 'pwned' in window || document.querySelector('x-pwned, [onclick*=pwned]') !== null"
_LINKS = "[...document.querySelectorAll('a[href]')].map(link => link.getAttribute('href'))"


class Witness:
    """Opens pages, and writes down what should not be."""

    def __init__(self, tab: Tab) -> None:
        self._tab, self._path = tab, ""
        self.seen: list[str] = []
        self.marks = 0
        tab.page.on("dialog", self._dialog)
        tab.page.on("request", self._asked)

    def open(self, path: str) -> Iterable[str]:
        """Where its links lead."""
        self._path = path
        self._tab.open(path)
        page = self._tab.page
        if page.evaluate(_RAN):
            self._saw("something ran, or became an element")
        for turned in [*page.evaluate(_TURNED), *self._tab.complaints]:
            self._saw(turned)
        self._tab.complaints.clear()
        self.marks += page.content().count("-mark")
        links: list[str] = page.evaluate(_LINKS)
        return links

    def _dialog(self, dialog: Any) -> None:
        self._saw(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self._tab.address, "data:")):
            self._saw(f"asked for {request.url}")

    def _saw(self, what: str) -> None:
        self.seen.append(f"{self._path}: {what[:300]}")


@pytest.fixture
def desk(committed: None) -> hostile.Desk:
    return hostile.desk_of_hostile_words()


@pytest.fixture
def witness(tab: Tab) -> Iterator[Witness]:
    """Signed in as somebody who sees everything, and may do everything."""
    client = Client()
    client.force_login(people.superuser())
    [cookie] = client.cookies.values()
    tab.page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": tab.address}])
    yield Witness(tab)


def page_of(row: Any) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def of_the_desk(desk: hostile.Desk) -> list[str]:
    """A page of each kind of row."""
    rows = [
        desk.article, desk.article.snapshots.get(), desk.published, desk.open, desk.request,
        desk.webhook, desk.published.claim, *desk.more.values(),
    ]  # fmt: skip
    pages = [page_of(row) for row in rows]
    pages += [reverse("admin:publications_publishedclaim_change", args=[desk.published.uid])]
    lists = ["claims_claim", "reviews_claimreview", "elsewhere_importedreview", "history_event"]
    return [
        "/admin/", *pages, *(reverse(f"admin:{each}_changelist") for each in lists),
        reverse("admin:reviews_claimreview_history", args=[desk.published.pk]),
        reverse("admin:partners_partner_history", args=[desk.more["partner"].pk]),
    ]  # fmt: skip


def of_the_public(desk: hostile.Desk) -> list[str]:
    verdict, gone = f"/verdicts/{desk.published.uid}/", f"/verdicts/{desk.withdrawn.uid}/"
    return [
        "/search/?q=budget", "/corrections/", verdict, gone, f"{verdict}versions/2/",
        f"/embed/{desk.published.uid}/", f"/correction-requests/{desk.request.uid}/",
        "/", "/search/?q=%3Cx-pwned%3E%27%3C/script%3E", "/methodology/",
        "/?lang=%22%3E%3Cx-pwned%3E", f"{verdict}versions/1/", f"{verdict}correction/",
        f"/embed/{desk.withdrawn.uid}/",
    ]  # fmt: skip


def test_the_witness_sees_what_should_not_be(tab: Tab, witness: Witness) -> None:
    """On a page that has all of it."""
    tab.page.route(
        "**/bad/",
        lambda route: route.fulfill(
            content_type="text/html",
            body="<!doctype html><meta charset=utf-8><title>\u202ex</title>"
            "<p>a\u202ex-turned <b>after</b><p><bdi>\u202ex-turned</bdi> well<p>\u202ex-turned"
            "<img src=//evil.invalid/i><x-pwned></x-pwned><script>alert(1)</script>",
        ),
    )
    witness.open("/bad/")
    seen = "\n".join(witness.seen)
    for sign in ("dialog: 1", "asked for http://evil.invalid/i", "became an element", "title: "):
        assert sign in seen
    assert "P: a\u202ex-turned << after" in seen
    assert "well" not in seen


def test_words_stay_words(desk: hostile.Desk, witness: Witness) -> None:
    """On the pages that show the most of them; below, on all of them."""
    rows = [desk.article, desk.published, desk.request, desk.more["imported"], desk.more["partner"]]
    history = reverse("admin:reviews_claimreview_history", args=[desk.published.pk])
    for path in ("/admin/", *map(page_of, rows), history, *of_the_public(desk)[:7]):
        witness.open(path)
    assert witness.seen == [], "\n".join(witness.seen)
    assert witness.marks > 100, "they are looked at, where they come out"


@pytest.mark.long
@pytest.mark.parametrize("start", ["/admin/", "/"])
def test_wherever_links_lead(start: str, desk: hostile.Desk, witness: Witness) -> None:
    starts = [start, *(of_the_desk if start == "/admin/" else of_the_public)(desk)]
    opened = walk(starts, witness.open, of_a_kind=3, at_most=500)
    assert witness.seen == [], "\n".join(witness.seen)
    assert len(opened) > (200 if start == "/admin/" else 20)
