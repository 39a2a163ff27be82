"""No half-written file: whatever writes one is killed at each of its steps, its disk is full."""

import importlib.util
import json
import os
import re
import resource
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from io import StringIO
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from factcheck import environment, whole
from factcheck.desk.demo import people
from factcheck.matching import calibration
from factcheck.piping import print_bytes

EXAMPLES = Path(settings.BASE_DIR) / "docs" / "examples"


def example(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, EXAMPLES / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@dataclass(frozen=True, slots=True)
class Writer:
    """`write` makes the file; `is_whole` says whether a text is one. What is `kept` is never
    written over."""

    write: Callable[[Path], Any]
    is_whole: Callable[[str], Any]
    kept: bool = False


def _demo(file: Path) -> None:
    settings.DATA_DIR = file.parent
    people._keep(people.Trial(["camille"], "password", "key"))


def _is_json(text: str) -> bool:
    try:
        return bool(json.loads(text))
    except ValueError:
        return False


#: Every file that the project's Python writes, by its name; back-ups, archives and clusters are
#: directories, and in test_backups.py, test_replicas.py and test_postgres.py.
WRITERS: dict[str, Writer] = {
    "secret_key": Writer(environment.kept_secret, re.compile(r"[\w-]{60,}").fullmatch, kept=True),
    "record_key": Writer(
        lambda file: call_command("make_record_key", file, stdout=StringIO(), stderr=StringIO()),
        re.compile(r"[\w+/]{43}=\n").fullmatch,
        kept=True,
    ),
    "calibration.json": Writer(lambda file: calibration.write(file, {"a": "b" * 99}), _is_json),
    "demo.json": Writer(_demo, _is_json),
    "head.json": Writer(lambda file: example("prove").keep(file, {"a": "b" * 99}), _is_json),
}


#: What writes files otherwise, and where that is tried; a new one belongs into WRITERS.
OTHERWISE = {
    "factcheck/whole.py": "here",
    "factcheck/postgres/cluster.py": "a lock and a log; clusters are drafts: test_postgres.py",
    "factcheck/postgres/restoring.py": "within a draft: test_backups.py",
    "docs/examples/prove.py": "here",
}
_WRITES = re.compile(r"""write_(?:text|bytes)\(|O_CREAT|\.touch\(|open\([^)]*["'][wax]b?["']""")


def test_every_file_that_is_written_is_tried() -> None:
    places = [
        EXAMPLES,
        *(Path(settings.BASE_DIR, room) for room in ("claims", "factcheck", "reviews")),
    ]
    found = {
        str(path.relative_to(settings.BASE_DIR))
        for place in places
        for path in place.rglob("*.py")
        if _WRITES.search(path.read_text())
    }
    assert found == set(OTHERWISE)


@pytest.mark.parametrize("name", WRITERS)
def test_killed_at_any_step_it_is_whole_or_not_there(name: str, tmp_path: Path) -> None:
    writer = WRITERS[name]
    for before in ("", '"before"'):
        for step in count(1):
            file = tmp_path / str(step) / name
            file.parent.mkdir(exist_ok=True)
            file.unlink(missing_ok=True)
            if before:
                file.write_text(before)
            ended = in_a_process(partial(_killed, writer, file, step))
            found = file.read_text() if file.exists() else ""
            assert found == before or (writer.is_whole(found) and not (before and writer.kept)), (
                step
            )
            if not os.WIFSIGNALED(ended):
                break
        assert step > 3 or (before and writer.kept), "it was not killed on its way"


@pytest.mark.parametrize("name", WRITERS)
def test_on_a_full_disk_nothing_is_left_but_what_was_there(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    for before in ("", '"before"'):
        if before:
            file.write_text(before)
        in_a_process(lambda: _without_room(WRITERS[name], file))
        assert (file.read_text() if file.exists() else "") == before
        left = {each.name for each in tmp_path.iterdir()} - {name, f"{name}.new"}
        assert left == set()


def test_the_same_name_is_given_once(tmp_path: Path, monkeypatch: Any) -> None:
    """Also on a disk that knows no links, such as a stick on which a key is kept."""
    for has_links in (True, False):
        if not has_links:
            monkeypatch.setattr(Path, "hardlink_to", _no_links)
        file = tmp_path / f"key-{has_links}"
        whole.write(file, "first", mode=0o600, over=False)
        with pytest.raises(FileExistsError):
            whole.write(file, "second", over=False)
        assert (file.read_text(), file.stat().st_mode & 0o777) == ("first", 0o600)
        assert list(tmp_path.glob(".*")) == []


def test_what_is_printed_to_a_full_disk_is_told() -> None:
    told = pytest.raises(CommandError, match=r"not whole.*No space left")
    with Path("/dev/full").open("w") as full, told:
        print_bytes(_Output(full), iter([b"a line\n"]))


class _Output:
    def __init__(self, file: Any) -> None:
        self._out = file


def _no_links(self: Path, target: Path) -> None:
    raise PermissionError(1, "Operation not permitted")


# --- In a process of its own


def in_a_process(do: Callable[[], None]) -> int:
    """How it ended, as `waitpid` tells."""
    child = os.fork()
    if not child:
        try:
            do()
        finally:
            os._exit(0)
    return os.waitpid(child, 0)[1]


def _killed(writer: Writer, file: Path, step: int) -> None:
    """Write it, and be killed before the step of that number: a file that is opened, brought to the
    disk, named, renamed or removed."""
    steps = count(1)

    def next_step() -> None:
        if next(steps) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    def hook(event: str, values: tuple[Any, ...]) -> None:
        about = str(file.parent) in " ".join(map(str, values))
        about = about or isinstance(values[0], int)  # what is open already
        if event in {"open", "os.rename", "os.link", "os.remove"} and about:
            next_step()

    synced = os.fsync

    def sync(fd: Any) -> None:
        next_step()
        synced(fd)

    os.fsync = sync
    sys.addaudithook(hook)
    writer.write(file)


def _without_room(writer: Writer, file: Path) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8, 8))
    writer.write(file)
