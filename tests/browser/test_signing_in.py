"""The way in and one's own account, as they look: axe finds nothing, the policy holds."""

from base64 import b32decode
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django_otp import oath

from tests.browser import axe
from tests.factories import claims, people, reviews
from tests.scenarios.desk import PASSWORD


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_from_the_sign_in_to_a_second_factor_and_back_in(tab: Any, scheme: str) -> None:
    page = tab.page
    page.emulate_media(color_scheme=scheme)
    person = people.reviewer()
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    found: list[str] = []

    def look(width: int = 1280) -> None:
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_load_state("networkidle")
        assert tab.complaints == [], page.url
        found.extend(f"{page.url} {said}" for said in axe.violations(page))
        tab.complaints.clear()  # axe measures with styles of its own
        wider = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not page.evaluate(wider), f"{page.url} at {width} px"

    def sign_in() -> None:
        page.fill("#id_username", person.username)
        page.fill("#id_password", PASSWORD)
        page.click("input[type=submit]")

    tab.open("/admin/login/?next=/admin/account/")
    page.click("text=Français")
    page.wait_for_selector("text=Mot de passe")
    assert "Mot de passe" in page.inner_text("form#login-form")
    look(320)
    sign_in()
    look(320)
    page.click("text=Le configurer")
    look()
    key = page.inner_text("code.key").replace(" ", "")
    page.fill("#id_code", code_of(key, -1))
    page.click("input.default")
    page.wait_for_selector(".recovery-codes")
    recovery = page.locator(".recovery-codes code").all_inner_texts()
    look(640)
    page.click("text=Se déconnecter")

    tab.open("/admin/login/?next=/admin/password_change/")
    sign_in()
    look(320)
    page.fill("#id_code", recovery[0])
    page.click("input[type=submit]")
    page.wait_for_selector("#id_old_password")
    look()
    assert found == [], "\n".join(found)


def code_of(key: str, step: int) -> str:
    totp = oath.TOTP(b32decode(key), drift=step)
    return f"{totp.token():06}"


_FOCUS = """() => {
  const style = getComputedStyle(document.activeElement);
  return [style.outlineStyle, parseFloat(style.outlineWidth), style.transitionDuration];
}"""


def test_the_focus_is_seen_and_nothing_moves(tab: Any) -> None:
    page = tab.page
    page.emulate_media(reduced_motion="reduce")
    tab.open("/admin/login/")
    page.focus("#id_username")
    for _ in range(4):
        page.keyboard.press("Tab")
        kind, width, moving = page.evaluate(_FOCUS)
        assert kind == "solid" and width >= 3, page.evaluate("document.activeElement.outerHTML")
        assert set(moving.split(", ")) == {"0s"}


def leave_for(minutes: int, *moments: str) -> None:
    """These moments of everybody's session are so much older; if none is named, the last proof."""
    for session in Session.objects.all():
        facts = session.get_decoded()
        for moment in moments or ("proved_at",):
            facts[moment] -= minutes * 60
        session.session_data = Session.objects.encode(facts)
        session.save()


def _prove(page: Any, width: int) -> None:
    """Give a wrong password and then the right one, on a page that everybody can read."""
    for password in ("wrong", PASSWORD):
        page.wait_for_selector("#id_proof-password")
        assert axe.violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.fill("#id_proof-password", password)
        page.click("input[type=submit]")
        page.wait_for_load_state()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_publishing_after_another_proof(
    signed_in: Any, settings: Any, address: str, width: int, scheme: str
) -> None:
    settings.FACTCHECK_ORGANIZATION_URL = f"{address}/"  # as the server says: it is of the content
    review = reviews.approved(people.reviewer(), people.approver())
    tab = signed_in("editor")
    page = tab.page
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    page.wait_for_selector("text=Everything")
    leave_for(16)
    tab.open(f"/admin/reviews/claimreview/{review.pk}/change/")
    page.click("section.verbs form[action$='/publish/'] button")
    _prove(page, width)
    page.wait_for_selector("text=Done: Publish")
    assert reviews.fresh(review).status == "published"


@pytest.mark.parametrize(
    ("width", "scheme", "moment"),
    [(360, "dark", "begun_at"), (1280, "light", "seen_at")],
)
def test_a_decision_goes_on_with_who_signs_in_again(
    signed_in: Any, width: int, scheme: str, moment: str
) -> None:
    """By the page's script, which hands over to the browser; after a day, and after an hour."""
    claim = claims.claim()
    tab = signed_in("reviewer")
    page = tab.page
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    tab.open(f"/admin/claims/article/{claim.appearances.get().snapshot.article_id}/change/")
    page.wait_for_selector("#triage-keys:not([hidden])", state="attached")
    page.fill("#card-text", "Mes mots à moi.")
    leave_for(12 * 60, moment)
    page.click("#card-accept")
    _prove(page, width)
    page.wait_for_selector("#triage-card")
    claim.refresh_from_db()
    assert (claim.text, claim.status) == ("Mes mots à moi.", "accepted")
