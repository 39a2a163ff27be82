"""What the OpenAPI schema says of each question."""

import inspect
from typing import Any

from drf_spectacular.utils import extend_schema

from factcheck import api_limits
from factcheck.publications.api.answers import JSON
from factcheck.publications.api.documentation import PROBLEM
from factcheck.publications.api.questions import asked, examples, shapes
from factcheck.publications.api.serializers import Problem


def _describe(operation: str, summary: str, body: Any, answer: Any, shown: Any) -> Any:
    """A decorator for a method: what it is asked in the body, and its answer."""

    def decorate(method: Any) -> Any:
        responses: dict[Any, Any] = {(200, JSON): answer}
        for code in (400, 401, 403, 406, 413, 415, 429, 503):
            responses[(code, PROBLEM)] = Problem
        return extend_schema(
            operation_id=operation,
            summary=summary,
            description=inspect.cleandoc(method.__doc__ or ""),
            parameters=api_limits.HEADERS,
            request={JSON: body},
            responses=responses,
            examples=shown,
            tags=["your texts"],
        )(method)

    return decorate


of_match = _describe(
    "matchTexts",
    "Verdicts that say what your texts say",
    asked.MatchQuestion,
    shapes.MatchAnswer,
    examples.OF_MATCH,
)
of_annotate = _describe(
    "annotateText",
    "Where a text repeats a checked claim",
    asked.AnnotateQuestion,
    shapes.AnnotateAnswer,
    examples.OF_ANNOTATE,
)
