from typing import Any

import orjson
from django.core.management.base import BaseCommand
from django.db import transaction

from factcheck.publications import heads
from factcheck.publications.models import Publication
from factcheck.publications.search import entries

_BATCH = 1_000


class Command(BaseCommand):
    help = "Rebuild every verdict's head, and what it is found by, from its latest publication."

    def handle(self, *args: Any, **options: Any) -> None:
        with entries.many():
            rebuilt = self._rebuild()
        self.stdout.write(f"Rebuilt {rebuilt} heads.")

    def _rebuild(self) -> int:
        rebuilt = 0
        last = None
        while verdicts := self._next(last):
            with transaction.atomic():
                rows = self._latest(verdicts)
                heads.store([heads.of(row, orjson.loads(row.body)) for row in rows])
            rebuilt += len(verdicts)
            last = verdicts[-1]
        return rebuilt

    def _next(self, last: Any) -> list[Any]:
        first = Publication.objects.filter(version=1).order_by("verdict")
        if last:
            first = first.filter(verdict__gt=last)
        return list(first.values_list("verdict", flat=True)[:_BATCH])

    def _latest(self, verdicts: list[Any]) -> list[Publication]:
        rows = Publication.objects.filter(verdict__in=verdicts)
        return list(rows.order_by("verdict", "-version").distinct("verdict"))
