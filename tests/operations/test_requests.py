"""Every request has an id, every line tells it, and none holds a secret."""

import json
import logging
import os
import subprocess
import sys
from io import StringIO
from typing import Any

import pytest
from django.conf import settings as ours

from factcheck.operations.lines import JsonLines
from factcheck.operations.requests import RequestIds, WithRequestId
from factcheck.publications.formats.google.redaction import WithoutKeys

_log = logging.getLogger("factcheck.test")


def answer(environ: dict[str, Any], lines: Any = None) -> str:
    """Send a request through; returns the id that the answer has."""
    sent: dict[str, str] = {}

    def application(environ: Any, start_response: Any) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain")])
        if lines is not None:
            _log.warning("Something of key=fck_live_abcdefgh_secret")
        return [b""]

    def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> None:
        sent.update(headers)

    RequestIds(application)({"REQUEST_METHOD": "GET", "PATH_INFO": "/x"} | environ, start)
    return sent["X-Request-ID"]


@pytest.fixture
def lines() -> Any:
    """What the console gets, as JSON."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    handler.addFilter(WithRequestId())
    handler.addFilter(WithoutKeys())
    for name in ("factcheck.test", "factcheck.requests"):
        logging.getLogger(name).addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    for name in ("factcheck.test", "factcheck.requests"):
        logging.getLogger(name).removeHandler(handler)


def test_an_answer_and_its_lines_have_one_id(lines: Any) -> None:
    first, second = answer({}, lines), answer({}, lines)
    assert first != second
    assert [line["request_id"] for line in lines()] == [first, second]
    assert "secret" not in json.dumps(lines())
    assert {"time", "level", "logger", "message"} <= set(lines()[0])


def test_the_proxys_id_is_kept_where_there_is_one(settings: Any) -> None:
    given = {"HTTP_X_REQUEST_ID": "edge-12345678"}
    assert answer(given) != "edge-12345678"
    settings.BEHIND_PROXY = True
    assert answer(given) == "edge-12345678"
    for wrong in ("short", "x" * 65, "a b c d e f g", 'quo"te-quote'):
        assert answer({"HTTP_X_REQUEST_ID": wrong}) != wrong


def test_requests_are_logged_where_it_is_asked_for_and_never_their_query(
    settings: Any, lines: Any
) -> None:
    settings.LOG_REQUESTS = True
    logging.getLogger("factcheck.requests").setLevel(logging.INFO)
    id = answer({"QUERY_STRING": "q=somebody"})
    (line,) = lines()
    assert (line["request_id"], line["path"], line["status"]) == (id, "/x", 200)
    assert line["milliseconds"] >= 0
    assert "somebody" not in json.dumps(line)


def test_a_path_forges_no_line(settings: Any, lines: Any) -> None:
    """A server hands paths over decoded, their bytes as Latin-1 (PEP 3333)."""
    settings.LOG_REQUESTS = True
    logging.getLogger("factcheck.requests").setLevel(logging.INFO)
    answer({"PATH_INFO": "/é\r\n2026 ERROR forged\x1b[2J\x85/".encode().decode("latin-1")})
    [line] = lines()
    assert line["path"] == "/%C3%A9%0D%0A2026%20ERROR%20forged%1B%5B2J%C2%85/"
    assert line["path"] in line["message"]
    assert line["message"].isprintable()


def test_a_line_of_what_is_no_text_is_still_one() -> None:
    record = logging.makeLogRecord({"msg": "It is called %s", "args": ("\ud800",)})
    line = JsonLines().format(record)
    assert json.loads(line)["message"] == "It is called \ud800"
    assert line.encode()


def test_a_traceback_is_one_line(lines: Any) -> None:
    try:
        raise ValueError("key=fck_live_abcdefgh_secret")
    except ValueError:
        _log.exception("It broke")
    (line,) = lines()
    assert "ValueError" in line["error"]
    assert "secret" not in line["error"]


@pytest.mark.django_db
def test_no_page_waits_for_ever_and_no_lock_is_held_by_one_that_does() -> None:
    program = (
        "import factcheck.wsgi; from django.db import connection as c; k = c.cursor();"
        "print([k.execute(f'SHOW {n}').fetchone()[0] for n in"
        " ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout')])"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ours.BASE_DIR, capture_output=True, text=True,
        check=True, env=os.environ | {"LOCK_TIMEOUT": "7"},
    )  # fmt: skip
    assert run.stdout.strip() == "['30s', '7s', '5min']"
