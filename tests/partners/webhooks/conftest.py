from collections.abc import Iterator
from typing import Any

import pytest

from tests.factories import webhooks
from tests.factories.webhooks import Clock
from tests.partners.webhooks.receiver import Receiver, receiving


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    """A receiver that the operator lets through."""
    with receiving() as found:
        settings.WEBHOOK_OWN_TARGETS = [found.target]
        yield found


@pytest.fixture
def clock() -> Clock:
    return webhooks.Clock()
