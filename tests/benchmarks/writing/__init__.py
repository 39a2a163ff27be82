"""What a step of the work costs, and whether people who work at once slow each other down.

`make bench ARGS="--only writing"`; its database is made anew each time.
"""

import os

from tests.benchmarks import databases
from tests.benchmarks.writing import pages, steps

#: The record that stands before anything is measured.
VERDICTS = 10_000


def run(seconds: float) -> None:
    """Print both tables."""
    url = _database()
    settings = {"DJANGO_SETTINGS_MODULE": "factcheck.settings"}
    os.environ |= databases.environment(url) | settings
    import django

    django.setup()
    steps.report()
    pages.report(url, seconds)


def _database() -> str:
    """A copy, for what is written here is not taken back."""
    name = "factcheck_bench_writing"
    databases.drop(name)
    databases.create(name, like=databases.of_verdicts(VERDICTS))
    return databases.url(name)
