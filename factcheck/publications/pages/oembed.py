"""oEmbed (https://oembed.com): from a verdict's address to the HTML of its card."""

import re
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe
from lxml import etree

from factcheck import problems
from factcheck.publications import queries
from factcheck.publications.formats import answers, xml
from factcheck.publications.formats.answers import Public
from factcheck.publications.rendering import card
from factcheck.publications.replica import may_answer

_UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_PATH = re.compile(rf"/(?:verdicts|embed)/({_UUID})(?:/versions/[0-9]+)?/?", re.ASCII)
_TYPES = {"json": "application/json", "xml": "text/xml; charset=utf-8"}
#: Seconds that a consumer may keep the answer: the card in it is always as the verdict stands.
_CACHE_AGE = 3600


@require_safe
@may_answer
def oembed(request: HttpRequest) -> HttpResponseBase:
    """The card of the verdict at `url`, no larger than `maxwidth` and `maxheight`."""
    response = _answer(request)
    response["Access-Control-Allow-Origin"] = "*"  # the same for everybody, and no secret
    return response


def _answer(request: HttpRequest) -> HttpResponseBase:
    format = request.GET.get("format", "json")
    if format not in _TYPES:
        refusal = problems.document("unsupported-format", "format: It is json or xml.")
        # Django logs every 5xx as an error; the protocol wants this one for the caller's.
        refusal._has_been_logged = True  # type: ignore[attr-defined]
        return refusal
    try:
        width = _size(request, "maxwidth", card.WIDTH)
        height = _size(request, "maxheight", card.HEIGHT)
    except ValueError as error:
        return problems.document("invalid-parameter", str(error))
    verdict = _verdict(request.GET.get("url", ""))
    head = queries.current(verdict) if verdict else None
    if head is None:
        example = f"{settings.PUBLIC_BASE_URL}/verdicts/…/"
        detail = f"url: Give the address of a verdict, such as {example}"
        return problems.document("not-found", detail, parameter="url")
    document = orjson.loads(head.body or b"")
    found = Public(
        answers.tag("oembed", format, str(width), str(height), head.content_hash),
        lambda: _body(document, format, width, height),
        _TYPES[format],
        language=document["language"],
        modified=head.updated_at,
        dated=True,
    )
    return answers.answer(request, found)


def _body(document: dict[str, Any], format: str, width: int, height: int) -> bytes:
    said = {
        "version": "1.0",
        "type": "rich",
        "title": card.title(document),
        "author_name": settings.FACTCHECK_ORGANIZATION_NAME,
        "author_url": settings.FACTCHECK_ORGANIZATION_URL,
        "provider_name": settings.FACTCHECK_ORGANIZATION_NAME,
        "provider_url": f"{settings.PUBLIC_BASE_URL}/",
        "cache_age": _CACHE_AGE,
        "html": card.snippet(document, width, height),
        "width": width,
        "height": height,
    }
    if format == "json":
        return orjson.dumps(said)
    root = etree.Element("oembed")
    for name, value in said.items():
        etree.SubElement(root, name).text = xml.text(str(value))
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, standalone=True)


def _size(request: HttpRequest, name: str, ours: int) -> int:
    given = request.GET.get(name, "")
    if not given:
        return ours
    if not re.fullmatch("[0-9]{1,9}", given, re.ASCII) or int(given) == 0:
        raise ValueError(f"{name}: It is a whole number of pixels, from 1.")
    return min(int(given), ours)


def _verdict(url: str) -> UUID | None:
    """The verdict whose page, version or card this address of ours is."""
    try:
        parts, ours = urlsplit(url.strip()), urlsplit(settings.PUBLIC_BASE_URL)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or parts.netloc.lower() != ours.netloc.lower():
        return None
    found = _PATH.fullmatch(parts.path.removeprefix(ours.path))
    return UUID(found[1]) if found else None
