from collections.abc import Iterator
from typing import Any

import pytest

from tests.allowed.acting import Situation
from tests.allowed.reviews.situations import all_of_them
from tests.conftest import for_a_module


@pytest.fixture(scope="module")
def situations(test_database: None, django_db_blocker: Any) -> Iterator[dict[str, Situation]]:
    """Made once for a module; whatever is tried is undone."""
    with for_a_module(django_db_blocker):
        yield all_of_them()
