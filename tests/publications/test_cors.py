"""Browsers on other sites read the API only where the desk says so."""

from typing import Any

import pytest

ORIGIN = {"Origin": "https://news.example"}


@pytest.fixture
def allowed(settings: Any) -> None:
    settings.CORS_ALLOWED_ORIGINS = ["https://news.example"]


def test_nobody_unless_named(partner: Any) -> None:
    assert "Access-Control-Allow-Origin" not in partner.get("changes/", **ORIGIN)


def test_a_named_site_reads(partner: Any, allowed: None) -> None:
    answer = partner.get("changes/", **ORIGIN)
    assert answer["Access-Control-Allow-Origin"] == "https://news.example"
    assert "ETag" in answer["Access-Control-Expose-Headers"]
    assert "origin" in answer["Vary"]
    other = partner.get("changes/", Origin="https://evil.example")
    assert "Access-Control-Allow-Origin" not in other


def test_the_browser_asks_first_without_a_key(partner: Any, allowed: None) -> None:
    asking = ORIGIN | {
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "authorization",
    }
    answer = partner.client.options("/api/v1/verdicts/", headers=asking)
    assert answer.status_code == 200
    assert "authorization" in answer["Access-Control-Allow-Headers"]


def test_not_the_desk(partner: Any, allowed: None) -> None:
    answer = partner.client.get("/admin/login/", headers=ORIGIN)
    assert "Access-Control-Allow-Origin" not in answer
