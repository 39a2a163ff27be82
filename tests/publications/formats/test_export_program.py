"""The export as the program that people pipe into files."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.factories.publications import publish
from tests.serving import database_url


@pytest.mark.usefixtures("committed")
def test_as_a_program_it_prints_utf8_whatever_the_terminal_speaks() -> None:
    publish()
    own = {"DATABASE_URL": database_url(), "SECRET_KEY": settings.SECRET_KEY}
    printed = subprocess.run(
        [sys.executable, "manage.py", "export_claimreview", "--format", "ndjson"],
        cwd=settings.BASE_DIR,
        env=os.environ | own | {"PYTHONIOENCODING": "ascii"},
        check=True,
        capture_output=True,
    ).stdout
    assert json.loads(printed)["claim"]["text"] == "Le taux de chômage a baissé de moitié."
