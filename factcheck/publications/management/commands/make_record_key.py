from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from factcheck import whole
from factcheck.publications.sealing import keys
from factcheck.publications.sealing.notes import Signer


class Command(BaseCommand):
    help = "Make the key that signs the record's heads. Prints the public key, alone on stdout."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="where the private key goes")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            whole.write(file, keys.new_key() + "\n", mode=0o600, over=False)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}. Nothing was written.") from None
        signer = Signer(keys.origin(), keys.seed(file))
        self.stderr.write(
            f"Set RECORD_KEY_FILE={file} for the worker, keep a copy elsewhere, and publish this:"
        )
        self.stdout.write(str(signer.verifier))
