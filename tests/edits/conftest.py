from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection


@pytest.fixture(scope="module")
def both() -> Iterator[ThreadPoolExecutor]:
    """Two people at work at once: two threads, each with a connection of its own."""
    with ThreadPoolExecutor(2) as threads:
        yield threads
        closing = Barrier(2)

        def close(_who: str) -> None:
            closing.wait()
            connection.close()

        list(threads.map(close, "ab"))
