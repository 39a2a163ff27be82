"""What the public and partners see of a desk: every public address with its parameters, as bytes
and headers. For telling whether two desks look the same from outside."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.test import Client

from factcheck.publications.models import Publication
from factcheck.publications.pages import sitemap
from tests.factories import partners

#: Of the moment, or of the one request.
_OF_THE_MOMENT = {"Date", "Expires", "RateLimit", "X-Request-ID"}
#: The correction form says when it was opened.
_SIGNED = re.compile(rb' value="1:[\w-]+:[\w-]+"')
#: A verdict that there never was; the same in every process.
NOBODY = UUID(int=7)


class Question(NamedTuple):
    """One request. `body` is posted as JSON."""

    path: str
    headers: tuple[tuple[str, str], ...] = ()
    body: dict[str, Any] | None = None


class Seen(NamedTuple):
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


def look(key: str, questions: Iterator[Question]) -> dict[Question, Seen]:
    """Everything that is seen, by what was asked."""
    client, found = Client(), {}
    for asked in questions:
        headers = dict(asked.headers) | partners.bearer(key)
        if asked.body is None:
            answer: Any = client.get(asked.path, headers=headers)
        else:
            answer = client.post(
                asked.path, asked.body, content_type="application/json", headers=headers
            )
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        body = _SIGNED.sub(b"", body)
        told = {name: text for name, text in answer.items() if name not in _OF_THE_MOMENT}
        found[_hashable(asked)] = Seen(answer.status_code, told, body)
    return found


def _hashable(asked: Question) -> Any:
    return asked._replace(body=repr(asked.body))  # type: ignore[arg-type]


def differences(one: dict[Any, Seen], other: dict[Any, Seen]) -> list[str]:
    """What tells them apart, a line each."""
    return [
        f"{asked.path} {dict(asked.headers)} {asked.body}: {part}"
        for asked, seen in one.items()
        for part in Seen._fields
        if getattr(seen, part) != getattr(other[asked], part)
    ]


#: Values that are in the record, in none, and wrong.
_PARAMETERS = {
    "q": ["chômage", '"taux de chômage"', "chom* -grippe", "SECRET", '"', ""],
    "language": ["fr", "en", "de", "\0"],
    "rating": ["false", "mixed", "nothing"],
    "topic": ["emploi", "SECRET"],
    "claimant": ["Jeanne Martin", "SECRET"],
    "publisher": ["La Gazette", "SECRET"],
    "article_url": ["https://gazette.example/chomage", "https://secret.example/1"],
    "claimed_from": ["2026-01-01", "2999-01-01", "x"],
    "published_from": ["2000-01-01", "2999-01-01"],
    "updated_to": ["2000-01-01", "2999-01-01"],
    "status": ["published", "corrected", "withdrawn", "draft"],
    "order": ["published", "-published", "claimed", "-claimed", "id"],
    "limit": ["1", "500", "0"],
    "highlights": ["true"],
    "cursor": ["x"],
    "nonsense": ["1"],
}
_ACCEPTS = ("application/json", "text/html", "application/ld+json", "*/*", "image/png")


def questions(verdicts: list[UUID], private: list[UUID], secret: str) -> Iterator[Question]:
    """All that is asked: of verdicts that are public, of ids that are not, of words that nobody
    published."""
    yield from _lists(secret)
    yield from _machines(secret)
    for id in (*verdicts, *private, NOBODY):
        yield from _one(id)
    for body in _texts(secret):
        yield Question("/api/v1/match/", body=body)
        yield Question("/api/v1/annotate/", body={"text": " ".join(body["texts"])} | _loosely(body))


def _loosely(body: dict[str, Any]) -> dict[str, Any]:
    return {"threshold": "related"} if len(body["texts"]) > 1 else {}


def _texts(secret: str) -> Iterator[dict[str, Any]]:
    known = "Le taux de chômage a baissé de moitié."
    yield {"texts": [known]}
    yield {"texts": [secret]}
    yield {"texts": [known, secret, f"{known} {secret}"]}
    yield {"texts": []}


def _lists(secret: str) -> Iterator[Question]:
    for name, values in _PARAMETERS.items():
        for value in values:
            query = {name: value.replace("SECRET", secret)}
            yield Question("/api/v1/verdicts/?" + _encoded(query))
    for order, limit in product(("claimed", "-published"), ("1", "2")):
        yield Question("/api/v1/verdicts/?" + _encoded({"order": order, "limit": limit}))
    for words in ("chômage", secret):
        query = {"q": words, "highlights": "true", "language": "fr"}
        yield Question("/api/v1/verdicts/?" + _encoded(query))
    for asked in ("", "?limit=1", "?limit=2", "?limit=0", "?cursor=x", "?order=x"):
        yield Question(f"/api/v1/changes/{asked}")


def _machines(secret: str) -> Iterator[Question]:
    base = settings.PUBLIC_BASE_URL
    for path in (
        "/api/v1/snapshot/", "/api/v1/schema/", "/api/v1/guide/", "/api/v1/docs/",
        "/api/v1/nothing/",
        "/feeds/claimreview.json", "/feeds/verdicts.atom", "/feeds/corrections.atom",
        "/", "/search/", "/corrections/", "/corrections/?before=x", "/methodology/", "/nothing/",
        "/search/?" + _encoded({"q": "chômage"}), "/search/?" + _encoded({"q": secret}),
        "/search/?rating=false&language=fr", "/search/?from=2999-01-01",
        "/v1alpha1/claims:search?query=chomage", "/v1alpha1/claims:search",
        "/v1alpha1/claims:search?" + _encoded({"query": secret}),
        "/v1alpha1/claims:search?reviewPublisherSiteFilter=secret.example",
        "/v1alpha1/claims:search?query=chomage&pageSize=1",
        "/oembed?url=" + base, "/oembed", "/healthz",
        "/record/", "/record/head/", "/record/checkpoint", "/record/leaves/",
        "/record/leaves/?start=2&limit=1", "/record/consistency/?first=1", "/record/prove.py",
        "/sitemap.xml", "/sitemaps/pages.xml", "/sitemaps/0.xml", "/sitemaps/999.xml",
        "/robots.txt",
        f"/sitemaps/{_newest() // sitemap.EACH}.xml",
    ):  # fmt: skip
        yield Question(path)
    for path, accept in product(("/api/v1/verdicts/", "/", "/feeds/verdicts.atom"), _ACCEPTS):
        yield Question(path, (("Accept", accept),))
    for path in ("/api/v1/snapshot/", "/feeds/claimreview.json", "/feeds/verdicts.atom"):
        yield Question(path, (("Range", "bytes=0-9"),))
        yield Question(path, (("Accept-Encoding", "gzip"),))
        yield Question(path, (("If-None-Match", "*"),))


def _one(id: UUID) -> Iterator[Question]:
    page = f"{settings.PUBLIC_BASE_URL}/verdicts/{id}/"
    for path in (
        f"/api/v1/verdicts/{id}/", f"/api/v1/verdicts/{id}/versions/", f"/verdicts/{id}/",
        f"/verdicts/{id}/versions/1/", f"/verdicts/{id}/versions/2/", f"/verdicts/{id}/versions/3/",
        f"/verdicts/{id}/claimreview.json", f"/verdicts/{id}/correction/", f"/embed/{id}/",
        f"/correction-requests/{id}/", f"/api/v1/correction-requests/{id}/", f"/oembed?url={page}",
        f"/record/proof/?id={id}&version=1", f"/record/proof/?id={id}&version=2",
    ):  # fmt: skip
        yield Question(path)
    for accept in _ACCEPTS:
        yield Question(f"/verdicts/{id}/", (("Accept", accept),))


def _newest() -> int:
    newest = Publication.objects.order_by("-id").values_list("pk", flat=True).first()
    return newest or 0


def _encoded(query: dict[str, str]) -> str:

    return urlencode(query)
