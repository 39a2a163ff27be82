from collections.abc import Iterator
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandParser

from factcheck.piping import print_bytes
from factcheck.publications.formats import datafeed, queries, table
from factcheck.publications.formats.queries import Feed


class Command(BaseCommand):
    help = (
        "Print the public record: the verdicts that stand as a schema.org DataFeed or a table;"
        " with ndjson every document as it stands, byte for byte, tombstones included."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=sorted(_FORMATS), default="datafeed")

    def handle(self, *args: Any, **options: Any) -> None:
        """All of it as it is now, piece by piece: whatever is published meanwhile is left out."""
        print_bytes(self.stdout, _FORMATS[options["format"]](queries.feed()))


def _ndjson(feed: Feed) -> Iterator[bytes]:
    for said in queries.said_until(feed.last, withdrawn=True):
        yield said.body + b"\n"


def _csv(feed: Feed) -> Iterator[bytes]:
    documents = (orjson.loads(said.body) for said in queries.said_until(feed.last))
    for line in table.lines(documents):
        yield line.encode()


_FORMATS = {"datafeed": datafeed.chunks, "ndjson": _ndjson, "csv": _csv}
