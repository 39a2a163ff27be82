"""How our own pages are sent: one copy for everybody who speaks the language."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

from factcheck.publications.formats import answers
from factcheck.publications.formats.answers import Public
from factcheck.publications.pages import languages
from factcheck.publications.pages.languages import Spoken
from factcheck.publications.rendering import shell

HTML = "text/html; charset=utf-8"
Context = Callable[[Spoken], dict[str, Any]]


def page(
    request: HttpRequest,
    way: str,
    shows: Sequence[str],
    context: Context,
    *,
    keeps: Mapping[str, Any] | None = None,
    seconds: int = 60,
) -> HttpResponseBase:
    """One of our own pages.

    `keeps` is what its address asks of it, as far as we know it: what others add to an address
    changes no byte. `shows` is all else that the page depends on. `context` is called, with the
    page's language active, only when somebody needs the bytes.
    """
    spoken, keeps = languages.of(request), keeps or {}
    found = Public(
        answers.tag(way, spoken.code, spoken.asked, repr(sorted(keeps.items())), *shows),
        lambda: _html(way, spoken, keeps, context).encode(),
        HTML,
        language=spoken.code,
        seconds=seconds,
        vary=spoken.vary,
    )
    return answers.answer(request, found)


def refusal(
    request: HttpRequest, way: str, context: Context, *, keeps: Mapping[str, Any] | None = None
) -> HttpResponse:
    """The same page where it cannot do what was asked, with status 400; nobody keeps it."""
    spoken = languages.of(request)
    body = _html(way, spoken, keeps or {}, context)
    response = HttpResponse(body, content_type=HTML, status=400)
    response["Content-Language"] = spoken.code
    response["Cache-Control"] = "no-store"
    patch_vary_headers(response, spoken.vary)
    return response


def _html(way: str, spoken: Spoken, keeps: Mapping[str, Any], context: Context) -> str:
    own: dict[str, Any] = {
        "tongues": languages.tongues(way, keeps),
        "canonical": shell.absolute(shell.address(way, spoken.asked)),
    }
    with translation.override(spoken.code):
        own |= context(spoken)
    return shell.html(way, spoken.code, own, here=way, lang=spoken.asked)
