"""What was published, corrected and withdrawn last, as an Atom feed (RFC 4287).

An entry is a verdict. A correction updates it under the same id, a withdrawal leaves an entry that
says so and why: so a reader who kept the first version learns of it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

import orjson
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.html import conditional_escape, linebreaks
from django.utils.translation import gettext as _
from lxml import etree

from factcheck.publications.document import CORRECTED, WITHDRAWN, timestamp
from factcheck.publications.formats import words, xml
from factcheck.publications.formats.queries import Corrected

PATH = "/feeds/verdicts.atom"
CORRECTIONS = "/feeds/corrections.atom"
ENTRIES = 50

_ATOM = "http://www.w3.org/2005/Atom"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def url(language: str | None = None) -> str:
    """Where the feed is, or that of one language."""
    return settings.PUBLIC_BASE_URL + PATH + (f"?language={language}" if language else "")


def corrections_url() -> str:
    """Where the feed of corrections and withdrawals is."""
    return settings.PUBLIC_BASE_URL + CORRECTIONS


def feed(documents: Sequence[dict[str, Any]], *, language: str | None, updated: datetime) -> bytes:
    """The feed of these documents, tombstones included, in their order."""
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    spoken = words.of(language or settings.LANGUAGE_CODE)
    root.set(_LANG, spoken)
    with translation.override(spoken):
        name = settings.FACTCHECK_ORGANIZATION_NAME
        _text(root, "id", url(language))
        _text(root, "title", _("%(name)s: verdicts and corrections") % {"name": name})
        _text(root, "updated", timestamp(updated))
        _person(root, name, settings.FACTCHECK_ORGANIZATION_URL)
        _link(root, "self", url(language), "application/atom+xml")
    for document in documents:
        with translation.override(words.of(document["language"])):
            _entry(root, document)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def corrections(rows: Sequence[Corrected], *, updated: datetime) -> bytes:
    """The feed of corrections and withdrawals, an entry each: unlike in the other one, two of one
    verdict are two. What was withdrawn since is not repeated; its withdrawal is an entry itself."""
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    spoken = words.of(settings.LANGUAGE_CODE)
    root.set(_LANG, spoken)
    with translation.override(spoken):
        name = settings.FACTCHECK_ORGANIZATION_NAME
        _text(root, "id", corrections_url())
        _text(root, "title", _("%(name)s: corrections and withdrawals") % {"name": name})
        _text(root, "updated", timestamp(updated))
        _person(root, name, settings.FACTCHECK_ORGANIZATION_URL)
        _link(root, "self", corrections_url(), "application/atom+xml")
    for row in rows:
        with translation.override(words.of(row.language)):
            _changed(root, row)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _changed(root: etree._Element, row: Corrected) -> None:
    entry = etree.SubElement(root, f"{{{_ATOM}}}entry")
    entry.set(_LANG, xml.text(row.language))
    _text(entry, "id", uuid5(row.verdict, str(row.version)).urn)
    _text(entry, "updated", timestamp(row.published_at))
    page = reverse("verdict-page", args=[row.verdict])
    _category(entry, row.kind, "kind")
    if row.kind == WITHDRAWN:
        _link(entry, "alternate", settings.PUBLIC_BASE_URL + page, "text/html")
        _text(entry, "title", _("Verdict withdrawn"))
        _text(entry, "content", row.reason)
        return
    version = reverse("verdict-version", args=[row.verdict, row.version])
    document = orjson.loads(row.body or b"")
    _link(entry, "alternate", settings.PUBLIC_BASE_URL + version, "text/html")
    _text(entry, "title", _("Corrected: %(headline)s") % {"headline": document["headline"]})
    _text(entry, "content", document["corrections"][-1]["note"])


def _entry(root: etree._Element, document: dict[str, Any]) -> None:
    entry = etree.SubElement(root, f"{{{_ATOM}}}entry")
    entry.set(_LANG, xml.text(document["language"]))
    _text(entry, "id", UUID(document["id"]).urn)
    _text(entry, "published", document["first_published_at"])
    _text(entry, "updated", document["published_at"])
    _link(entry, "alternate", document["url"], "text/html")
    _category(entry, document["status"], "kind")
    if document["status"] == WITHDRAWN:
        _text(entry, "title", _("Verdict withdrawn"))
        _text(entry, "content", document["withdrawal"]["reason"])
        return
    _person(entry, document["reviewed_by"]["name"], document["reviewed_by"]["url"])
    _category(entry, document["rating"]["canonical"], "rating", document["rating"]["label"])
    _text(entry, "title", _title(document))
    _text(entry, "content", _content(document), type="html")


def _title(document: dict[str, Any]) -> str:
    if document["status"] == CORRECTED:
        return _("Corrected: %(headline)s") % {"headline": document["headline"]}
    return document["headline"]


def _content(document: dict[str, Any]) -> str:
    """HTML: the correction first, then the claim, the verdict and why."""
    parts = [("p", _("Correction: %(note)s") % {"note": item["note"]})
             for item in document["corrections"][::-1]]  # fmt: skip
    parts.append(("blockquote", document["claim"]["text"]))
    parts.append(("p", _("Our verdict: %(label)s") % {"label": document["rating"]["label"]}))
    html = [f"<{name}>{conditional_escape(text)}</{name}>" for name, text in parts]
    return "".join(html) + linebreaks(document["summary"], autoescape=True)


def _text(parent: etree._Element, name: str, text: str, **attributes: str) -> None:
    element = etree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    element.text = xml.text(text)


def _person(parent: etree._Element, name: str, uri: str) -> None:
    author = etree.SubElement(parent, f"{{{_ATOM}}}author")
    _text(author, "name", name)
    _text(author, "uri", uri)


def _link(parent: etree._Element, rel: str, href: str, type: str) -> None:
    attributes = {"rel": rel, "href": xml.text(href), "type": type}
    etree.SubElement(parent, f"{{{_ATOM}}}link", attributes)


def _category(parent: etree._Element, term: str, scheme: str, label: str = "") -> None:
    attributes = {"term": term, "scheme": f"urn:factcheck:{scheme}"}
    if label:
        attributes["label"] = xml.text(label)
    etree.SubElement(parent, f"{{{_ATOM}}}category", attributes)
