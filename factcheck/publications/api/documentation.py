"""What the OpenAPI schema says of each view."""

import inspect
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.views import APIView

from factcheck import api_limits
from factcheck.publications.api import serializers
from factcheck.publications.api.answers import JSON, LD_JSON
from factcheck.publications.api.snapshot import NDJSON

PROBLEM = "application/problem+json"


def _describe(
    operation: str,
    summary: str,
    answer: Any,
    *refusals: int,
    ld: bool = False,
    media: str = JSON,
) -> Any:
    """A decorator for a view: its answer, the conditional request, and how it may refuse."""

    def decorate(view: type[APIView]) -> type[APIView]:
        described = [parameter.document() for parameter in getattr(view, "parameters", ())]
        described.append(
            OpenApiParameter(
                "If-None-Match",
                {"type": "string"},
                OpenApiParameter.HEADER,
                description="The ETag of an earlier answer: 304 while it still holds.",
            )
        )
        responses: dict[Any, Any] = {(200, media): answer}
        if ld:
            responses[(200, LD_JSON)] = OpenApiTypes.OBJECT
        responses[304] = OpenApiResponse(description="Not modified.")
        for code in sorted({400, 401, 403, 406, 429, 503, *refusals}):
            responses[(code, PROBLEM)] = serializers.Problem
        extend_schema(
            operation_id=operation,
            summary=summary,
            description=inspect.cleandoc(view.__doc__ or ""),
            parameters=[*described, *api_limits.HEADERS],
            responses=responses,
            tags=["record"],
        )(view.get)  # type: ignore[attr-defined]
        return view

    return decorate


of_list = _describe("listVerdicts", "Verdicts that stand, by filters", serializers.VerdictPage)
of_one = _describe(
    "getVerdict", "One verdict as it stands, or its ClaimReview", serializers.Verdict, 404, ld=True
)
of_versions = _describe(
    "listVersions", "Every version of a verdict, with its hashes", serializers.VersionList, 404
)
of_snapshot = _describe(
    "downloadSnapshot", "Everything at once, one verdict a line", OpenApiTypes.STR, media=NDJSON
)
of_changes = _describe(
    "listChanges", "Everything published since a cursor, in order", serializers.ChangePage, 410
)
