"""What partners send us: JSON objects, read strictly. Nothing is guessed, nothing ignored."""

from collections.abc import Iterator
from typing import Any

import orjson
from django.utils import translation
from rest_framework import serializers
from rest_framework.parsers import BaseParser
from rest_framework.request import Request

from factcheck.errors import Invalid
from factcheck.problems import Problem


class StrictJSONParser(BaseParser):
    """JSON in UTF-8 (RFC 8259), and an object. Raises a 400 or 413 problem."""

    media_type = "application/json"
    #: Far more than most bodies need; a parser of larger ones says so.
    most_bytes = 16 * 1024

    def parse(self, stream: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        raw = stream.read(self.most_bytes + 1)
        if len(raw) > self.most_bytes:
            raise Problem("too-large", f"The body may have {self.most_bytes} bytes.")
        try:
            found = orjson.loads(raw)
        except orjson.JSONDecodeError as error:
            raise Problem("invalid-json", f"Send a JSON object in UTF-8: {error}.") from None
        if not isinstance(found, dict):
            raise Problem("invalid-json", "Send a JSON object: {…}.")
        return found


class Text(serializers.CharField):
    """A string, and nothing that could be made into one; without NUL."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class WholeNumber(serializers.IntegerField):
    """A number, and no text that holds one."""

    def to_internal_value(self, data: Any) -> int:
        if type(data) is not int:
            self.fail("invalid")
        return super().to_internal_value(data)


def read(request: Request, shape: type[serializers.Serializer]) -> dict[str, Any]:
    """What the body says. Raises a problem that names each field that is wrong or unknown."""
    with translation.override("en"):  # as all of the API speaks, whatever the client's languages
        body = shape(data=request.data)
        known = ", ".join(body.fields)
        unknown = {
            name[:60]: f"There is no such field. Allowed: {known}."
            for name in request.data
            if name not in body.fields
        }
        body.is_valid()
        wrong = dict(_named(body.errors))
    if unknown or wrong:
        raise wrong_fields(unknown | wrong)
    given: dict[str, Any] = body.validated_data
    return given


def wrong_fields(fields: dict[str, str]) -> Invalid:
    """The refusal that names them. They are not passed as arguments: a client chose the names."""
    refusal = Invalid(" ".join(f"{name}: {text}" for name, text in fields.items()))
    refusal.fields = fields
    return refusal


def _named(errors: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """What is wrong with each value, by its place in the body: `texts[3].language`."""
    if not isinstance(errors, dict):
        yield name, " ".join(str(error) for error in errors)
        return
    for key, inner in errors.items():
        place = f"[{key}]" if isinstance(key, int) else f".{key}" if name else key
        yield from _named(inner, f"{name}{place}")
