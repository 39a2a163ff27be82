from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError
from django.db.models import Max

from factcheck.publications.models import Epoch


class Command(BaseCommand):
    help = (
        "Begin a new epoch after a restore, or when a replica was promoted: partners' cursors are"
        " refused, and they resync."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reason", required=True, help="kept for good, such as which backup")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["reason"].strip():
            raise CommandError("Say why: the reason is kept for good.")
        last = Epoch.objects.aggregate(last=Max("number"))["last"] or 0
        try:
            epoch = Epoch.objects.create(number=last + 1, reason=options["reason"])
        except IntegrityError:
            raise CommandError("Another epoch was begun just now.") from None
        self.stdout.write(f"Epoch {epoch.number} has begun. Cursors of earlier ones get a 410.")
