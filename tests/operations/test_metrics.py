"""The desk's numbers, as Prometheus reads them."""

import re
from typing import Any

import pytest
from django.test import Client

from factcheck.operations.measures import Look, Measure, Sample, looks
from factcheck.operations.metrics import _labels, _lines
from tests.factories import claims, people, publications, reviews

pytestmark = pytest.mark.django_db

TOKEN = "a-token-that-is-long-enough"
LINE = re.compile(r'[a-z_]+(\{[a-z_]+="[^"\n]*"(,[a-z_]+="[^"\n]*")*\})? -?[0-9.e+]+')


@pytest.fixture
def numbers(settings: Any) -> Any:
    settings.METRICS_TOKEN = TOKEN

    def numbers() -> dict[str, float]:
        answer = Client().get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
        assert answer.status_code == 200
        lines = [line for line in answer.content.decode().splitlines() if line[:1] != "#"]
        assert all(LINE.fullmatch(line) for line in lines), lines
        return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}

    return numbers


def test_what_is_under_way_is_counted(numbers: Any) -> None:
    author, second, editor = people.reviewer(), people.approver(), people.editor()
    reviews.published(author, second, editor)
    publications.commit()
    reviews.submitted(author)
    claims.claim("Le dossier pèse 219 gigaoctets.")
    claims.fetch()
    found = numbers()
    assert found['factcheck_reviews{state="published"}'] == 1
    assert found['factcheck_reviews{state="submitted"}'] == 1
    assert found['factcheck_reviews_oldest_seconds{state="submitted"}'] >= 0
    assert found['factcheck_claims{state="suggested"}'] == 1
    assert found['factcheck_fetches{state="waiting"}'] == 1
    assert found['factcheck_jobs{status="todo"}'] >= 1
    assert found['factcheck_transitions_last_hour{verb="review:publish"}'] == 1
    assert found["factcheck_feed_sequence"] == 1
    assert found["factcheck_events_total"] > 5
    assert found["factcheck_workers"] == 0


def test_nobody_without_the_token_learns_what_is_under_way(settings: Any) -> None:
    assert Client().get("/metrics").status_code == 404
    settings.METRICS_TOKEN = TOKEN
    for given in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": TOKEN}):
        answer = Client().get("/metrics", headers=given)
        assert answer.status_code == 401
        assert b"factcheck_" not in answer.content


def test_a_look_takes_few_statements(numbers: Any, django_assert_max_num_queries: Any) -> None:
    numbers()
    with django_assert_max_num_queries(len(looks()) + 2):
        numbers()


def test_what_is_taken_together_is_told_measure_by_measure() -> None:
    rows = [(Sample(1, {"of": "a"}), Sample(2)), (Sample(3, {"of": "b"}), None)]
    look = Look((Measure("ahead", "How far."), Measure("waits", "How long.")), lambda: rows)
    assert "".join(_lines(look)) == (
        '# HELP ahead How far.\n# TYPE ahead gauge\nahead{of="a"} 1\nahead{of="b"} 3\n'
        "# HELP waits How long.\n# TYPE waits gauge\nwaits 2\n"
    )


def test_any_label_is_one_line() -> None:
    assert _labels(Sample(1, {"name": 'a"b\\c\nd'})) == '{name="a\\"b\\\\c\\nd"}'
