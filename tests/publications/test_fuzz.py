"""Whatever the schema allows, and what it does not, gets a declared answer: never a 5xx."""

from random import Random
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from factcheck.partners import actions
from tests.factories import partners, webhooks
from tests.factories.publications import correct, publish, withdraw

SCHEMA = SchemaGenerator().get_schema(request=None, public=True)
OPERATIONS = [
    operation["operationId"] for path in SCHEMA["paths"].values() for operation in path.values()
]

SLOW = ("matchTexts", "annotateText", "askForCorrection")


@pytest.mark.usefixtures("committed")  # a WSGI server closes its connection after each request
@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_answer_is_declared(operation: str) -> None:
    known = publish()
    correct(known)
    withdraw(publish())
    own = webhooks.somewhere()
    api = schemathesis.openapi.from_dict(SCHEMA)
    api.app = get_wsgi_application()
    found = api.find_operation_by_id(operation)
    actions.change_partner(own.partner.pk, actor=None, seen=1, requests_per_minute=10**6)
    _row, key = partners.key(["read", "match", "submit", "webhooks"], partner=own.partner)
    headers = partners.bearer(key) | {"Accept-Encoding": "identity"}
    of_webhooks = "webhooks" in found.definition.raw["tags"]

    chance = Random(1)

    @settings(
        # Questions about texts are large to make up, and slow to answer; the others here write.
        max_examples=25 if of_webhooks or operation in SLOW else 100,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=found.as_strategy())
    def run(case: Any) -> None:
        if "id" in case.path_parameters and chance.random() < 0.5:
            case.path_parameters["id"] = str(own.uid if of_webhooks else known.verdict)
        # A schema cannot say which cursors and which ranges exist.
        case.call_and_validate(headers=headers, excluded_checks=[positive_data_acceptance])

    run()
