"""The partners' guide, served with the API that it explains: `docs/partners.md`, as a page."""

from functools import cache

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from markdown_it import MarkdownIt

_DOCS = settings.BASE_DIR / "docs"
_EXAMPLES = ("sync.py", "check.py", "receiver.py", "prove.py")


@require_safe
@cache_control(public=True, max_age=3600)
def guide(request: HttpRequest) -> HttpResponse:
    return render(request, "publications/guide.html", {"text": _text()})


@require_safe
@cache_control(public=True, max_age=3600)
def example(request: HttpRequest, name: str) -> HttpResponse:
    """A program for partners, to be downloaded."""
    if name not in _EXAMPLES:
        raise Http404
    source = (_DOCS / "examples" / name).read_bytes()
    return HttpResponse(source, content_type="text/plain; charset=utf-8")


@cache
def _text() -> SafeString:
    text = (_DOCS / "partners.md").read_text()
    return mark_safe(MarkdownIt("commonmark").enable("table").render(text))  # noqa: S308 - ours
