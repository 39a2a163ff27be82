"""The OpenAPI schema: clean, and true of what is really sent."""

from io import StringIO
from typing import Any

import orjson
import pytest
from django.core.management import call_command
from django.test import Client
from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft202012Validator

from tests.factories.publications import correct, publish, withdraw


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return SchemaGenerator().get_schema(request=None, public=True)


def test_it_is_clean() -> None:
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=StringIO())


def holds(schema: dict[str, Any], name: str, answer: Any) -> None:
    shape = {"$ref": f"#/components/schemas/{name}", "components": schema["components"]}
    errors = [error.message for error in Draft202012Validator(shape).iter_errors(answer.json())]
    assert not errors


def test_the_answers_have_its_shapes(partner: Any, schema: dict[str, Any]) -> None:
    first = publish()
    correct(first)
    withdraw(publish())

    holds(schema, "VerdictPage", partner.get("verdicts/"))
    holds(schema, "Verdict", partner.get(f"verdicts/{first.verdict}/"))
    holds(schema, "VersionList", partner.get(f"verdicts/{first.verdict}/versions/"))
    holds(schema, "ChangePage", partner.get("changes/"))
    holds(schema, "Problem", partner.get("verdicts/?x=1"))


def test_the_answers_about_texts_have_its_shapes(matcher: Any, schema: dict[str, Any]) -> None:
    text = orjson.loads(publish().body)["claim"]["text"]
    answer = matcher.ask("match/", {"texts": [text, "Il pleut."]})
    assert answer.json()["results"][0]["matches"]
    holds(schema, "MatchAnswer", answer)
    holds(schema, "Problem", matcher.ask("match/", {}))
    annotated = matcher.ask("annotate/", {"text": text, "url": "https://gazette.example/chomage"})
    assert annotated.json()["annotations"]
    holds(schema, "AnnotateAnswer", annotated)
    holds(schema, "AnnotateAnswer", matcher.ask("annotate/", {"url": "https://x.example/"}))


def test_every_field_of_a_document_is_in_it(partner: Any, schema: dict[str, Any]) -> None:
    publication = publish()
    known = schema["components"]["schemas"]["Verdict"]["properties"]
    assert set(partner.get(f"verdicts/{publication.verdict}/").json()) <= set(known)
    withdraw(publication)
    assert set(partner.get(f"verdicts/{publication.verdict}/").json()) <= set(known)


def test_every_parameter_that_it_names_is_known(partner: Any, schema: dict[str, Any]) -> None:
    verdict = str(publish().verdict)
    asked = [
        f"{path.format(id=verdict).removeprefix('/api/v1/')}"
        f"?{parameter['name']}={parameter['schema'].get('enum', ['?'])[-1]}"
        for path, methods in schema["paths"].items()
        if methods.get("get", {}).get("tags") == ["record"]
        for parameter in methods["get"].get("parameters", [])
        if parameter["in"] == "query"
    ]
    assert len(asked) > 10
    unknown = "urn:factcheck:problem:unknown-parameter"
    assert [path for path in asked if partner.get(path).json().get("type") == unknown] == []


def test_it_tells_the_limits_of_each_answer(partner: Any, schema: dict[str, Any]) -> None:
    path = f"verdicts/{publish().verdict}/"
    first = partner.get(path)
    again = partner.get(path, **{"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    for answer in (first, again, partner.get(f"{path}?x=1")):
        assert {"RateLimit", "RateLimit-Policy"} <= set(answer.headers)
        told = schema["paths"]["/api/v1/verdicts/{id}/"]["get"]["responses"]
        assert {"RateLimit", "RateLimit-Policy"} <= set(told[str(answer.status_code)]["headers"])
    counted = [
        answers["429"]["headers"]
        for methods in schema["paths"].values()
        for method in methods.values()
        if "429" in (answers := method["responses"])
    ]
    assert len(counted) > 20
    assert all("Retry-After" in headers for headers in counted)


@pytest.mark.django_db
def test_the_docs_load_nothing_from_elsewhere_and_nothing_inline() -> None:
    page = Client().get("/api/v1/docs/")
    text = page.content.decode()
    assert page.status_code == 200
    assert "https://" not in text
    assert "<script>" not in text
    assert "<style" not in text
    assert Client().get("/api/v1/schema/").status_code == 200
