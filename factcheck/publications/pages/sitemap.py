"""Where search engines find every verdict that stands (https://www.sitemaps.org/protocol.html)."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from html import escape

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from factcheck.publications.document import timestamp
from factcheck.publications.formats import answers
from factcheck.publications.formats.answers import Public
from factcheck.publications.pages import queries
from factcheck.publications.rendering import shell
from factcheck.publications.replica import may_answer

#: Verdicts in a parcel; the protocol allows 50,000.
EACH = 20_000
_LARGEST = 2**31
_WAYS = ("home", "search", "corrections", "methodology")
_ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /api/v1/verdicts/
Disallow: /search/?
Sitemap: {sitemap}
"""


@require_safe
@may_answer
def index(request: HttpRequest) -> HttpResponseBase:
    """The parcels, and the page of our own pages."""
    entries = [_entry("sitemap", reverse("sitemap-pages"))]
    for parcel in queries.parcels(EACH):
        path = reverse("sitemap-verdicts", args=[parcel.number])
        entries.append(_entry("sitemap", path, parcel.changed_at))
    return _answer(request, "sitemapindex", entries)


@require_safe
def own_pages(request: HttpRequest) -> HttpResponseBase:
    """Our own pages, in each language."""
    languages = ("", *dict(settings.LANGUAGES))
    paths = [shell.address(way, language) for way in _WAYS for language in languages]
    return _answer(request, "urlset", [_entry("url", path) for path in paths])


@require_safe
@may_answer
def verdicts(request: HttpRequest, number: int) -> HttpResponseBase:
    """The pages of one parcel's verdicts."""
    found = queries.parcel(number, EACH) if number < _LARGEST else []
    if not found:
        raise Http404
    before = escape(shell.absolute("/verdicts/"))
    return _answer(
        request,
        "urlset",
        # By hand: `reverse` and an XML tree would take a second for so many.
        [
            f"<url><loc>{before}{id}/</loc><lastmod>{changed}</lastmod></url>\n"
            for id, changed in found
        ],
    )


@require_safe
def robots(request: HttpRequest) -> HttpResponseBase:
    """What a robot need not look at (RFC 9309), and where the sitemap is."""
    text = _ROBOTS.format(sitemap=shell.absolute(reverse("sitemap")))
    return _sent(request, text.encode(), "text/plain; charset=utf-8")


def _entry(kind: str, path: str, changed_at: datetime | None = None) -> str:
    changed = f"<lastmod>{timestamp(changed_at)}</lastmod>" if changed_at else ""
    return f"<{kind}><loc>{escape(shell.absolute(path))}</loc>{changed}</{kind}>\n"


def _answer(request: HttpRequest, root: str, entries: Iterable[str]) -> HttpResponseBase:
    whole = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{"".join(entries)}</{root}>\n'
    )
    return _sent(request, whole.encode(), "application/xml; charset=utf-8")


def _sent(request: HttpRequest, body: bytes, content_type: str) -> HttpResponseBase:
    found = Public(
        answers.tag("sitemap", hashlib.sha256(body).hexdigest()),
        lambda: body,
        content_type,
        language=settings.LANGUAGE_CODE,
        seconds=300,
    )
    return answers.answer(request, found)
