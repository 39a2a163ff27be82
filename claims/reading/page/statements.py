"""What a page says about itself, each with where it says so; the more trusted first.

The order: JSON-LD (made for machines, and by the newsroom's own system), Open Graph, other `meta`,
the HTML that people see, and at last what is only guessed: from the address, or by trafilatura and
htmldate.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from lxml.html import HtmlElement
from trafilatura.metadata import extract_metadata

from claims.reading.page.jsonld import Described

JSON_LD, OPEN_GRAPH, META, IN_HTML, ADDRESS, GUESS = (
    "json-ld", "opengraph", "meta", "html", "url", "guess",
)  # fmt: skip


class Statement(NamedTuple):
    """Somebody's word for a field; `guessed` where the page does not say it, but may mean it."""

    value: str
    origin: str
    guessed: bool = False


#: Names of `meta`, lower case: Dublin Core, Highwire, and what publishers' systems write.
_META = {
    "title": ("dc.title", "dcterms.title", "citation_title", "parsely-title", "sailthru.title"),
    "author": ("author", "dc.creator", "dcterms.creator", "citation_author", "parsely-author",
               "sailthru.author", "byl"),
    "publisher": ("dc.publisher", "dcterms.publisher", "citation_publisher", "publisher"),
    "published_on": ("dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date",
                     "citation_publication_date", "citation_date", "parsely-pub-date",
                     "sailthru.date", "pubdate", "publish-date", "publication_date", "date"),
    "modified_on": ("dcterms.modified", "dc.date.modified", "last-modified", "lastmod"),
    "language": ("content-language", "dc.language", "dcterms.language", "language"),
}  # fmt: skip
_OPEN_GRAPH = {
    "title": ("og:title",),
    "author": ("article:author", "og:article:author"),
    "publisher": ("og:site_name",),
    "published_on": ("article:published_time", "og:article:published_time", "og:published_time"),
    "modified_on": ("article:modified_time", "og:article:modified_time", "og:updated_time"),
    "language": ("og:locale",),
    "url": ("og:url",),
}
_DATED = re.compile(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?=[/_.-]|\Z)")


def statements(tree: HtmlElement, url: str) -> dict[str, list[Statement]]:
    """For each field what is said of it. `url` is where the page was found, "" if nobody knows."""
    meta = _meta(tree)
    described = Described(tree)
    found: dict[str, list[Statement]] = {}
    for field, in_json in _json(described).items():
        found[field] = [Statement(value, JSON_LD) for value in in_json]
        for names, origin in ((_OPEN_GRAPH, OPEN_GRAPH), (_META, META)):
            found[field] += _of_meta(field, meta, names.get(field, ()), origin)
        found[field] += [Statement(value, IN_HTML) for value in _HTML[field](tree)]
    # Who made the HTML chose its language and its canonical address; the rest repeats them.
    for field in ("language", "url"):
        found[field].sort(key=lambda statement: statement.origin != IN_HTML)
    addresses = [url, *(statement.value for statement in found["url"])]
    if dated := next(filter(None, map(_DATED.search, addresses)), None):
        found["published_on"].append(Statement("-".join(dated.groups()), ADDRESS, guessed=True))
    return found


def guesses(tree: HtmlElement, url: str, wanted: set[str]) -> dict[str, Statement]:
    """For fields that the page does not state: what may be meant."""
    names = {"title": "title", "author": "author", "publisher": "sitename", "published_on": "date"}
    if not wanted & names.keys():
        return {}
    meant = extract_metadata(tree, default_url=url or None)
    values = {field: getattr(meant, name) for field, name in names.items() if field in wanted}
    return {
        field: Statement(value, GUESS, guessed=True)
        for field, value in values.items()
        if isinstance(value, str) and value
    }


def _json(described: Described) -> dict[str, list[str]]:
    return {
        "title": described.texts("headline", "name"),
        "author": [", ".join(described.people("author", "creator"))],
        "publisher": described.people("publisher", "sourceOrganization")[:1],
        "published_on": described.texts("datePublished"),
        "modified_on": described.texts("dateModified"),
        "language": described.texts("inLanguage"),
        "url": described.texts("mainEntityOfPage", "url") if described.has_article else [],
    }


def _meta(tree: HtmlElement) -> dict[str, list[str]]:
    """All `meta` by their lower-case names, whichever attribute carries the name."""
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = (element.get("content") or "").strip()
        for attribute in ("property", "name", "http-equiv", "itemprop"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content and len(found.setdefault(name, [])) < 20:
                found[name].append(content)
    return found


def _of_meta(
    field: str, meta: dict[str, list[str]], names: tuple[str, ...], origin: str
) -> Iterator[Statement]:
    for name in names:
        values = list(dict.fromkeys(meta.get(name, [])))
        if field == "author" and values:  # one `meta` for each of them
            yield Statement(", ".join(values), origin)
        else:
            yield from (Statement(value, origin) for value in values)


def _texts(path: str) -> Callable[[HtmlElement], list[str]]:
    """The texts, or attributes' values, at an XPath."""

    def found(tree: HtmlElement) -> list[str]:
        values: list[Any] = tree.xpath(path)[:20]
        return [v if isinstance(v, str) else " ".join(v.itertext()) for v in values]

    return found


def _authors(tree: HtmlElement) -> list[str]:
    names = _texts(
        "//*[@itemprop='author' and not(.//*)] | //*[@itemprop='author']//*[@itemprop='name']"
    )(tree)
    names = names or _texts("//a[@rel='author']")(tree)
    clean = dict.fromkeys(" ".join(name.split()) for name in names)
    return [", ".join(name for name in clean if name)]


_HTML: dict[str, Callable[[HtmlElement], list[str]]] = {
    # The address bar's title carries the site's name, the page's only heading does not.
    "title": lambda tree: _texts("//h1[count(//h1) = 1] | /html/head/title")(tree)[::-1],
    "author": _authors,
    "publisher": _texts("//*[@itemprop='publisher']//*[@itemprop='name']"),
    "published_on": _texts(
        "//time[@itemprop='datePublished' or @pubdate]/@datetime"
        " | //*[@itemprop='datePublished']/@content"
    ),
    "modified_on": _texts(
        "//time[@itemprop='dateModified']/@datetime | //*[@itemprop='dateModified']/@content"
    ),
    "language": _texts("/html/@lang | /html/@xml:lang"),
    "url": _texts("//link[@rel='canonical']/@href"),
}  # fmt: skip
