from operator import attrgetter
from typing import Any

import orjson
from django.core.management.base import BaseCommand
from django.db import transaction

from factcheck import ownership
from factcheck.publications import heads
from factcheck.publications.matching.index import INDEX
from factcheck.publications.models import Publication
from factcheck.publications.search import entries

_BATCH = 1_000


class Command(BaseCommand):
    help = "Rebuild every verdict's head, and what it is found by, from its latest publication."

    def handle(self, *args: Any, **options: Any) -> None:
        with ownership.owning(), entries.many():
            rebuilt = self._rebuild()
        self.stdout.write(f"Rebuilt {rebuilt} heads.")

    def _rebuild(self) -> int:
        rebuilt = last = 0
        while batch := self._next(last):
            with transaction.atomic():
                verdicts = [verdict for _pk, verdict in batch]
                rows = self._latest(verdicts)
                INDEX.remove(verdicts)
                heads.store([heads.of(row, orjson.loads(row.body)) for row in rows])
            rebuilt += len(batch)
            last = batch[-1][0]
        return rebuilt

    def _next(self, last: int) -> list[tuple[int, Any]]:
        # In the order of publication, as the search reads them: rows far apart cost it dearly.
        first = Publication.objects.filter(version=1, pk__gt=last).order_by("pk")
        return list(first.values_list("pk", "verdict")[:_BATCH])

    def _latest(self, verdicts: list[Any]) -> list[Publication]:
        rows = Publication.objects.filter(verdict__in=verdicts)
        latest = rows.order_by("verdict", "-version").distinct("verdict")
        return sorted(latest, key=attrgetter("pk"))
