"""What anybody may ask of the sealed record, without a key: its head, and proofs against it."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

import orjson
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from factcheck import problems
from factcheck.problems import Problem
from factcheck.publications.api import parameters
from factcheck.publications.api.parameters import Parameter
from factcheck.publications.document import timestamp
from factcheck.publications.formats import answers
from factcheck.publications.formats.answers import Public
from factcheck.publications.models import SignedHead
from factcheck.publications.sealing import signing, tree

_JSON = "application/json"
#: A head is signed every minute; what is proven against one never changes.
_HEAD_SECONDS, _PROOF_SECONDS = 30, 86_400
_MOST_LEAVES = 1_000
_LARGEST = 999_999_999

_Made = tuple[bytes, str, int]


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise ValueError("It is a verdict's id.") from None


def _size(name: str, help: str) -> Parameter:
    return parameters.number(name, help, default=1, most=_LARGEST)


def _public(*table: Parameter) -> Callable[[Any], Any]:
    """A view that anybody may cache: `make(asked)` gives the bytes, their type, and for how long
    they hold. A Problem becomes its document."""

    def decorate(make: Callable[[dict[str, Any]], _Made]) -> Any:
        @require_safe
        @wraps(make)
        def view(request: HttpRequest) -> HttpResponseBase:
            try:
                body, kind, seconds = make(parameters.read(request.META["QUERY_STRING"], table))
            except Problem as error:
                return _refused(error)
            found = Public(
                answers.tag("record", make.__name__, body.hex()), lambda: body, kind, "en",
                seconds=seconds,
            )  # fmt: skip
            return answers.answer(request, found)

        return view

    return decorate


@_public()
def head(_asked: dict[str, Any]) -> _Made:
    """The latest head that was signed."""
    return orjson.dumps(_head(_latest())), _JSON, _HEAD_SECONDS


@_public()
def checkpoint(_asked: dict[str, Any]) -> _Made:
    """The same as the signed note alone, for tools that read transparency logs."""
    return _latest().note.encode(), "text/plain; charset=utf-8", _HEAD_SECONDS


@_public(
    Parameter("id", "The verdict.", _uuid),
    _size("version", "Its version."),
    _size("size", "Against the head over so many entries; the latest unless given."),
)
def proof(asked: dict[str, Any]) -> _Made:
    """That a version of a verdict is in the record: the path from its leaf to the root."""
    if "id" not in asked or "version" not in asked:
        raise Problem("invalid-parameter", "Give id and version.", parameter="id")
    against = _signed(asked.get("size"))
    leaf = tree.leaf_of(asked["id"], asked["version"])
    if leaf is None:
        raise Problem("not-found", "There is no such version of a published verdict.")
    if leaf.sequence > against.sequence:
        raise Problem(
            "not-found", "No head covers this version yet: the next is signed within a minute."
        )
    path = tree.inclusion(leaf.sequence - 1, against.sequence)
    said = {
        "leaf": leaf.as_json(),
        "leaf_hash": leaf.hash().hex(),
        "index": leaf.sequence - 1,
        "path": [each.hex() for each in path],
        "head": _head(against),
    }
    return orjson.dumps(said), _JSON, _PROOF_SECONDS if "size" in asked else _HEAD_SECONDS


@_public(
    _size("first", "How many entries the head has that you kept."),
    _size("second", "How many the later head has; the latest unless given."),
)
def consistency(asked: dict[str, Any]) -> _Made:
    """That the record which you saw is how the later one begins."""
    against = _signed(asked.get("second"))
    first = asked.get("first", 0)
    if not 0 < first <= against.sequence:
        raise Problem(
            "invalid-parameter", f"first: Give a number from 1 to {against.sequence}.",
            parameter="first",
        )  # fmt: skip
    path = tree.consistency(first, against.sequence)
    said = {"first": first, "path": [each.hex() for each in path], "head": _head(against)}
    return orjson.dumps(said), _JSON, _PROOF_SECONDS if "second" in asked else _HEAD_SECONDS


@_public(
    _size("start", "The sequence of the first one."),
    parameters.number("limit", "How many.", default=_MOST_LEAVES, most=_MOST_LEAVES),
)
def leaves(asked: dict[str, Any]) -> _Made:
    """The leaves themselves, in their order: whoever has them all can make the root anew."""
    start, limit = asked.get("start", 1), asked.get("limit", _MOST_LEAVES)
    found = [leaf.as_json() for leaf in tree.leaves(start - 1, start - 1 + limit)]
    whole = len(found) == limit
    next_start = start + limit if whole else None
    said = {"leaves": found, "next": next_start}
    return orjson.dumps(said), _JSON, _PROOF_SECONDS if whole else _HEAD_SECONDS


def _latest() -> SignedHead:
    found = signing.latest()
    if found is None:
        raise Problem("not-found", "No head was signed yet.")
    return found


def _signed(size: int | None) -> SignedHead:
    """The head over so many entries. Raises a 404 where none was signed."""
    if size is None:
        return _latest()
    found = SignedHead.objects.filter(sequence=size).order_by("-id").first()
    if found is None:
        raise Problem("not-found", f"No head over {size} entries was signed.")
    return found


def _head(row: SignedHead) -> dict[str, Any]:
    head = signing.Head.parse(row.note)
    return head.as_json() | {"key": row.key, "signed_at": timestamp(row.signed_at)}


def _refused(error: Problem) -> HttpResponse:
    more = {"parameter": error.parameter} if error.parameter else {}
    return problems.document(error.type, str(error.detail), **more)
