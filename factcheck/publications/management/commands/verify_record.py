from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from factcheck.publications import verification
from factcheck.publications.sealing import keys
from factcheck.publications.sealing.notes import Verifier
from factcheck.publications.sealing.signing import Head


class Command(BaseCommand):
    help = (
        "Prove the public record: hashes, chains, the change feed, the journal, its tree, and every"
        " head."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--head",
            type=Path,
            metavar="FILE",
            help="a head that was kept (as we print it, or its signed note): prove it still holds",
        )
        parser.add_argument(
            "--key",
            metavar="KEY",
            action="append",
            default=[],
            help="a public key (name+id+key) that heads may be signed by, kept or here;"
            " name each that the desk had",
        )
        parser.add_argument(
            "--print-head", action="store_true", help="print its head, to be kept elsewhere"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["print_head"]:
            self.stdout.write(str(verification.head_now()))
            return
        broken = 0
        trusted = self._keys(options["key"])
        kept = self._kept(options["head"], trusted)
        for sentence in verification.differences(kept, trusted):
            self.stderr.write(sentence)
            broken += 1
        if broken:
            raise CommandError(f"{broken} things do not hold.")
        head = verification.head_now()
        self.stdout.write(f"The record holds: {head.sequence} publications, root {head.root_hash}.")

    def _keys(self, given: list[str]) -> list[Verifier]:
        try:
            return [Verifier.parse(key) for key in given]
        except ValueError as error:
            raise CommandError(f"--key: {error}") from None

    def _kept(self, path: Path | None, trusted: list[Verifier]) -> Head | None:
        if path is None:
            return None
        try:
            head = Head.parse(path.read_text())
            if trusted:
                head.check_signature(trusted)
            elif head.note and (signer := keys.signer()):
                head.check_signature([signer.verifier])
        except (OSError, ValueError) as error:
            raise CommandError(f"{path}: {error}") from None
        return head
