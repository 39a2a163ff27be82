from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from factcheck.publications import verification
from factcheck.publications.verification import RecordHead


class Command(BaseCommand):
    help = "Prove the public record: hashes, chains, the change feed, and every head."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--head", type=Path, metavar="FILE", help="a head that was kept: prove it still holds"
        )
        parser.add_argument(
            "--print-head", action="store_true", help="print its head, to be kept elsewhere"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["print_head"]:
            self.stdout.write(str(verification.head_now()))
            return
        broken = 0
        for sentence in verification.differences(self._kept(options["head"])):
            self.stderr.write(sentence)
            broken += 1
        if broken:
            raise CommandError(f"{broken} things do not hold.")
        head = verification.head_now()
        self.stdout.write(f"The record holds: {head.sequence} publications, hash {head.hash}.")

    def _kept(self, path: Path | None) -> RecordHead | None:
        if path is None:
            return None
        try:
            return RecordHead.parse(path.read_text())
        except (OSError, ValueError) as error:
            raise CommandError(f"{path}: {error}") from None
