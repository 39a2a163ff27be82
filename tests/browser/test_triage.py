"""A reviewer triages an article: by the keyboard alone, by the mouse, and to the letter."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from claims import actions
from claims.actions import Said, Span
from claims.extraction import Precision, Speech
from claims.models import Appearance, Article, Claim, Claimant
from claims.workflow import State
from factcheck.desk.demo import texts
from tests.browser import axe
from tests.factories import claims, people

SignIn = Callable[[str], Any]

# Beyond the basic plane, an accent of its own, a line end, and a sentence that is there twice.
ODD = "Il ment 😀 souvent.\nL’e\u0301te\u0301 🇫🇷 fut long. <b>Elle</b> dort.\nIl ment 😀 souvent."


def open_article(tab: Any, article: Article) -> None:
    tab.open(f"/admin/claims/article/{article.pk}/change/")
    tab.page.wait_for_selector("#triage-keys:not([hidden])")


def decided(page: Any, count: int) -> None:
    page.wait_for_selector(f"#triage-progress >> text={count} of")


def test_by_the_keyboard_alone(signed_in: SignIn) -> None:
    article = claims.article(texts.ARTICLE.read_text())
    actions.extract_claims(article, actor=None)
    order = [place.claim for place in Appearance.objects.order_by("start").select_related("claim")]
    tab = signed_in("reviewer")
    page = tab.page
    open_article(tab, article)

    page.keyboard.press("j")
    page.wait_for_selector(f"#triage-card[data-claim='{order[1].pk}']")
    page.keyboard.press("k")
    page.wait_for_selector(f"#triage-card[data-claim='{order[0].pk}']")
    page.keyboard.press("d")
    page.keyboard.press("1")
    decided(page, 1)
    assert page.evaluate("document.activeElement.id") == "card-title"
    assert "dismissed" in page.locator(f"a.sign[data-claim='{order[0].pk}']").get_attribute(
        "aria-label"
    )
    assert "Claim 2 of" in page.inner_text("#triage-said")

    page.keyboard.press("e")
    page.keyboard.press("Control+a")
    page.keyboard.type("ja, de même.")  # letters are letters while somebody types
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    decided(page, 2)
    kept = Claim.objects.get(pk=order[1].pk)
    assert (kept.text, kept.status) == ("ja, de même.", State.ACCEPTED)

    # A passage after the chosen claim.
    page.keyboard.press("s")
    for _ in range(6):
        page.keyboard.press("Control+Shift+ArrowRight")
    page.wait_for_selector("#triage-selection:not([hidden])")
    passage = page.evaluate("document.getSelection().toString().trim()")
    page.keyboard.press("c")
    page.wait_for_selector("#triage-card >> text=A claim is suggested")
    place = Claim.objects.latest("pk").appearances.get()
    assert place.exact == passage
    assert len(passage.split()) >= 3

    page.keyboard.press("?")
    page.wait_for_selector("#triage-dialog[open]")
    page.keyboard.press("Escape")
    page.uncheck("#triage-shortcuts")
    page.focus("#card-title")
    page.keyboard.press("a")
    page.reload()
    page.wait_for_selector("#triage-keys:not([hidden])")
    assert not page.is_checked("#triage-shortcuts")
    assert Claim.objects.filter(status=State.ACCEPTED).count() == 1
    assert tab.complaints == []


SELECT = """([start, end]) => {
  const text = document.getElementById("triage-text");
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let at = 0;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (start >= at && start <= at + node.length) range.setStart(node, start - at);
    if (end >= at && end <= at + node.length) { range.setEnd(node, end - at); break; }
    at += node.length;
  }
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


def units(text: str, at: int) -> int:
    """The same place in UTF-16 units, as the browser counts."""
    return len(text[:at].encode("utf-16-le")) // 2


@pytest.fixture
def odd(committed: None) -> Article:
    article = claims.article(ODD)
    snapshot = article.snapshots.get()
    actions.suggest(snapshot, [Span(0, 18), Span(8, 40)], actor=None)  # they cross
    return article


