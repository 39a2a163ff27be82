"""What every answer tells a browser, whoever made it: a page, a file, a redirect, an error.

Django's own layers say most of it (a Content Security Policy with `frame-ancestors`, `nosniff`,
HSTS, referrers); this one stands around them all, and adds what they leave out. What is no page but
data, such as the API's answers, gets few headers: nothing in it may run, load or be framed.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from factcheck.desk.locale import is_public

#: A page of ours needs none of these, nor does anything that it could be made to frame.
PERMISSIONS = ", ".join(
    f"{name}=()"
    for name in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
)
#: For what is no page, also where somebody opens it as one.
DATA_POLICY = "default-src 'none'; frame-ancestors 'none'"
#: They say something about pages alone.
_OF_PAGES = ("Cross-Origin-Opener-Policy", "Permissions-Policy", "X-Frame-Options")
_ERRORS = 400
_NOT_MODIFIED = 304


class SecurityHeaders:
    """The outermost layer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        told = answer.headers
        told.setdefault("X-Content-Type-Options", "nosniff")
        told.setdefault("Referrer-Policy", settings.SECURE_REFERRER_POLICY)
        # The card, framed without any origin of its own, loads its style as a stranger.
        is_anybodys = told.get("Access-Control-Allow-Origin") == "*"
        told.setdefault(
            "Cross-Origin-Resource-Policy", "cross-origin" if is_anybodys else "same-origin"
        )
        if _is_page(request, answer):
            told.setdefault("Cross-Origin-Opener-Policy", "same-origin")
            told.setdefault("Permissions-Policy", PERMISSIONS)
            # Django-csp writes it in another order in each process.
            policy = told.get("Content-Security-Policy", "")
            told["Content-Security-Policy"] = "; ".join(sorted(policy.split("; ")))
        else:
            told["Content-Security-Policy"] = DATA_POLICY
            for name in _OF_PAGES:
                told.pop(name, None)
        # What is somebody's own is kept nowhere; nor is an error, which may be over in a moment.
        if not is_public(request) or answer.status_code >= _ERRORS:
            told.setdefault("Cache-Control", "no-store, private")
        return answer


def _is_page(request: HttpRequest, answer: HttpResponseBase) -> bool:
    """Whether a browser shows it as a page. “Not modified” does not say of what: what is kept there
    is renewed by its headers, so they have to be the same."""
    if answer.status_code == _NOT_MODIFIED:
        return not request.path_info.startswith("/api/")
    return bool(answer.headers.get("Content-Type", "text/html").startswith("text/html"))
