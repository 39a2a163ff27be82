"""What the OpenAPI schema says of each view."""

import inspect
from collections.abc import Iterable
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema

from factcheck.partners.api import serializers
from factcheck.publications.api.parameters import Parameter
from factcheck.publications.api.serializers import Problem

JSON, PROBLEM = "application/json", "application/problem+json"

#: Whoever got no further than the door was not counted: 401, 406, 503.
_COUNTED = [200, 201, 202, 204, 400, 403, 404, 409, 413, 415, 429]
RATE_LIMIT_HEADERS = [
    OpenApiParameter(
        name, {"type": kind}, OpenApiParameter.HEADER, description=help, response=codes
    )
    for name, kind, help, codes in (
        ("RateLimit-Policy", "string", "Your limits: requests (q) in seconds (w).", _COUNTED),
        ("RateLimit", "string", "What is left of each (r), for how many seconds (t).", _COUNTED),
        ("Retry-After", "integer", "Seconds until the limit lets you through again.", [429]),
    )
]


def describe(
    operation: str,
    summary: str,
    answer: Any,
    *refusals: int,
    status: int = 200,
    also: int | None = None,
    body: Any = None,
    query: Iterable[Parameter] = (),
    tag: str = "your account",
) -> Any:
    """A decorator for a method of a view: its answer (None: no body), and how it may refuse. `also`
    is another status with which the same comes."""

    def decorate(method: Any) -> Any:
        statuses = [code for code in (status, also) if code is not None]
        responses: dict[Any, Any] = (
            {(code, JSON): answer for code in statuses} if answer else dict.fromkeys(statuses)
        )
        for code in sorted({400, 401, 406, 429, 503, *refusals}):
            responses[(code, PROBLEM)] = Problem
        return extend_schema(
            operation_id=operation,
            summary=summary,
            description=inspect.cleandoc(method.__doc__ or ""),
            parameters=[*(each.document() for each in query), *RATE_LIMIT_HEADERS],
            request={JSON: body} if body else None,
            responses=responses,
            tags=[tag],
        )(method)

    return decorate


list_keys = describe("listKeys", "Your keys", serializers.KeyList)
create_key = describe(
    "createKey", "Make a key", serializers.CreatedKey, 403, 409, 413, 415,
    status=201, body=serializers.NewKey,
)  # fmt: skip
revoke_key = describe(
    "revokeKey", "End a key", serializers.RevokedKey, 403, 404, 409, 413, 415,
    body=serializers.Revocation,
)  # fmt: skip
get_usage = describe("getUsage", "What you used, and what is left", serializers.Usage)
