"""What partners read. Each view sends stored bytes; DRF does keys, negotiation and errors."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar
from urllib.parse import urlencode
from uuid import UUID

import orjson
from django.conf import settings
from django.http import HttpResponse
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from factcheck.problems import Problem
from factcheck.publications import claimreview, queries
from factcheck.publications.api import cursors, documentation, parameters
from factcheck.publications.api.answers import LD_JSON, conditional
from factcheck.publications.api.parameters import Parameter
from factcheck.publications.document import CANONICAL_RATINGS, KINDS, timestamp
from factcheck.publications.queries import Change, Head, Selection, Version

LIMIT = parameters.number("limit", "How many at most.", default=50, most=500)
FEED_LIMIT = parameters.number("limit", "How many at most.", default=500, most=1000)
CURSOR = parameters.text("cursor", "The `next` of an earlier answer, exactly as it was given.")

FILTERS = (
    parameters.text("language", "BCP 47 tag of the verdict, such as `fr`."),
    parameters.text(
        "rating", f"A canonical rating ({', '.join(CANONICAL_RATINGS)}) or the desk's own code."
    ),
    parameters.text("topic", "A topic, exactly."),
    parameters.text("claimant", "The name of who said it, exactly."),
    parameters.text("publisher", "The name of a site where it was said, exactly."),
    parameters.text("article_url", "The address of an article in which it was said, exactly."),
    parameters.day("claimed_from", "Said on this day or later."),
    parameters.day("claimed_to", "Said on this day or earlier."),
    parameters.moment("published_from", "First published at this time or later."),
    parameters.moment("published_to", "First published at this time or earlier.", end=True),
    parameters.moment("updated_from", "Last corrected, or first published, then or later."),
    parameters.moment(
        "updated_to", "Last corrected, or first published, then or earlier.", end=True
    ),
    parameters.choice("status", "Only these; `withdrawn` is shown only when asked for.", KINDS),
)
ORDER = parameters.choice(
    "order",
    "By first publication or by the claim's date (unknown dates as the oldest); `-` newest first.",
    ("-published", "published", "-claimed", "claimed"),
)


class JsonLdRenderer(BaseRenderer):
    """Offers the media type to negotiation; the bytes come from the view."""

    media_type = LD_JSON
    format = "jsonld"

    def render(self, data: Any, *args: Any, **kwargs: Any) -> bytes:
        return orjson.dumps(data)


class RecordView(APIView):
    """A read of the record: its parameters are read before anything else happens."""

    required_scope = "read"
    http_method_names = ("get", "head", "options")
    renderer_classes: tuple[type[BaseRenderer], ...] = (JSONRenderer,)
    parameters: ClassVar[Sequence[Parameter]] = ()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.given = parameters.read(request._request, self.parameters)

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """The methods are in the `Allow` header, the rest in the schema."""
        return HttpResponse(status=204)


@documentation.of_list
class VerdictList(RecordView):
    """Verdicts that stand. Keep the filters and the order while you page with `cursor`."""

    parameters = (*FILTERS, ORDER, LIMIT, CURSOR)

    def get(self, request: Request) -> HttpResponse:
        selection = _selection(self.given)
        limit = self.given.get("limit", LIMIT.schema["default"])
        asked = "If-None-Match" in request.headers
        # One more than asked for tells whether another page follows.
        heads = queries.page(selection, limit + 1, bodies=not asked)
        following = cursors.after_head(heads[limit - 1], selection) if len(heads) > limit else None
        etag = _hash(head.content_hash for head in heads)

        def body() -> bytes:
            found = queries.page(selection, limit + 1) if asked else heads
            return _page((head.body or b"" for head in found[:limit]), _next(request, following))

        return conditional(request._request, etag, body)


@documentation.of_one
class VerdictDetail(RecordView):
    """One verdict as it stands; a tombstone, still with status 200, once it was withdrawn.

    `Accept: application/ld+json` gives its schema.org ClaimReview.
    """

    renderer_classes = (JSONRenderer, JsonLdRenderer)

    def get(self, request: Request, id: UUID) -> HttpResponse:
        asked = "If-None-Match" in request.headers
        head = _found(queries.current(id, body=not asked), id)
        as_review = request.accepted_media_type.startswith(LD_JSON)

        def body() -> bytes:
            stored = head.body or _found(queries.current(id), id).body or b""
            if as_review:
                return orjson.dumps(claimreview.claim_review(orjson.loads(stored)))
            return stored

        return conditional(
            request._request,
            f"{head.content_hash}-ld" if as_review else head.content_hash,
            body,
            modified=head.updated_at,
            **({"content_type": LD_JSON} if as_review else {}),
        )


@documentation.of_versions
class VersionList(RecordView):
    """Every version of a verdict, oldest first, with what changed and the chain of hashes."""

    def get(self, request: Request, id: UUID) -> HttpResponse:
        versions = queries.history(id)
        if not versions:
            raise _unknown(id)
        return conditional(
            request._request,
            _hash(version.content_hash for version in versions),
            lambda: orjson.dumps({"results": [_version(version) for version in versions]}),
            modified=versions[-1].published_at,
        )


@documentation.of_changes
class ChangeFeed(RecordView):
    """Everything published, corrected and withdrawn since a cursor, in the order of publication.

    Start without a cursor, keep `next` with your copy, and ask again with it: nothing is missed.
    """

    parameters = (CURSOR, FEED_LIMIT)

    def get(self, request: Request) -> HttpResponse:
        feed = queries.feed()
        cursor = self.given.get("cursor")
        start = cursors.read_sequence(cursor, feed) if cursor else 0
        limit = self.given.get("limit", FEED_LIMIT.schema["default"])
        # The feed has no gaps and only grows: these two numbers say what the page holds.
        end = min(start + limit, feed.last)

        def body() -> bytes:
            changes = queries.changes_since(start, end - start)
            return _page(map(_change, changes), _next(request, cursors.after_change(feed, end)))

        etag = _hash([feed.epoch, str(start), str(end)])
        return conditional(request._request, etag, body, cache="private, no-cache")


def _selection(given: dict[str, Any]) -> Selection:
    parameters.in_order(given, "claimed", "published", "updated")
    filters = {name: given[name] for name in given if name not in ("order", "limit", "cursor")}
    if filters.get("rating") in CANONICAL_RATINGS:
        filters["rating_canonical"] = filters.pop("rating")
    order = given.get("order", "-published")
    selection = Selection(filters, order.removeprefix("-"), order.startswith("-"))
    if "cursor" not in given:
        return selection
    after = cursors.read_position(given["cursor"], selection)
    return Selection(filters, selection.order, selection.newest_first, after)


def _found(head: Head | None, id: UUID) -> Head:
    if head is None:
        raise _unknown(id)
    return head


def _unknown(id: UUID) -> Problem:
    return Problem("not-found", f"No verdict was published under the id {id}.")


def _page(items: Iterable[bytes], following: dict[str, Any]) -> bytes:
    return b'{"results":[' + b",".join(items) + b"]," + orjson.dumps(following)[1:]


def _next(request: Request, cursor: str | None) -> dict[str, Any]:
    if cursor is None:
        return {"next": None, "next_url": None}
    query = request.query_params.dict() | {"cursor": cursor}
    return {
        "next": cursor,
        "next_url": f"{settings.PUBLIC_BASE_URL}{request.path}?{urlencode(query)}",
    }


def _change(change: Change) -> bytes:
    facts = {
        "sequence": change.sequence,
        "kind": change.kind,
        "id": change.verdict,
        "version": change.version,
        "published_at": timestamp(change.published_at),
    }
    return orjson.dumps(facts)[:-1] + b',"document":' + change.body + b"}"


def _version(version: Version) -> dict[str, Any]:
    """Its facts; what does not apply is null, as everywhere in the API."""
    facts = version._asdict() | {"published_at": timestamp(version.published_at)}
    return {name: None if value == "" else value for name, value in facts.items()}


def _hash(parts: Iterable[str]) -> str:
    return hashlib.sha256(",".join(parts).encode()).hexdigest()[:40]
