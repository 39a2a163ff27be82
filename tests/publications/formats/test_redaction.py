"""No key in a log, whoever writes it: Django, its development server, or granian's access log."""

import logging
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from factcheck.partners import keys
from factcheck.publications.formats.google.redaction import WithoutKeys, redacted

KEY = str(keys.Key("a1B2c3D4", "k4qDUZ2mGUT6StXtDjg9IsNvLUpq4dho"))
ID = KEY[9:17]


@pytest.mark.parametrize(
    "line",
    [
        f'"GET /v1alpha1/claims:search?query=a&key={KEY}&alt=json HTTP/1.1" 200 5',
        f"/v1alpha1/claims:search?key={KEY}",
        f"key={KEY}&query=a",
        f"?k%65y={KEY}",
        f"?query={KEY.replace('_', '%5F')}",
        f"Authorization: Bearer {KEY}",
        f"?key={KEY[:-3]}",
    ],
)
def test_a_key_is_blotted_out_wherever_it_stands(line: str) -> None:
    clean = redacted(line)
    assert KEY[18:30] not in clean
    assert "[redacted]" in clean


def test_the_rest_of_the_line_stays() -> None:
    assert redacted(f"?query=a&key={KEY}&alt=json") == "?query=a&key=[redacted]&alt=json"
    assert redacted(f"Bearer {KEY} x") == f"Bearer fck_live_{ID}_[redacted] x"
    for line in ("?monkey=1&query=key", "the key=", "nothing"):
        assert redacted(line) == line


def test_the_key_of_somebody_else_goes_too() -> None:
    assert redacted("?key=AIzaSy123") == "?key=[redacted]"


def _written(monkeypatch: Any, name: str, write: Any) -> str:
    """What a logger of our settings prints."""
    (handler,) = _handlers(logging.getLogger(name))
    out = StringIO()
    monkeypatch.setattr(handler, "stream", out)
    write(logging.getLogger(name))
    return out.getvalue()


def _handlers(logger: logging.Logger) -> list[logging.Handler]:
    while not logger.handlers and logger.parent and logger.propagate:
        logger = logger.parent
    return [handler for handler in logger.handlers if handler.filters]


@pytest.mark.parametrize("name", ["django.server", "granian.access"])
def test_the_servers_own_logs_are_clean(monkeypatch: Any, name: str) -> None:
    def write(logger: logging.Logger) -> None:
        logger.info('"%s" %d', f"GET /?key={KEY}", 200, extra={"status_code": 200})
        logger.info("%(path)s?%(query_string)s", {"path": "/", "query_string": f"key={KEY}"})

    said = _written(monkeypatch, name, write)
    assert said.count("key=[redacted]") == 2
    assert KEY not in said


def test_a_traceback_is_clean(monkeypatch: Any) -> None:
    handler = logging.StreamHandler(out := StringIO())
    handler.addFilter(WithoutKeys())
    logger = logging.getLogger("test.redaction")
    logger.addHandler(handler)
    try:
        raise ValueError(f"https://desk.example/?key={KEY}")
    except ValueError:
        logger.exception("It broke.")
    assert "ValueError: https://desk.example/?key=[redacted]" in out.getvalue()
    assert KEY not in out.getvalue()


def test_every_handler_of_the_settings_has_the_filter() -> None:
    handlers: Any = settings.LOGGING["handlers"]
    for handler in handlers.values():
        assert "without_keys" in handler["filters"]


def test_what_django_says_of_a_refused_request(db: None, monkeypatch: Any, caplog: Any) -> None:
    caplog.set_level(logging.DEBUG, logger="django.request")
    Client().get("/v1alpha1/claims:search", {"query": "x", "key": KEY})
    records = [record for record in caplog.records if record.name == "django.request"]
    assert records
    for record in records:
        assert KEY not in record.getMessage()
        assert KEY not in record.request.META["QUERY_STRING"]
