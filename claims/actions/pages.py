"""Taking an article in from its web address: fetched, read and stored, or nothing of it."""

from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from claims.actions.articles import Registered, register_article
from claims.models import Article
from claims.reading import ReadArticle, read
from factcheck.accounts.permissions import require
from factcheck.errors import Invalid
from factcheck.outbound.errors import Refused
from factcheck.outbound.pages import Limits, Page, fetch
from factcheck.outbound.targets import target


class Fetched(NamedTuple):
    """A page, and what was read from it."""

    page: Page
    article: ReadArticle


def fetch_article(
    address: str, *, actor: Any, tell: Callable[[str], None] = lambda words: None, **about: Any
) -> Registered:
    """Fetch a page now, and store it as an article.

    `about` (as in `store_page`) outweighs what the page says of itself. `tell` is told what is
    going on. Raises OutboundError where the page could not be had, Invalid where it is no article.
    """
    require(actor, "claims.add_article")
    return store_page(fetch_page(address, tell), actor=actor, **about)


def fetch_page(url: str, tell: Callable[[str], None] = lambda words: None) -> Fetched:
    """Fetch a page and read it. Nothing is stored. Raises OutboundError, Invalid."""
    page = fetch(
        url,
        limits=Limits(settings.FETCH_SECONDS, settings.ARTICLE_MAX_BYTES),
        organization_url=settings.FACTCHECK_ORGANIZATION_URL,
        tell=tell,
    )
    if page.redirects and _is_front_page(page.url) and not _is_front_page(url):
        raise Invalid(
            _(
                "The address leads to the front page of “%(host)s”: the article is probably gone."
                " Paste its text instead."
            )
            % {"host": urlsplit(page.url).hostname}
        )
    return Fetched(page, _read(page))


def _read(page: Page) -> ReadArticle:
    """The one place where a fetched page meets the reader."""
    media_type = "text/plain" if page.media_type == "text/plain" else "text/html"
    return read(page.content, media_type, charset=page.charset, url=page.url)


def store_page(
    fetched: Fetched, *, actor: Any, url: str = "", known: Article | None = None, **about: Any
) -> Registered:
    """Store what was fetched: as a new text of the `known` article, or of the one that has this
    address, whichever of its addresses was asked for; else as a new article. `url` is where it
    was published, where that is known to be elsewhere."""
    page, article = fetched
    url = known.url if known else url or _address(page, article.url)
    return register_article(article, actor=actor, url=url, **about)


def _address(page: Page, canonical: str | None) -> str:
    """The address of the page's article.

    Several addresses lead to one page: shortened ones, ones with a campaign's marks. An article
    that has one of them already is the same article. A new one gets the address that the page
    gives for itself, if it is on the same site, else the one where it was found.
    """
    own = _on_same_site(canonical, page.url)
    addresses = [page.asked, page.url, *([own] if own else [])]
    known = set(Article.objects.filter(url__in=addresses).values_list("url", flat=True))
    return next((url for url in addresses if url in known), own or page.url)


def _on_same_site(canonical: str | None, url: str) -> str:
    """The address that a page gives for itself, or "". One on another site is not believed, or any
    page could add a text to any article; nor is the front page, which many name by mistake."""
    if not canonical or _is_front_page(canonical):
        return ""
    try:
        own = target(canonical)
    except Refused:
        return ""
    return own.url if own.host == urlsplit(url).hostname else ""


def _is_front_page(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query
