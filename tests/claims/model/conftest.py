from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from tests.claims.model.server import ModelServer, model_server
from tests.outbound.server import Handler

Serve = Callable[..., ModelServer]


@pytest.fixture
def model(settings: Any) -> Iterator[Serve]:
    """Serve a model with these answers, and have the settings name it."""
    with ExitStack() as servers:

        def serve(*answers: Handler) -> ModelServer:
            server = servers.enter_context(model_server(*answers))
            settings.FACTCHECK_EXTRACTOR = "claims.language_model.extract"
            settings.FACTCHECK_MODEL_URL = server.url
            settings.FACTCHECK_MODEL_NAME = "test"
            settings.FACTCHECK_MODEL_TIMEOUT = 5
            return server

        yield serve
