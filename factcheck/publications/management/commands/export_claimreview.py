import os
from collections.abc import Iterator
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandParser

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
        chunks = _FORMATS[options["format"]](queries.feed())
        # UTF-8, whatever the terminal thinks that it speaks.
        binary = getattr(self.stdout._out, "buffer", None)
        if binary is None:
            self.stdout.write("".join(chunk.decode() for chunk in chunks), ending="")
            return
        try:
            for chunk in chunks:
                binary.write(chunk)
        except BrokenPipeError:
            # Whoever read it has had enough, such as `head`; Python would complain once more.
            os.dup2(os.open(os.devnull, os.O_WRONLY), binary.fileno())


def _ndjson(feed: Feed) -> Iterator[bytes]:
    for said in queries.said_until(feed.last, withdrawn=True):
        yield said.body + b"\n"


def _csv(feed: Feed) -> Iterator[bytes]:
    documents = (orjson.loads(said.body) for said in queries.said_until(feed.last))
    for line in table.lines(documents):
        yield line.encode()


_FORMATS = {"datafeed": datafeed.chunks, "ndjson": _ndjson, "csv": _csv}
