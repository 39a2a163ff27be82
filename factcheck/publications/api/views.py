"""What partners read, as views: DRF does keys, negotiation and errors; `reads` does the rest."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar
from uuid import UUID

import orjson
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from factcheck.problems import Problem
from factcheck.publications import replica
from factcheck.publications.api import documentation, parameters, reads
from factcheck.publications.api.answers import (
    ASK_AGAIN,
    LD_JSON,
    Found,
    conditional,
    streamed,
)
from factcheck.publications.api.parameters import Parameter
from factcheck.publications.api.reads import Asked
from factcheck.publications.api.snapshot import NDJSON, Snapshot
from factcheck.publications.formats import claimreview
from factcheck.publications.formats.answers import tag
from factcheck.publications.streams import Busy


class JsonLdRenderer(BaseRenderer):
    """Offers the media type to negotiation; the bytes come from the view."""

    media_type = LD_JSON
    format = "jsonld"

    def render(self, data: Any, *args: Any, **kwargs: Any) -> bytes:
        return orjson.dumps(data)


class NdjsonRenderer(BaseRenderer):
    """Offers the media type to negotiation; the lines come from the view."""

    media_type = NDJSON
    format = "ndjson"

    def render(self, data: Any, *args: Any, **kwargs: Any) -> bytes:
        return orjson.dumps(data)


class RecordView(APIView):
    """A read of the record."""

    required_scope = "read"
    http_method_names = ("get", "head", "options")
    renderer_classes: tuple[type[BaseRenderer], ...] = (JSONRenderer,)
    parameters: ClassVar[Sequence[Parameter]] = ()

    def asked(self, request: Request) -> Asked:
        return Asked(
            path=request.path,
            query=request.META.get("QUERY_STRING", ""),
            has_copy="If-None-Match" in request.headers,
        )

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """The methods are in the `Allow` header, the rest in the schema."""
        return HttpResponse(status=204)


@documentation.of_list
class VerdictList(RecordView):
    """Verdicts that stand. Keep the filters and the order while you page with `cursor`."""

    parameters = reads.LIST

    @replica.may_answer
    def get(self, request: Request) -> HttpResponse:
        return conditional(request._request, reads.verdicts(self.asked(request)))


@documentation.of_one
class VerdictDetail(RecordView):
    """One verdict as it stands; a tombstone, still with status 200, once it was withdrawn.

    `Accept: application/ld+json` gives its schema.org ClaimReview.
    """

    renderer_classes = (JSONRenderer, JsonLdRenderer)

    @replica.may_answer
    def get(self, request: Request, id: UUID) -> HttpResponse:
        found = reads.verdict(self.asked(request), id)
        if request.accepted_media_type.startswith(LD_JSON):
            found = _as_review(found)
        return conditional(request._request, found)


@documentation.of_versions
class VersionList(RecordView):
    """Every version of a verdict, oldest first, with what changed and the chain of hashes."""

    @replica.may_answer
    def get(self, request: Request, id: UUID) -> HttpResponse:
        return conditional(request._request, reads.versions(self.asked(request), id))


@documentation.of_changes
class ChangeFeed(RecordView):
    """Everything published, corrected and withdrawn since a cursor, in the order of publication.

    Start without a cursor, keep `next` with your copy, and ask again with it: nothing is missed.
    """

    parameters = reads.FEED

    def get(self, request: Request) -> HttpResponse:
        return conditional(request._request, reads.changes(self.asked(request)))


@documentation.of_snapshot
class SnapshotDownload(RecordView):
    """Every verdict and every tombstone as it stands, one a line (NDJSON), in one consistent read.

    The last line has the number of `verdicts` and the `next` cursor, from which `changes/` goes on.
    A download without that line is not whole: ask again.
    """

    renderer_classes = (NdjsonRenderer,)

    def get(self, request: Request) -> HttpResponseBase:
        parameters.read(request.META.get("QUERY_STRING", ""), ())
        try:
            snapshot = Snapshot()
        except Busy:
            raise Problem(
                "unavailable", "Another snapshot is being read here. Ask again in a few seconds."
            ) from None
        found = Found(
            reads.hash_of([snapshot.feed.epoch, str(snapshot.feed.last)]),
            bytes,
            content_type=NDJSON,
            cache=ASK_AGAIN,
        )
        if request.method == "HEAD" or found.etag_held(request.headers.get("If-None-Match", "")):
            snapshot.close()
            return conditional(request._request, found)
        return streamed(request._request, found, snapshot)


def _as_review(found: Found) -> Found:
    def body() -> bytes:
        return orjson.dumps(claimreview.claim_review(orjson.loads(found.body())))

    # Another release may map it otherwise: the tag covers that, too.
    return replace(found, hash=tag("ld", found.hash), body=body, content_type=LD_JSON)
