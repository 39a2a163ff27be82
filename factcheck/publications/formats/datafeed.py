"""All verdicts that stand as one schema.org DataFeed (https://schema.org/DataFeed).

One document, without pages: those who ingest such feeds fetch one file, and schema.org has no word
for a next page. It is made while it is sent. Who wants changes only has `/api/v1/changes/`.
"""

from collections.abc import Iterator
from typing import Any

import orjson
from django.conf import settings

from factcheck.publications.document import timestamp
from factcheck.publications.formats import claimreview, queries
from factcheck.publications.formats.queries import Feed

PATH = "/feeds/claimreview.json"
#: Bytes that are sent at once.
_CHUNK = 64 * 1024


def chunks(feed: Feed) -> Iterator[bytes]:
    """The feed as it was after that publication, in pieces; the same bytes every time."""
    ready = _head(feed)
    separator = b"\n"
    for said in queries.said_until(feed.last):
        ready += separator + _item(orjson.loads(said.body))
        separator = b",\n"
        if len(ready) >= _CHUNK:
            yield bytes(ready)
            ready = bytearray()
    yield bytes(ready + b"\n]}\n")


def _head(feed: Feed) -> bytearray:
    facts = claimreview.CONTEXT | {
        "@type": "DataFeed",
        "name": f"ClaimReviews: {settings.FACTCHECK_ORGANIZATION_NAME}",
        "url": settings.PUBLIC_BASE_URL + PATH,
        "dateModified": timestamp(feed.changed_at),
        "publisher": {
            "@type": "Organization",
            "name": settings.FACTCHECK_ORGANIZATION_NAME,
            "url": settings.FACTCHECK_ORGANIZATION_URL,
        },
    }
    return bytearray(orjson.dumps(facts)[:-1] + b',"dataFeedElement":[')


def _item(document: dict[str, Any]) -> bytes:
    return orjson.dumps(
        {
            "@type": "DataFeedItem",
            "dateCreated": document["first_published_at"],
            "dateModified": document["published_at"],
            "item": [claimreview.node(document)],
        }
    )
