"""What partners are told: it is served, and it is true."""

import re
from typing import Any

from django.conf import settings

from factcheck.problems import TYPES

DOCS = settings.BASE_DIR / "docs" / "partners.md"


def test_every_type_of_problem_is_explained() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| (\d+) \|", DOCS.read_text(), re.MULTILINE)
    assert {name: int(status) for name, status in rows} == {
        name: status for name, (status, _title) in TYPES.items()
    }


def test_the_guide_is_served_with_its_programs(client: Any) -> None:
    page = client.get("/api/v1/guide/")
    assert page.status_code == 200
    assert "<h2>Keeping a copy</h2>" in page.content.decode()
    programs = set(re.findall(r'href="examples/([^"]+)"', page.content.decode()))
    assert programs == {file.name for file in (settings.BASE_DIR / "docs/examples").glob("*.py")}
    for name in programs:
        source = client.get(f"/api/v1/guide/examples/{name}")
        assert source.content == (settings.BASE_DIR / "docs/examples" / name).read_bytes()
    assert client.get("/api/v1/guide/examples/partners.md").status_code == 404
    assert "/api/v1/guide/" in client.get("/api/v1/schema/").content.decode()
