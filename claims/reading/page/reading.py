"""A page's HTML, read: its article's text, and what can be believed of what it says of itself."""

import re
import sys
from dataclasses import dataclass
from datetime import date
from typing import Any

from lxml import etree, html

from claims.reading.page.body import text_of
from claims.reading.page.statements import guesses, statements
from claims.reading.page.worth import Believed
from factcheck import text as texts

FIELDS = ("title", "author", "publisher", "published_on", "modified_on", "language", "url")

#: The longest pages of the public set have 3,200 tags; every tag costs time in each of many passes.
MOST_TAGS = 50_000
_DEEPEST = 200
#: Their content is not shown, or is markup that the parser takes for words.
_HIDDEN = ("plaintext", "xmp", "noframes", "noembed", "iframe", "textarea", "template", "frameset")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9A-Fa-f]{1,40})|([0-9]{1,40}));?")
#: Blanks, and no characters at all, that a tree of lxml does not take.
_NOT_IN_A_TREE = {0x0B: " ", 0x0C: " ", 0xFFFE: "", 0xFFFF: ""}


class Unreadable(ValueError):
    """`args[0]` says why: "too_many_tags", "too_deep", "no_page"."""


@dataclass(frozen=True, slots=True)
class Page:
    """`fields` and `notes` are in the form that `Believed` describes."""

    text: str
    fields: dict[str, dict[str, Any]]
    notes: list[dict[str, Any]]


def read_page(source: str, *, url: str = "", today: date) -> Page:
    """Read HTML. The text is "" where the page has no article.

    `url` is where the page was found. Raises Unreadable for what is no page, or is too much.
    """
    if source.count("<") > MOST_TAGS:
        raise Unreadable("too_many_tags")
    tree = _parsed(source)
    believed = Believed(url, today)
    stated = statements(tree, url)
    for field in FIELDS:
        believed.consider(field, stated[field])
    missing = set(FIELDS) - believed.fields.keys()
    for field, guess in guesses(tree, url, missing).items():
        believed.consider(field, [guess])
    return Page(text_of(tree), believed.fields, believed.notes)


def _parsed(source: str) -> html.HtmlElement:
    source = _REFERENCE.sub(_possible, texts.without_controls(source)).translate(_NOT_IN_A_TREE)
    # A document of its own even for a fragment, so that paths begin at /html.
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(source.encode(), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable("no_page") from error
    deepest = depth = 0
    for event, _element in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    if deepest > _DEEPEST:
        raise Unreadable("too_deep")
    etree.strip_elements(tree, *_HIDDEN, with_tail=False)
    return tree


def _possible(reference: re.Match[str]) -> str:
    """A reference to a character, as it is; nothing where there is none of that number, or one
    that is no text. What windows-1252 has at 128 to 159 is meant by it: HTML's parsers know."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    if 0x80 <= number <= 0x9F:
        return reference[0]
    if number > sys.maxunicode or number in _NOT_IN_A_TREE:
        return " " if number in (0x0B, 0x0C) else ""
    return reference[0] if texts.without_controls(chr(number)) else ""
