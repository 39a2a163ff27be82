"""The page that says how anybody can check the record, and the program that does."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from factcheck.publications.rendering import shell
from factcheck.publications.sealing import signing


@require_safe
@cache_control(public=True, max_age=60)
def how_to_check(request: HttpRequest) -> HttpResponse:
    context = {"head": signing.latest(), "base": settings.PUBLIC_BASE_URL}
    return HttpResponse(shell.html("record", "en", context))


@require_safe
@cache_control(public=True, max_age=3600)
def checker(request: HttpRequest) -> HttpResponse:
    """To be downloaded, read and run."""
    source = (settings.BASE_DIR / "docs" / "examples" / "prove.py").read_bytes()
    return HttpResponse(source, content_type="text/plain; charset=utf-8")
