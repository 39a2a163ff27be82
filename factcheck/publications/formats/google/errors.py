"""Our problems in the shape of Google's errors (https://google.aip.dev/193): clients print them."""

import logging
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from rest_framework.exceptions import NotAuthenticated
from rest_framework.views import set_rollback

from factcheck import problems

_log = logging.getLogger("django.request")

#: HTTP status → name in google.rpc.Code.
_NAMES = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
}
_KEPT = ("Retry-After", "WWW-Authenticate", "RateLimit", "RateLimit-Policy")
_HOW = (
    "An API key is needed: send yours as the parameter key, or better in the header"
    " “Authorization: Bearer fck_live_…”."
)


def document(code: int, message: str, *, parameter: str = "") -> HttpResponse:
    """An error; `parameter` is the one that is wrong."""
    error: dict[str, Any] = {"code": code, "message": message}
    error["status"] = _NAMES.get(code, _NAMES[500] if code >= 500 else "FAILED_PRECONDITION")
    if parameter:
        violation = {"field": parameter, "description": message}
        error["details"] = [
            {"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": [violation]}
        ]
    return HttpResponse(
        orjson.dumps({"error": error}, option=orjson.OPT_INDENT_2),
        status=code,
        content_type="application/json; charset=UTF-8",
        headers={"Cache-Control": "no-store"},
    )


def response(error: Exception, context: dict[str, Any]) -> HttpResponse:
    """DRF's exception handler of these views."""
    set_rollback()
    problem = problems.problem_response(error, context)
    if problem is None:
        return _unforeseen(error, context["request"])
    said = orjson.loads(problem.content)
    message = _HOW if isinstance(error, NotAuthenticated) else said["detail"]
    answer = document(problem.status_code, message, parameter=said.get("parameter", ""))
    for name in _KEPT:
        if name in problem:
            answer[name] = problem[name]
    return answer


def _unforeseen(error: Exception, request: HttpRequest) -> HttpResponse:
    _log.error("Internal Server Error: %s", request.path, exc_info=error)
    return document(500, "Something broke on our side; try again later.")
