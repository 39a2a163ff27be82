"""What a page's JSON-LD says of its article, in schema.org's terms.

Pages get it wrong in every way: what is broken, too large or of a wrong type is passed over, piece
by piece, and the rest is read.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

Node = dict[str, Any]

_SCRIPTS, _LARGEST, _NODES, _DEPTH = 50, 500_000, 5_000, 20
#: Any Article of schema.org; what is only a page says less, and is asked last.
_ARTICLE = re.compile(r"\w*Article|\w*BlogPosting|Report|LiveBlogPosting|\w*NewsArticle")
_PAGE = re.compile(r"WebPage|ItemPage|AboutPage")
#: Under these stand other articles: those that are like it, that it is part of, that it cites.
_ELSEWHERE = frozenset(
    {"itemListElement", "hasPart", "isPartOf", "mentions", "citation", "relatedLink", "about",
     "comment", "itemReviewed", "breadcrumb"}
)  # fmt: skip
_AROUND = re.compile(r"\A\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>|;)\s*\Z")


class Described:
    """The page's article as its JSON-LD describes it: values of a property, the surest first."""

    def __init__(self, tree: HtmlElement) -> None:
        nodes = list(_nodes(tree))
        self._named = {
            node["@id"]: node
            for node in reversed(nodes)
            if isinstance(node.get("@id"), str) and len(node) > 1
        }
        articles = [node for node in nodes if _is(node, _ARTICLE)]
        articles.sort(key=lambda node: "headline" not in node)
        self._about = [*articles[:1], *(node for node in nodes if _is(node, _PAGE))][:2]
        self.has_article = bool(articles)

    def texts(self, *names: str) -> list[str]:
        """Plain values: a date, a headline, an address."""
        found = (self._text(value) for value in self._values(names))
        return [text for text in found if text]

    def people(self, *names: str) -> list[str]:
        """The names of persons or organisations."""
        found: list[str] = []
        for node in self._about:
            for name in names:
                for value in _each(node.get(name)):
                    text = self._name(value)
                    if text and text not in found:
                        found.append(text)
            if found:
                break
        return found

    def _values(self, names: tuple[str, ...]) -> Iterator[Any]:
        for node in self._about:
            for name in names:
                yield from _each(node.get(name))

    def _text(self, value: Any) -> str | None:
        if isinstance(value, dict):
            value = value.get("@value") or value.get("@id") or value.get("url")
        return value if isinstance(value, str) else None

    def _name(self, value: Any) -> str | None:
        if isinstance(value, dict):
            if "name" not in value and isinstance(value.get("@id"), str):
                value = self._named.get(value["@id"], {})
            names = list(_each(value.get("name")))
            value = names[0] if names else None
            if isinstance(value, dict):
                value = value.get("@value")
        return value if isinstance(value, str) else None


def _nodes(tree: HtmlElement) -> Iterator[Node]:
    """All objects of all scripts, the outer ones first; not those that are other articles."""
    waiting: list[tuple[Any, int]] = []
    for script in tree.xpath("//script[contains(@type, 'ld+json')]")[:_SCRIPTS]:
        waiting.append((_parsed(script.text or ""), 0))
    for _count in range(_NODES):
        if not waiting:
            return
        value, depth = waiting.pop(0)
        if isinstance(value, dict):
            yield value
        if depth < _DEPTH:
            waiting += [(inner, depth + 1) for inner in _inner(value)]


def _inner(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value[:_NODES]
    if isinstance(value, dict):
        inner = (each for name, each in value.items() if name not in _ELSEWHERE)
        return [each for each in inner if isinstance(each, dict | list)]
    return []


def _parsed(source: str) -> Any:
    if len(source) > _LARGEST:
        return None
    try:
        # Not strict: line breaks inside of strings are the commonest mistake.
        return json.loads(_AROUND.sub("", source).strip(), strict=False)
    except (ValueError, RecursionError):
        return None


def _is(node: Node, kind: re.Pattern[str]) -> bool:
    types = _each(node.get("@type"))
    return any(isinstance(each, str) and kind.fullmatch(each.rpartition("/")[2]) for each in types)


def _each(value: Any) -> Iterator[Any]:
    if isinstance(value, list):
        yield from value[:50]
    elif value is not None:
        yield value
