import json
from collections.abc import Iterator
from time import monotonic
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from factcheck.elsewhere import reasons
from factcheck.elsewhere.actions import Outcome, Refusal, Report, import_feed
from factcheck.piping import open_bytes

_CHUNK = 256 * 1024
_TOLD_EVERY = 2.0  # seconds


class Command(BaseCommand):
    help = (
        "Import other desks' ClaimReviews under their publishers' names: schema.org JSON, a"
        " DataFeed, JSON lines, a page's JSON-LD, or what Google's Fact Check Tools answer."
        " What says something new is kept as a version, the rest is left as it is. Exit 1 where the"
        " feed cannot be read to its end."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="a file of any size; - reads from stdin")
        parser.add_argument("--dry-run", action="store_true", help="report, and store nothing")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        self._told_at = monotonic()
        report = import_feed(
            _chunks(open_bytes(options["file"])),
            options["file"],
            dry_run=options["dry_run"],
            tell=(lambda refusal: None) if options["json"] else self._refused,
            progress=self._progress,
        )
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
        else:
            self._tell(report)
        if report.stopped:
            where = f" ({report.stopped_at})" if report.stopped_at else ""
            kept = " What came before is kept." if report.read and not report.dry_run else ""
            raise CommandError(
                f"{options['file']}: {reasons.told(report.stopped)}{where}.{kept}", returncode=1
            )

    def _refused(self, refusal: Refusal) -> None:
        why = reasons.told(refusal.code, refusal.detail)
        self.stdout.write(
            " ".join(filter(None, ["refused", refusal.place, refusal.url])) + f": {why}"
        )

    def _progress(self, report: Report) -> None:
        if monotonic() - self._told_at >= _TOLD_EVERY:
            self._told_at = monotonic()
            self.stderr.write(f"{report.read} read, {report.counts[Outcome.NEW]} new …")

    def _tell(self, report: Report) -> None:
        for (name, why), count in report.notes.most_common():
            self.stdout.write(f"not taken {count} × {reasons.field(name)}: {reasons.told(why)}")
        for (rating, because), count in report.ratings.most_common():
            self.stdout.write(f"rated {count} × {rating or '–'}: {reasons.told(because)}")
        for code, count in report.refused_because.most_common():
            self.stdout.write(f"refused {count} × {reasons.told(code)}")
        counts = ", ".join(f"{report.counts[outcome]} {outcome}" for outcome in Outcome)
        dry = " Nothing was stored: this was a dry run." if report.dry_run else ""
        self.stdout.write(f"{report.name}: {report.read} read, {counts}.{dry}")


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(_CHUNK):
            yield chunk
