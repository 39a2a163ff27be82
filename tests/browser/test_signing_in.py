"""The way in and one's own account, as they look: axe finds nothing, the policy holds."""

import re
from typing import Any

import pytest
from django_otp import oath

from tests.browser import axe
from tests.factories import people
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
        found.extend(f"{page.url} {said}" for said in axe.violations(page))
        wider = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not page.evaluate(wider), f"{page.url} at {width} px"

    def sign_in() -> None:
        page.fill("#id_username", person.username)
        page.fill("#id_password", PASSWORD)
        page.keyboard.press("Enter")

    tab.open("/admin/login/?next=/admin/account/")
    page.click("text=Français")
    assert "Mot de passe" in page.inner_text("form#login-form")
    look(320)
    sign_in()
    look(320)
    page.click("text=Le configurer")
    look()
    key = page.inner_text("code.key").replace(" ", "")
    page.fill("#id_code", code_of(key, -1))
    page.click("input.default")
    recovery = page.locator(".recovery-codes code").all_inner_texts()
    look(640)
    page.click("text=Se déconnecter")

    tab.open("/admin/login/?next=/admin/password_change/")
    sign_in()
    look(320)
    page.fill("#id_code", recovery[0])
    page.keyboard.press("Enter")
    page.wait_for_selector("#id_old_password")
    look()
    assert found == [], "\n".join(found)
    assert tab.complaints == []


def code_of(key: str, step: int) -> str:
    from base64 import b32decode

    totp = oath.TOTP(b32decode(key), drift=step)
    return f"{totp.token():06}"


def test_the_focus_is_seen_and_nothing_moves(tab: Any) -> None:
    page = tab.page
    page.emulate_media(reduced_motion="reduce")
    tab.open("/admin/login/")
    for _ in range(5):
        page.keyboard.press("Tab")
        style = page.evaluate(
            "(s => s.outlineStyle + s.outlineWidth)(getComputedStyle(document.activeElement))"
        )
        assert re.match(r"solid[3-9]px", style), page.evaluate("document.activeElement.outerHTML")
        moving = page.evaluate("getComputedStyle(document.activeElement).transitionDuration")
        assert set(moving.split(", ")) == {"0s"}