def test_a_selected_passage_has_its_exact_span(odd: Article, signed_in: SignIn) -> None:
    tab = signed_in("reviewer")
    page = tab.page
    open_article(tab, odd)
    second = ODD.rindex("Il ment")
    for start, end in [(second, len(ODD)), (8, 32), (24, 30), (36, 58)]:
        page.evaluate(SELECT, [units(ODD, start), units(ODD, end)])
        page.wait_for_selector("#triage-selection:not([hidden])")
        before = Claim.objects.count()
        page.click("#triage-selection button")
        page.wait_for_selector(f"#triage-progress >> text=of {before + 1}")
        place = Claim.objects.latest("pk").appearances.get()
        lost = len(ODD[start:end]) - len(ODD[start:end].lstrip())
        assert (place.start, place.exact) == (start + lost, ODD[start:end].strip())
    assert page.evaluate("document.getElementById('triage-text').textContent") == ODD
    assert page.locator("#triage-text b").count() == 0
    assert tab.complaints == []


def test_a_refusal_is_told_in_place_and_nothing_typed_is_lost(
    odd: Article, signed_in: SignIn
) -> None:
    tab = signed_in("reviewer")
    page = tab.page
    open_article(tab, odd)
    page.evaluate("window.same = true")
    first = Claim.objects.earliest("pk")
    actions.edit(first.pk, actor=people.reviewer(), seen=1, changes={"text": "Autre."})
    page.fill("#card-text", "Le mien.")
    page.click("#card-accept")
    page.wait_for_selector("#triage-card .errorlist >> text=changed while you were working")
    assert page.input_value("#card-text") == "Le mien."
    assert "Autre." in page.inner_text("#triage-card .comparison")
    [conflict] = tab.complaints  # the browser names it, too
    assert "409" in conflict
    assert axe.violations(page) == []
    page.click("#card-accept")
    decided(page, 1)
    assert Claim.objects.get(pk=first.pk).text == "Le mien."
    assert page.evaluate("window.same")  # the page was never left


def test_whom_the_text_names_is_marked_and_named_by_a_key(
    committed: None, signed_in: SignIn
) -> None:
    text = "Éva 😀 Roy parle. Le chômage a baissé, selon Mme Roy. La salle a applaudi."
    start = text.index("Le chômage")
    said = Said(Speech.REPORTED, (0, 9), "selon")
    snapshot = claims.snapshot(text)
    spans = [Span(start, start + 35, said=said), Span(start + 36, len(text))]
    claim, other = actions.suggest(snapshot, spans, actor=None)
    claims.claim("Le chômage a baissé, selon Mme Roy.")  # says the same: merging is offered
    tab = signed_in("reviewer")
    page = tab.page
    open_article(tab, snapshot.article)
    marked = "[...CSS.highlights.get('speaker')].map((range) => range.toString())"
    assert page.evaluate(marked) == ["Éva 😀 Roy"]

    page.wait_for_selector("button[name=neighbour]")
    page.focus("#card-claimed_on")
    page.keyboard.press("Enter")  # saves; it neither merges nor names anybody
    page.wait_for_selector("#triage-card .said >> text=Done: Edit")
    assert not Claimant.objects.exists()
    page.keyboard.press("n")
    page.wait_for_selector("#card-claimant >> text=Éva 😀 Roy", state="attached")
    page.keyboard.press("j")
    page.wait_for_selector(f"#triage-card[data-claim='{other.pk}']")
    assert page.evaluate(marked) == []
    claim.refresh_from_db()
    assert (str(claim.claimant), claim.status) == ("Éva 😀 Roy", State.SUGGESTED)
    assert tab.complaints == []


def test_what_is_proposed_is_accessible(committed: None, signed_in: SignIn) -> None:
    snapshot = claims.snapshot("Le chômage a baissé, selon Éva Roy.")
    said = Said(Speech.REPORTED, (27, 34), "selon", date(2026, 3, 3), Precision.DAY)
    actions.suggest(snapshot, [Span(0, 35, said=said)], actor=None)
    tab = signed_in("reviewer")
    open_article(tab, snapshot.article)
    assert tab.page.input_value("#card-claimed_on") == "2026-03-03"
    assert tab.page.is_visible("#card-name")
    assert axe.violations(tab.page) == []


@pytest.mark.parametrize("width", [1280, 640])
def test_it_is_accessible_in_the_dark_and_on_a_narrow_screen(
    odd: Article, signed_in: SignIn, width: int
) -> None:
    claims.topic()
    tab = signed_in("reviewer")
    tab.page.set_viewport_size({"width": width, "height": 800})
    tab.page.emulate_media(color_scheme="dark" if width == 640 else "light")
    open_article(tab, odd)
    tab.page.click("#triage-help")
    assert axe.violations(tab.page) == []
    tab.page.keyboard.press("Escape")
    assert axe.violations(tab.page) == []
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert tab.page.evaluate(overflow) == 0
