import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from factcheck import postgres
from factcheck.operations import archiving
from factcheck.postgres import backups


class Command(BaseCommand):
    help = "Back up the whole database below DIR, while everybody works on; print where."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("dir", type=Path, metavar="DIR", help="one directory for all back-ups")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = (
                self._embedded(options["dir"])
                if settings.EMBEDDED_DATABASE
                else self._ours(options["dir"])
            )
        except postgres.PostgresUnavailable as error:
            raise CommandError(str(error)) from None
        for sentence in archiving.complaints():
            self.stderr.write(sentence)
        self.stdout.write(str(made))

    def _embedded(self, into: Path) -> Path:
        return postgres.back_up(settings.DATA_DIR, into)

    def _ours(self, into: Path) -> Path:
        """With the programs of the machine, which know how to encrypt the connection."""
        found = shutil.which("pg_basebackup")
        if not found:
            raise CommandError(
                "pg_basebackup is not on PATH: install PostgreSQL's client programs, of the"
                " server's version or newer."
            )
        given = conninfo_to_dict(settings.DATABASE_OWNER_URL or settings.DATABASE_URL)
        password = str(given.pop("password", ""))
        given.pop("dbname", None)  # replication has none
        return backups.back_up(into, make_conninfo("", **given), Path(found).parent, password)
