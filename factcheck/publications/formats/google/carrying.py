"""How Google's clients carry a request: a long GET as a POST, and the key as a parameter.

Both become what the rest of the desk knows: a GET, and a key in its header.
"""

from urllib.parse import unquote_plus

from django.http import HttpRequest

from factcheck.problems import Problem

_LARGEST_BODY = 64 * 1024
_FORM = "application/x-www-form-urlencoded"


def as_get(request: HttpRequest) -> None:
    """Read a POST that stands for a long GET (`X-HTTP-Method-Override`) as that GET.

    Raises a 405 problem for any other POST, and a 400 for a body that is too large or no form.
    """
    if request.method != "POST":
        return
    if request.headers.get("X-HTTP-Method-Override", "").upper() != "GET":
        raise Problem(
            "method-not-allowed", "Use GET, or POST with the header X-HTTP-Method-Override: GET."
        )
    if request.content_type != _FORM:
        raise Problem("invalid-input", f"The body must be a form ({_FORM}).")
    body = request.read(_LARGEST_BODY + 1)
    if len(body) > _LARGEST_BODY:
        raise Problem("invalid-input", f"The body may have at most {_LARGEST_BODY} bytes.")
    # Like WSGI's own query strings: bytes as Latin-1.
    parts = [request.META.get("QUERY_STRING", ""), body.decode("latin-1")]
    request.META["QUERY_STRING"] = "&".join(filter(None, parts))
    request.method = "GET"
    _forget(request)


def key_into_header(request: HttpRequest) -> None:
    """Move `key=` into the header, for the usual check: nothing after this sees it in a URL.

    Where both are sent, the header counts.
    """
    parts = request.META.get("QUERY_STRING", "").split("&")
    keys = [part for part in parts if _name(part) == "key"]
    if not keys:
        return
    request.META["QUERY_STRING"] = "&".join(part for part in parts if part not in keys)
    value = unquote_plus(keys[-1].partition("=")[2])
    request.META.setdefault("HTTP_AUTHORIZATION", f"Bearer {value}")
    _forget(request)


def _forget(request: HttpRequest) -> None:
    """What Django may have read before is read anew."""
    for read_once in ("GET", "headers"):
        request.__dict__.pop(read_once, None)


def _name(part: str) -> str:
    return unquote_plus(part.partition("=")[0])
