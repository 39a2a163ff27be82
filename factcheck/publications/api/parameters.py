"""Query parameters, declared once: the table reads them, refuses the rest, and documents them."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any
from urllib.parse import parse_qsl

from drf_spectacular.utils import OpenApiParameter

from factcheck.problems import Problem

LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter. `read` makes a value of its text, or raises ValueError: what is allowed."""

    name: str
    help: str
    read: Callable[[str], Any]
    schema: dict[str, Any] = field(default_factory=lambda: {"type": "string", "minLength": 1})

    def document(self) -> OpenApiParameter:
        return OpenApiParameter(self.name, self.schema, description=self.help)


def read(query: str, table: Iterable[Parameter]) -> dict[str, Any]:
    """The values given in a query string (as WSGI hands it over), by name.

    Raises a 400 that names the parameter and says what is allowed.
    """
    known = {parameter.name: parameter for parameter in table}
    values: dict[str, Any] = {}
    for name, text in pairs(query):
        if name not in known:
            raise Problem("unknown-parameter", _unknown(name, known), parameter=name)
        if name in values:
            raise _wrong(name, "Give it once.")
        if not text or len(text) > LONGEST or "\0" in text:
            raise _wrong(name, f"It takes 1 to {LONGEST} characters, and no NUL.")
        try:
            values[name] = known[name].read(text)
        except ValueError as error:
            raise _wrong(name, str(error)) from None
    return values


def pairs(query: str) -> list[tuple[str, str]]:
    """Names and values, decoded strictly: what is no UTF-8 is refused, never replaced."""
    try:
        # WSGI hands the bytes over as Latin-1.
        raw = query.encode("latin-1").decode("utf-8")
        return parse_qsl(raw, keep_blank_values=True, errors="strict", max_num_fields=100)
    except (UnicodeError, ValueError):
        raise Problem(
            "bad-request", "The query string must be percent-encoded UTF-8, of at most 100 fields."
        ) from None


def _wrong(name: str, why: str) -> Problem:
    return Problem("invalid-parameter", f"{name}: {why}", parameter=name)


def _unknown(name: str, known: Iterable[str]) -> str:
    allowed = ", ".join(sorted(known))
    shown = repr(name[:60])
    if not allowed:
        return f"There is no parameter {shown} here: this address takes none."
    return f"There is no parameter {shown}. Allowed: {allowed}."


# --- Kinds of values


def text(name: str, help: str) -> Parameter:
    return Parameter(name, help, str)


def choice(name: str, help: str, allowed: Iterable[str]) -> Parameter:
    options = list(allowed)

    def read(value: str) -> str:
        if value not in options:
            raise ValueError(f"It is one of {', '.join(options)}.")
        return value

    return Parameter(name, help, read, {"type": "string", "enum": options})


def number(name: str, help: str, *, default: int, most: int) -> Parameter:
    def read(value: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", value, re.ASCII) or not 1 <= int(value) <= most:
            raise ValueError(f"It is a whole number from 1 to {most}.")
        return int(value)

    schema = {"type": "integer", "minimum": 1, "maximum": most, "default": default}
    return Parameter(name, help, read, schema)


def day(name: str, help: str) -> Parameter:
    def read(value: str) -> date:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
            raise ValueError(_DAY)
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise ValueError(_DAY) from None

    return Parameter(name, help, read, {"type": "string", "format": "date"})


def moment(name: str, help: str, *, end: bool = False) -> Parameter:
    """A time; a mere date means its first moment in UTC, or with `end` its last."""

    def read(value: str) -> datetime:
        try:
            if re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
                edge = time.max if end else time.min
                return datetime.combine(date.fromisoformat(value), edge, UTC)
            # An unencoded "+" of an offset arrives as a space.
            found = datetime.fromisoformat(value.replace(" ", "+"))
            if found.tzinfo is None:
                raise ValueError
            return found.astimezone(UTC)
        except (ValueError, OverflowError):
            raise ValueError(_MOMENT) from None

    schema = {
        "anyOf": [{"type": "string", "format": "date-time"}, {"type": "string", "format": "date"}]
    }
    return Parameter(name, help, read, schema)


_DAY = "It is a date such as 2026-03-31."
_MOMENT = "It is a time with its zone such as 2026-03-31T12:00:00Z, or a date."


def in_order(values: dict[str, Any], *ranges: str) -> None:
    """Refuse a range whose end is before its start, which nothing can match."""
    for name in ranges:
        start, end = values.get(f"{name}_from"), values.get(f"{name}_to")
        if start is not None and end is not None and end < start:
            raise _wrong(f"{name}_to", f"It is before {name}_from: nothing can match.")
