from collections.abc import Iterator
from typing import Any

import pytest

from tests.allowed.acting import Situation
from tests.allowed.reviews.situations import all_of_them
from tests.conftest import for_a_module
from tests.factories import elsewhere, partners
from tests.factories.publications import commit


@pytest.fixture(scope="module")
def desk(test_database: None, django_db_blocker: Any) -> Iterator[dict[str, Situation]]:
    """Reviews in every situation, and something of whatever else a command could reach for."""
    with for_a_module(django_db_blocker):
        situations = all_of_them()
        partners.key()
        elsewhere.review()
        commit()
        yield situations
