"""Every answer to a partner says where its limits stand."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from factcheck.partners import quota
from factcheck.partners.quota import Grant

#: Where a request carries its grant, once one was asked for: in WSGI's environment, so that whoever
#: answers in front of Django can ask, and Django does not count the request again.
GRANT = "factcheck.grant"


def grant_of(request: HttpRequest) -> Grant | None:
    found: Grant | None = request.META.get(GRANT)
    return found


class RateLimitHeaders:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        grant = grant_of(request)
        if grant is not None:
            for name, value in quota.headers(grant):
                answer[name] = value
        return answer
