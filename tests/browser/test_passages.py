"""A reviewer settles what became of the claims of an article that changed, without leaving it."""

from collections.abc import Callable
from typing import Any

from claims.models import Anchor
from claims.models.anchor import PLACED
from tests.browser import axe
from tests.browser.test_triage import SELECT, units
from tests.factories import claims, people

SignIn = Callable[[str], Any]

CHANGES = "L’État a dépensé 3,2 milliards d’euros pour l’emploi en 2024."
GOES = "Aucun ministre n’a démissionné depuis 2012."
TEXT = f"Hier 😀, la ministre a parlé longuement. {CHANGES}\n{GOES} La salle a applaudi."


def test_changed_and_gone_are_settled_in_place(committed: None, signed_in: SignIn) -> None:
    article = claims.article(TEXT)
    for sentence in (CHANGES, GOES):
        claims.claim(sentence, within=article.snapshots.get(), accepted_by=people.reviewer())
    now = TEXT.replace("3,2", "2,3").replace(GOES, "Pas un n’est parti.")
    claims.reread(article, now)
    changed, gone = Anchor.objects.order_by("appearance_id")
    tab = signed_in("reviewer")
    page = tab.page
    tab.open(f"/admin/claims/article/{article.pk}/change/")
    page.wait_for_selector("#triage-keys:not([hidden])")
    assert tab.complaints == []
    assert axe.violations(page) == []
    tab.complaints.clear()  # what the checker itself was told

    page.click("#triage-card >> text=This is the passage now")
    page.wait_for_selector("#triage-progress >> text=1 of 2")
    changed.refresh_from_db()
    assert changed.kind == PLACED
    assert page.locator("#triage-text mark.otherwise").count() == 0

    # The next one is at hand: select where it stands now.
    page.wait_for_selector("#triage-card >> text=The article no longer says this.")
    offered = "#triage-card >> text=What is selected is the passage now"
    assert not page.is_visible(offered)
    start = now.index("Pas un")
    page.evaluate(SELECT, [units(now, start), units(now, start + 19)])
    page.click(offered)
    page.wait_for_selector("#triage-progress >> text=2 of 2")
    gone.refresh_from_db()
    assert (gone.kind, gone.exact) == (PLACED, "Pas un n’est parti.")
    assert page.locator("#triage-gone section").count() == 0
    assert tab.complaints == []
