"""Whatever the schema allows, and what it does not, gets a declared answer: never a 5xx, no status,
header or field that it does not name. One question at a time, and questions that follow from
answers, by the schema's links.

FUZZ_SEED and FUZZ_TIMES (1) make other questions, and more of them.
"""

import os
from collections import Counter
from contextlib import suppress
from random import Random
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import FlakyStrategyDefinition
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import positive_data_acceptance

from factcheck.api_links import LINKS
from factcheck.partners import actions
from factcheck.publications.models import Publication
from tests.factories import partners, webhooks
from tests.factories.publications import correct, publish, withdraw

SEED, TIMES = int(os.environ.get("FUZZ_SEED", 1)), int(os.environ.get("FUZZ_TIMES", 1))
SCHEMA = SchemaGenerator().get_schema(request=None, public=True)
OPERATIONS = [
    operation["operationId"] for path in SCHEMA["paths"].values() for operation in path.values()
]
#: Questions about texts are large to make up, and slow to answer; what writes is slow, too.
SLOW = ("matchTexts", "annotateText", "askForCorrection")
#: A schema cannot say which cursors, ranges and states exist.
_EXCLUDED = [positive_data_acceptance]

pytestmark = pytest.mark.usefixtures("committed")  # a WSGI server closes its connection each time


class Api:
    """The API, with a key of every scope and something to find."""

    def __init__(self) -> None:
        self.known: Publication = publish()
        correct(self.known)
        withdraw(publish())
        self.endpoint = webhooks.somewhere()
        partner = self.endpoint.partner
        actions.change_partner(partner.pk, actor=None, seen=1, requests_per_minute=10**6)
        row, key = partners.key(["read", "match", "submit", "webhooks"], partner=partner)
        self.key = row.public_id
        self.headers = partners.bearer(key) | {"Accept-Encoding": "identity"}
        self.schema = schemathesis.openapi.from_dict(SCHEMA)
        self.schema.app = get_wsgi_application()


def how(examples: int, **more: Any) -> Any:
    return settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
        **more,
    )


def ask(operation: str, examples: int) -> None:
    api = Api()
    found = api.schema.find_operation_by_id(operation)
    own = str(api.endpoint.uid if "webhooks" in found.definition.raw["tags"] else api.known.verdict)
    chance = Random(SEED)

    @hypothesis.seed(SEED)
    @how(examples * TIMES)
    @given(case=found.as_strategy())
    def run(case: Any) -> None:
        if "id" in case.path_parameters and chance.random() < 0.5:
            case.path_parameters["id"] = own
        case.call_and_validate(headers=api.headers, excluded_checks=_EXCLUDED)

    run()


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_answer_is_declared(operation: str) -> None:
    ask(operation, 4 if operation in SLOW else 12)


@pytest.mark.long
@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_answer_is_declared_to_many_questions(operation: str) -> None:
    ask(operation, 60 if operation in SLOW else 300)


def test_links_lead_somewhere() -> None:
    """Each of the table is in the schema, with parameters that its operation has."""
    names = {
        operation["operationId"]: {each["name"] for each in operation.get("parameters", [])}
        for path in SCHEMA["paths"].values()
        for operation in path.values()
    }
    for link in LINKS:
        assert set(link.parameters) <= names[link.to], link
    linked = {link.operation for link in LINKS} | {link.to for link in LINKS}
    assert set(OPERATIONS) - linked == {"downloadSnapshot", "getUsage", "listKeys"}


#: What a schema cannot say: an address that may be an endpoint's, scopes that the key itself has.
SENSIBLE = {
    "createWebhook": lambda chance: {"url": f"https://news.example/{chance.random()}"},
    "createKey": lambda chance: {"scopes": ["read"], "label": "", "expires_in_days": 3},
    "matchTexts": lambda chance: {"texts": ["Le taux de chômage a baissé de moitié."]},
    "annotateText": lambda chance: {"text": "Le taux de chômage a baissé de moitié, dit-elle."},
}


#: Walks that are made up together. What a walk deleted stays so, and hypothesis minds in the end.
_TOGETHER = 10


def follow(walks: int, steps: int) -> Counter[str]:
    """Questions that follow from answers. Returns how often each answer came."""
    api, chance = Api(), Random(SEED)
    api.schema.config.generation.update(modes=[schemathesis.GenerationMode.POSITIVE])
    answers: Counter[str] = Counter()
    wrong: list[str] = []

    class Partner(api.schema.as_state_machine()):  # type: ignore[misc]
        def before_call(self, case: Any) -> None:
            if case.path_parameters.get("id") == api.key:
                case.path_parameters["id"] = "0" * 8  # nothing is asked with a key that was ended
            elif "webhooks" in case.path and case.method != "DELETE" and chance.random() < 0.3:
                case.path_parameters |= {"id": str(api.endpoint.uid)}
            make = SENSIBLE.get(case.operation.definition.raw["operationId"])
            if make and chance.random() < 0.8:
                case.body = make(chance)

        def get_call_kwargs(self, case: Any) -> dict[str, Any]:
            return {"headers": api.headers}

        def after_call(self, response: Any, case: Any) -> None:
            super().after_call(response, case)
            answers[f"{case.operation.definition.raw['operationId']} {response.status_code}"] += 1

        def validate_response(self, response: Any, case: Any, **more: Any) -> None:
            try:
                case.validate_response(
                    response,
                    excluded_checks=_EXCLUDED,
                    headers=api.headers,
                    transport_kwargs=more,
                    recorder=self.recorder,
                )
            except FailureGroup as group:
                wrong.extend(f"{each.title}: {each.message}" for each in group.exceptions)

    for number in range(0, walks * TIMES, _TOGETHER):
        hypothesis.seed(SEED * 1_000 + number)(Partner)
        with suppress(FlakyStrategyDefinition):
            Partner.run(settings=how(_TOGETHER, stateful_step_count=steps))
    assert wrong == [], "\n".join(wrong[:10])
    return answers


def done(answers: Counter[str]) -> set[str]:
    """The operations that did what was asked of them."""
    return {answer.split()[0] for answer in answers if answer.split()[1].startswith("2")}


def test_answers_lead_to_questions() -> None:
    """So far that what was made is asked about, and changed."""
    answers = follow(10, 10)
    assert len(done(answers) & {link.to for link in LINKS}) >= 4, answers


@pytest.mark.long
def test_many_answers_lead_to_many_questions() -> None:
    answers = follow(100, 25)
    assert len(done(answers)) >= 18, answers
