from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from factcheck import ownership
from factcheck.matching.embedding import EmbeddingFailed, embedder
from factcheck.matching.index import halfvec, schema, status
from factcheck.matching.index.sides import Side, sides

_BATCH, _TOLD = 500, 10_000


class Command(BaseCommand):
    help = (
        "Put right what claims are known again by: what is missing, left over or otherwise than it"
        " should be. Stopped and started again, it soon passes what is right. Everybody's work goes"
        " on meanwhile."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--side", choices=[side.name for side in sides()], help="only this one")
        parser.add_argument("--status", action="store_true", help="only tell how things are")
        parser.add_argument("--embed", action="store_true", help="make the missing vectors, too")

    def handle(self, *args: Any, **options: Any) -> None:
        for side in sides():
            if options["side"] in (None, side.name):
                if not options["status"]:
                    self._rebuild(side)
                    if options["embed"]:
                        self._embed(side)
                self.stdout.write(f"{side.name}: {status.of(side.index.tables, embedder())}")

    def _rebuild(self, side: Side) -> None:
        self._use_pgvector(side)
        looked = repaired = 0
        for count, wrong in _batches(side):
            if (looked + count) // _TOLD > looked // _TOLD:
                self.stderr.write(f"{side.name}: {looked + count} looked at")
            looked, repaired = looked + count, repaired + wrong
        side.index.count(anyway=True)
        self.stdout.write(f"{side.name}: {repaired} of {looked} put right.")

    def _use_pgvector(self, side: Side) -> None:
        """It may have been installed since. Only the tables' owner can."""
        if halfvec.has(side.index.tables.vector) or not halfvec.is_installed():
            return
        prefix = side.index.tables.vector.removesuffix("vector")
        try:
            with ownership.owning(), connection.cursor() as cursor:
                cursor.execute(schema.with_pgvector(prefix))
        except CommandError as error:
            self.stderr.write(f"{side.name}: pgvector is there, and not made use of. {error}")
        halfvec.has.cache_clear()

    def _embed(self, side: Side) -> None:
        model = embedder()
        if model is None:
            raise CommandError("No embedder is installed or set (FACTCHECK_EMBEDDER).")
        told = 0
        try:
            for done in side.index.embed(model, everything=True):
                if done // _TOLD > told // _TOLD:
                    self.stderr.write(f"{side.name}: {done} vectors made")
                told = done
        except EmbeddingFailed as error:
            raise CommandError(f"{error} What was made is kept: start it again to go on.") from None


def _batches(side: Side) -> Iterator[tuple[int, int]]:
    """How many were looked at, and how many of them put right."""
    last = None
    while True:
        with transaction.atomic():
            batch = side.after(last, _BATCH)
            if not batch:
                return
            wrong = side.index.repair(batch)
        last = next(reversed(batch))
        yield len(batch), wrong
