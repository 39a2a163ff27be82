import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from factcheck.publications.sealing import keys
from factcheck.publications.sealing.notes import Signer


class Command(BaseCommand):
    help = "Make the key that signs the record's heads. Prints the public key, alone on stdout."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="where the private key goes")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}. Nothing was written.") from None
        with os.fdopen(descriptor, "w") as written:
            written.write(keys.new_key() + "\n")
        signer = Signer(keys.origin(), keys.seed(file))
        self.stderr.write(
            f"Set RECORD_KEY_FILE={file} for the worker, keep a copy elsewhere, and publish this:"
        )
        self.stdout.write(str(signer.verifier))
