"""Which verbs there are: found in the code, so that a new one without a proof is noticed."""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

_ROOMS = ("claims", "reviews", "factcheck")


def functions() -> dict[str, Callable[..., Any]]:
    """Every public function that is written in an `actions` module, by its dotted name."""
    found: dict[str, Callable[..., Any]] = {}
    for module in _modules():
        for name, value in inspect.getmembers(module, inspect.isfunction):
            if value.__module__ == module.__name__ and not name.startswith("_"):
                found[f"{module.__name__}.{name}"] = value
    return found


def _modules() -> Iterator[Any]:
    for room in _ROOMS:
        package = import_module(room)
        for found in pkgutil.walk_packages(package.__path__, f"{room}."):
            if "actions" in found.name.split("."):
                yield import_module(found.name)
