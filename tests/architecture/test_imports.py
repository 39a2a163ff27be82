"""Which room may know which, and why. The contracts themselves are in pyproject.toml."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

ROOT = Path(settings.BASE_DIR)

WHY = """
The rooms know each other in one direction only (docs/house.md):
  claims = what was said; reviews = what we found; publications = what we told the world;
  partners = whom we tell. The record and partners know no claims and no reviews, so that nothing
  unpublished can leak: there is no path to it. Move what you need into the room it belongs to,
  or announce it with a signal (claims/announcements.py).
"""


def sources(*rooms: str) -> Iterator[tuple[str, ast.Module]]:
    for room in rooms:
        for path in sorted((ROOT / room).rglob("*.py")):
            if "migrations" not in path.parts:
                yield str(path.relative_to(ROOT)), ast.parse(path.read_text())


def imported(tree: ast.Module) -> set[str]:
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0 or node.module, "a relative import hides where it leads"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


PUBLIC = ("factcheck/publications", "factcheck/partners", "factcheck/challenges")


def test_every_contract_is_kept() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run(
        [linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, f"{run.stdout}{run.stderr}\n{WHY}"


def test_reviews_know_of_the_record_its_writer_its_document_and_what_it_matches_alone() -> None:
    """Whatever else the record has now or will have: its tables and readers are its own. Its page
    is drawn from a document alone, for the preview; what matches a claim is told by it."""
    rooms = ("record", "document", "rendering", "matching")
    may = tuple(f"factcheck.publications.{room}" for room in rooms)
    for path, tree in sources("reviews"):
        for name in imported(tree):
            if name.startswith("factcheck.publications"):
                assert name.startswith(may), f"{path} imports {name}: {WHY}"


def test_the_record_and_partners_do_not_even_name_a_private_table() -> None:
    """Raw SQL, lazy references and `get_model` are imports, too."""
    private = {
        name
        for room in ("claims", "reviews")
        for model in apps.get_app_config(room).get_models()
        for name in (model._meta.db_table, model._meta.label, model._meta.label_lower)
    }
    for path, tree in sources(*PUBLIC):
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                named = [name for name in private if name in node.value]
                assert not named, f"{path}:{node.lineno} names {named}: {WHY}"


PURE = [
    "claims.anchoring",
    "claims.extraction",
    "claims.workflow",
    "reviews.workflow",
    "factcheck.workflow",
    "factcheck.canonical",
    "factcheck.text",
    "factcheck.redline",
    "factcheck.errors",
    "factcheck.postgres",
    "factcheck.publications.document",
    "factcheck.elsewhere.reading.reader",
    "factcheck.elsewhere.reading.believing",
    "factcheck.matching.judging",
    "factcheck.matching.calibration",
]


def test_pure_rooms_work_without_any_orm() -> None:
    """They are data and functions: tried by themselves, they load no models and no settings."""
    code = f"""
import sys
for name in {PURE}:
    __import__(name)
    loaded = [found for found in ("django.db", "factcheck.settings") if found in sys.modules]
    assert not loaded, f"{{name}} loads {{loaded}}: a pure module imports no ORM"
"""
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": ""},
    )
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize(
    "room",
    ["claims", "reviews", "factcheck/history", "factcheck/partners", "factcheck/challenges"],
)
def test_rows_are_saved_by_the_journal_alone(room: str) -> None:
    """A business rule in `save()` or in a model's signal would hide from who reads the verbs."""
    hooks = {"pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed"}
    for path, tree in sources(room):
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and any(
                "Tracked" in ast.unparse(base) or "models.Model" in ast.unparse(base)
                for base in node.bases
            ):
                methods = {it.name for it in node.body if isinstance(it, ast.FunctionDef)}
                assert not methods & {"save", "delete"}, f"{path}: {node.name} overrides save()"
        heard = {name.rpartition(".")[2] for name in imported(tree)} & hooks
        assert not heard, f"{path} listens to {heard}: send a signal by name from the verb instead"
