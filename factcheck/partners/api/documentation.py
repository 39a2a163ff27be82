"""What the OpenAPI schema says of each view."""

import inspect
from collections.abc import Iterable
from typing import Any

from drf_spectacular.utils import extend_schema

from factcheck import api_limits
from factcheck.partners.api import serializers
from factcheck.publications.api.parameters import Parameter
from factcheck.publications.api.serializers import Problem

JSON, PROBLEM = "application/json", "application/problem+json"


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
            parameters=[*(each.document() for each in query), *api_limits.HEADERS],
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
