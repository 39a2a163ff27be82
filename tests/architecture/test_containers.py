"""What `compose.yaml` and `Containerfile` name is there, and the documentation names it too."""

import re
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands

ROOT = settings.BASE_DIR
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
IMAGE = (ROOT / "Containerfile").read_text("utf-8")
GUIDE = (ROOT / "docs" / "operators.md").read_text("utf-8")


def test_every_setting_is_one_that_operators_read_of() -> None:
    names = {
        name
        for each in ("migrate", "web", "worker")
        for name in COMPOSE["services"][each]["environment"]
    }
    assert len(names) > 8
    assert [name for name in sorted(names) if f"`{name}`" not in GUIDE] == []


def test_what_has_no_default_is_made_on_the_page() -> None:
    text = (ROOT / "compose.yaml").read_text("utf-8")
    asked = set(re.findall(r"\$\{(\w+):\?\}", text))
    told = set(re.findall(r"^    (\w+)=", GUIDE, re.MULTILINE))
    assert asked
    assert asked - told == set()


def test_the_secrets_that_are_made_there_stay_out_of_the_repository() -> None:
    ignored = (ROOT / ".gitignore").read_text("utf-8").split()
    assert {"/.env", "/record.key"} <= set(ignored)
    assert "record.key" in COMPOSE["secrets"]["record_key"]["file"]


@pytest.mark.parametrize("service", ["migrate", "worker"])
def test_the_commands_are_ours(service: str) -> None:
    command = COMPOSE["services"][service]["command"]
    assert command[:2] == ["python", "manage.py"]
    assert command[2] in get_commands()


def test_the_owners_password_is_known_to_the_migration_alone() -> None:
    for name, service in COMPOSE["services"].items():
        known = "OWNER_PASSWORD" in str(service.get("environment"))
        assert known == (name in ("db", "migrate")), name


def test_the_roles_are_those_of_the_documentation() -> None:
    script = COMPOSE["configs"]["roles"]["content"]
    for statement in ("CREATE ROLE desk_owner LOGIN", "CREATE ROLE desk LOGIN",
                      "CREATE DATABASE desk OWNER desk_owner"):  # fmt: skip
        assert statement in script
        assert statement in GUIDE


def test_what_the_image_copies_is_there_and_is_let_in() -> None:
    let_in = re.findall(r"^!(\S+)$", (ROOT / ".containerignore").read_text("utf-8"), re.MULTILINE)
    assert (ROOT / ".dockerignore").read_text("utf-8") == (ROOT / ".containerignore").read_text(
        "utf-8"
    )
    copied = [
        name
        for line in re.findall(r"^COPY (?!--from)(.+) \S+$", IMAGE, re.MULTILINE)
        for name in line.split()
    ]
    assert set(copied) == set(let_in)
    assert [name for name in copied if not (ROOT / name).exists()] == []
