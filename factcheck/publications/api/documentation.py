"""What the OpenAPI schema says of each view."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.views import APIView

from factcheck.publications.api import serializers
from factcheck.publications.api.answers import JSON, LD_JSON

PROBLEM = "application/problem+json"


class ApiKeyScheme(OpenApiAuthenticationExtension):
    """How the schema names our keys."""

    target_class = "factcheck.partners.authentication.ApiKeyAuthentication"
    name = "apiKey"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "bearerFormat": "fck_live_…"}


def _describe(
    operation: str, summary: str, answer: Any, *refusals: int, ld: bool = False
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
        responses: dict[Any, Any] = {(200, JSON): answer}
        if ld:
            responses[(200, LD_JSON)] = serializers.JsonLd
        responses[304] = OpenApiResponse(description="Not modified.")
        for code in sorted({400, 401, 403, 406, *refusals}):
            responses[(code, PROBLEM)] = serializers.Problem
        extend_schema(
            operation_id=operation,
            summary=summary,
            parameters=described,
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
of_changes = _describe(
    "listChanges", "Everything published since a cursor, in order", serializers.ChangePage, 410
)
