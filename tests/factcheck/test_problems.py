"""Errors under /api/ are problem documents (RFC 9457), wherever they come from."""

from typing import Any

import orjson
import pytest
from django.test import Client, RequestFactory
from rest_framework import exceptions

from factcheck import errors, problems


def told(error: Exception) -> dict[str, Any]:
    answer = problems.problem_response(error, {})
    assert answer is not None
    assert answer["Content-Type"] == "application/problem+json"
    problem = orjson.loads(answer.content)
    assert problem["status"] == answer.status_code
    assert problem["title"]
    return problem


@pytest.mark.parametrize(
    ("error", "status", "type"),
    [
        (errors.Invalid(name="Too long."), 400, "invalid-input"),
        (errors.NotAllowed("No."), 403, "forbidden"),
        (errors.Conflict("Already done."), 409, "conflict"),
        (errors.Stale("Changed.", seen=1, current=2), 409, "conflict"),
        (errors.Blocked("Not yet.", ["A source is missing."]), 422, "blocked"),
        (exceptions.ParseError(), 400, "bad-request"),
        (exceptions.NotAcceptable(), 406, "not-acceptable"),
        (exceptions.MethodNotAllowed("POST"), 405, "method-not-allowed"),
        (exceptions.UnsupportedMediaType("x/y"), 415, "unsupported-media-type"),
    ],
)
def test_each_refusal_has_its_type(error: Exception, status: int, type: str) -> None:
    problem = told(error)
    assert (problem["status"], problem["type"]) == (status, f"urn:factcheck:problem:{type}")
    assert problem["detail"]


def test_what_is_wrong_is_listed() -> None:
    assert told(errors.Invalid(name="Too long."))["fields"] == {"name": "Too long."}
    assert told(errors.Blocked("Not yet.", ["A source."]))["items"] == ["A source."]


def test_what_nobody_foresaw_is_left_to_the_500_handler() -> None:
    assert problems.problem_response(ZeroDivisionError(), {}) is None
    answer = problems.server_error(RequestFactory().get("/api/v1/x"))
    assert answer
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")


@pytest.mark.django_db
def test_an_address_that_is_none() -> None:
    answer = Client().get("/api/v1/nothing/")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert "html" in Client().get("/nothing/")["Content-Type"]


@pytest.mark.django_db
def test_a_method_and_a_format_that_are_not_offered() -> None:
    from tests.factories import partners

    headers = partners.bearer(partners.key()[1])
    # The words stay English, whatever the client's language: partners search for them.
    posted = Client().post("/api/v1/verdicts/", headers=headers | {"Accept-Language": "fr"})
    assert (posted.status_code, posted["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert posted["Content-Type"] == "application/problem+json"
    assert "Allow header" in posted.json()["detail"]
    asked = Client().get("/api/v1/verdicts/", headers=headers | {"Accept": "text/csv"})
    assert (asked.status_code, asked["Content-Type"]) == (406, "application/problem+json")


@pytest.mark.django_db
def test_a_failure_is_a_problem_without_details(monkeypatch: Any) -> None:
    from factcheck.publications import queries
    from tests.factories import partners

    def fail() -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(queries, "feed", fail)
    client = Client(raise_request_exception=False)
    answer = client.get("/api/v1/changes/", headers=partners.bearer(partners.key()[1]))
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert "secret" not in answer.content.decode()
