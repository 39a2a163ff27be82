"""The page of a verdict as it stands, or of its withdrawal; and of what an earlier version said."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import orjson
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from factcheck.publications.document import WITHDRAWN
from factcheck.publications.formats import atom, claimreview, words
from factcheck.publications.rendering import card, changes, documents, shell
from factcheck.publications.rendering.shell import Tongue

# JSON's own escapes for what could end the script element or begin a comment in it.
_HARMLESS = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}

KINDS = {"published": _("Published"), "corrected": _("Corrected"), "withdrawn": _("Withdrawn")}


def page(
    document: dict[str, Any],
    versions: Sequence[Any],
    others: Sequence[tuple[str, str]] = (),
    *,
    preview: bool = False,
) -> str:
    """The page of a document as HTML.

    `versions` are those that were published, oldest first, with `version`, `kind`, `published_at`,
    `correction_note` and `content_hash`; `others` the verdicts on the same claim that stand in
    other languages: (language, id). A preview says that it is one, and leads nowhere.
    """
    withdrawn = document["status"] == WITHDRAWN
    json_ld = None if withdrawn or preview else claimreview.claim_review(document)
    context = {
        "preview": preview,
        "json_ld": json_ld and _json_for_html(json_ld),
        "versions": _listed(versions, withdrawn=withdrawn)[::-1],
        "others": [_other(language, id) for language, id in others],
        "snippet": card.snippet(document),
        "oembed": _oembed(document["url"]),
    }
    return _html("verdict", document, context)


def version(
    document: dict[str, Any], before: dict[str, Any] | None, versions: Sequence[Any]
) -> str:
    """The page of one version of a verdict that stands. `before` is the version that it replaced,
    `versions` are all of them, oldest first, as for `page`."""
    with translation.override(words.of(document["language"])):
        changed = changes.between(before, document) if before else None
    context = {
        "versions": _listed(versions),
        "this": versions[document["version"] - 1],
        "next": versions[document["version"]] if document["version"] < len(versions) else None,
        "changes": changed,
        "language": document["language"],
    }
    return _html("version", document, context)


def withdrawn_version(document: dict[str, Any], number: int) -> str:
    """In place of an earlier version of what was withdrawn: that it is no longer shown."""
    return _html("withdrawn_version", document, {"number": number})


def _html(template: str, document: dict[str, Any], context: dict[str, Any]) -> str:
    """Around a verdict our words, and the pages it leads to, are in its own language."""
    spoken = words.of(document["language"])
    return shell.html(
        template,
        spoken,
        {
            "document": documents.shown(document),
            "title": _title(document),
            "description": _description(document),
            "feed": atom.url(document["language"]),
        }
        | context,
        lang=spoken,
    )


def _title(document: dict[str, Any]) -> str:
    return documents.plain(document.get("headline", ""))


def _description(document: dict[str, Any]) -> str:
    """What another program shows of the page: the verdict, then the claim."""
    if document["status"] == WITHDRAWN:
        return ""
    rating, claim = document["rating"]["label"], document["claim"]["text"]
    return documents.plain(f"{rating}: {claim}")


def _listed(versions: Sequence[Any], *, withdrawn: bool = False) -> list[dict[str, Any]]:
    """The versions with what happened. Of what was withdrawn nothing is repeated, no note."""
    return [
        {
            "number": version.version,
            "what": KINDS[version.kind],
            "published_at": version.published_at,
            "note": "" if withdrawn else version.correction_note,
            "content_hash": version.content_hash,
        }
        for version in versions
    ]


def _other(language: str, id: str) -> Tongue:
    url = shell.absolute(reverse("verdict-page", args=[id]))
    return Tongue(language, shell.tongue(language), url)


def _oembed(url: str) -> list[tuple[str, str]]:
    """Where the card's HTML can be asked for: (media type, address)."""
    endpoint = shell.absolute(reverse("oembed"))
    return [
        (f"{type}+oembed", f"{endpoint}?{urlencode({'url': url, 'format': format})}")
        for type, format in (("application/json", "json"), ("text/xml", "xml"))
    ]


def _json_for_html(value: object) -> SafeString:
    return mark_safe(orjson.dumps(value).decode().translate(_HARMLESS))  # noqa: S308 - escaped
