from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from factcheck.elsewhere import export
from factcheck.piping import print_bytes

_FORMATS = {"datafeed": export.datafeed, "ndjson": export.lines}


class Command(BaseCommand):
    help = (
        "Print the ClaimReviews of other desks that were imported, as they are now and to the"
        " letter as their feeds had them. The desk's own: export_claimreview."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=sorted(_FORMATS), default="datafeed")

    def handle(self, *args: Any, **options: Any) -> None:
        print_bytes(self.stdout, _FORMATS[options["format"]]())
