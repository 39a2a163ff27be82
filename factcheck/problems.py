"""Every error under /api/ as a problem document (RFC 9457).

`type` is a URN that never changes; docs/partners.md lists them with what to do about each.
"""

from http import HTTPStatus
from typing import Any

import orjson
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from rest_framework import exceptions

from factcheck import errors

#: slug of the type → (status, title). Slugs are public: one is only ever added.
TYPES: dict[str, tuple[int, str]] = {
    "bad-request": (400, "The request is malformed"),
    "invalid-parameter": (400, "A parameter is wrong"),
    "unknown-parameter": (400, "There is no such parameter"),
    "invalid-cursor": (400, "The cursor cannot be used"),
    "invalid-input": (400, "Something given is wrong"),
    "invalid-json": (400, "The body is no JSON object"),
    "key-in-url": (400, "An API key was sent in the URL"),
    "unauthenticated": (401, "A valid API key is needed"),
    "forbidden": (403, "This is not allowed"),
    "missing-scope": (403, "The key lacks a scope"),
    "not-found": (404, "There is nothing here"),
    "method-not-allowed": (405, "This method is not supported here"),
    "not-acceptable": (406, "None of the accepted formats is offered"),
    "conflict": (409, "The state does not allow this"),
    "epoch-ended": (410, "The cursor belongs to an earlier life of the record"),
    "too-large": (413, "The body is too large"),
    "unsupported-media-type": (415, "The body's format is not supported"),
    "blocked": (422, "Something is still missing"),
    "too-many-requests": (429, "Too many requests in a short time"),
    "over-quota": (429, "The day's quota is used up"),
    "server-error": (500, "Something broke on our side"),
    "unsupported-format": (501, "This format is not offered"),
    "unavailable": (503, "The service is not available now"),
}


class Problem(exceptions.APIException):
    """A refusal of a type from the table, for views to raise. `more` are members of its own."""

    def __init__(self, type: str, detail: str, *, parameter: str = "", **more: Any) -> None:
        self.type, self.parameter, self.more = type, parameter, more
        self.status_code = TYPES[type][0]
        super().__init__(detail)


def document(type: str, detail: str, **more: Any) -> HttpResponse:
    """The answer that says so."""
    code, title = TYPES[type]
    problem = {"type": f"urn:factcheck:problem:{type}", "title": title, "status": code}
    headers = {"Cache-Control": "no-store"}
    if code == HTTPStatus.SERVICE_UNAVAILABLE:
        headers["Retry-After"] = "5"
    return HttpResponse(
        orjson.dumps(problem | {"detail": detail} | more),
        status=code,
        content_type="application/problem+json",
        headers=headers,
    )


def problem_response(error: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """DRF's EXCEPTION_HANDLER. None for what nobody foresaw: that becomes a 500."""
    if isinstance(error, OperationalError):
        return _unavailable()
    return _of_desk(error) if isinstance(error, errors.DeskError) else _of_rest(error)


def _unavailable() -> HttpResponse:
    """The database cannot be reached: soon it can, and nothing was lost."""
    return document("unavailable", "Try again in a few seconds: nothing is lost.")


def _of_desk(error: errors.DeskError) -> HttpResponse:
    detail = str(error)
    if isinstance(error, errors.Invalid):
        fields = {name: str(text) for name, text in error.fields.items()}
        return document("invalid-input", detail, **({"fields": fields} if fields else {}))
    if isinstance(error, errors.NotAllowed):
        return document("forbidden", detail)
    if isinstance(error, errors.Blocked):
        return document("blocked", detail, items=[str(item) for item in error.items])
    return document("conflict", detail)


#: What DRF and Django raise themselves, and our words for it: theirs change with the language that
#: the client accepts. None: the words are ours already.
_REST: list[tuple[type[Exception], str, str | None]] = [
    (exceptions.AuthenticationFailed, "unauthenticated", None),
    (exceptions.NotAuthenticated, "unauthenticated", None),
    (exceptions.PermissionDenied, "forbidden", "You may not do this."),
    (PermissionDenied, "forbidden", "You may not do this."),
    (exceptions.NotFound, "not-found", "Check the address."),
    (Http404, "not-found", "Check the address."),
    (exceptions.MethodNotAllowed, "method-not-allowed", "The Allow header lists those that are."),
    (exceptions.NotAcceptable, "not-acceptable", "Accept application/json."),
    (exceptions.UnsupportedMediaType, "unsupported-media-type", "Send application/json."),
    (exceptions.APIException, "bad-request", "The request is malformed."),
]


def _of_rest(error: Exception) -> HttpResponse | None:
    if isinstance(error, Problem):
        more = {"parameter": error.parameter} if error.parameter else {}
        return document(error.type, str(error.detail), **more, **error.more)
    for kind, type, words in _REST:
        if isinstance(error, kind):
            answer = document(type, words or str(getattr(error, "detail", "")))
            if header := getattr(error, "auth_header", None):
                answer["WWW-Authenticate"] = header
            return answer
    return None


# --- What never reached a view of the API, or broke in one. None: the request was not for the API.


def not_found(request: HttpRequest) -> HttpResponse | None:
    if _for_api(request):
        return document("not-found", f"There is nothing at {request.path_info}.")
    return None


def bad_request(request: HttpRequest) -> HttpResponse | None:
    if _for_api(request):
        return document("bad-request", "The request is malformed.")
    return None


def server_error(request: HttpRequest) -> HttpResponse | None:
    if _for_api(request):
        return document("server-error", "Try again; if it stays, tell your contact at the desk.")
    return None


def _for_api(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/")
