"""The reference client asks what of a partner's texts was checked, over real HTTP."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from tests.factories import partners
from tests.factories.publications import publish, verdict, withdraw

CLIENT = settings.BASE_DIR / "docs" / "examples" / "check.py"
CLAIM = "Le taux de chômage a baissé de moitié à Lyon depuis 2019."


@pytest.fixture
def check(committed: None, address: str, tmp_path: Path) -> Callable[..., str]:
    """Run the client on a text; what it prints."""
    _row, key = partners.key(scopes=["match"])

    def check(question: str, text: str, *options: str) -> str:
        (tmp_path / "text.txt").write_bytes(text.encode())
        command = [sys.executable, str(CLIENT), address, question, str(tmp_path / "text.txt")]
        run = subprocess.run(
            [*command, *options], env={**os.environ, "FACTCHECK_KEY": key},
            capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        return run.stdout or run.stderr

    return check


def test_it_tells_what_was_checked_and_where(check: Callable[..., str]) -> None:
    publication = publish(verdict(text=CLAIM, article_url="https://gazette.example/debat"))
    url = f"{settings.PUBLIC_BASE_URL}/verdicts/{publication.verdict}/"

    lines = check("match", f"Il pleut sur Nantes.\n{CLAIM}\n").splitlines()
    assert lines[0] == CLAIM
    assert lines[1].strip().startswith("same (")
    assert url in lines[1]

    article = f"🙂 Elle a dit :\r\n« {CLAIM} »\r\nEt encore."
    lines = check("annotate", article, "--language", "fr").splitlines()
    start = article.index(CLAIM)
    assert lines[0] == f"{start}-{start + len(CLAIM) - 1} exact: {CLAIM[:-1]}"
    assert url in lines[1]

    known = check("annotate", "Autre chose.", "--url", "https://gazette.example/debat")
    assert known.startswith(f"(not in this text) {CLAIM}")

    assert "no word to look for" in check("match", "et puis\n")
    withdraw(publication)
    assert check("match", CLAIM) == ""
