from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError

from factcheck import ownership
from factcheck.publications import bulk, synthetic
from factcheck.publications.models import Publication

_AUTHOR, _APPROVER = "synthetic-author", "synthetic-approver"


class Command(BaseCommand):
    help = "Publish synthetic verdicts, the same for the same seed, for benchmarks."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--count", type=int, required=True)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument(
            "--alongside", action="store_true", help="even where real verdicts are published"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["count"] < 1:
            raise CommandError("--count must be at least 1.")
        author, approver = _nobody(_AUTHOR), _nobody(_APPROVER)
        real = Publication.objects.exclude(authored_by=author)
        if real.exists() and not options["alongside"]:
            raise CommandError(
                "Real verdicts are published here, and nothing published can be deleted again."
                " Use a database of its own, or say --alongside if you mean it."
            )
        firsts = synthetic.verdicts(options["count"], options["seed"])
        try:
            with ownership.owning():
                for written in bulk.append_many(firsts, authored_by=author, approved_by=approver):
                    self.stderr.write(f"{written} of {options['count']}")
        except IntegrityError as error:
            raise CommandError(
                f"Stopped: some of these exist already. Take another --seed. ({error})"
            ) from None
        self.stdout.write(f"Published {options['count']} synthetic verdicts.")


def _nobody(name: str) -> Any:
    """A user that nobody can sign in as: what is made up is in no person's name."""
    user, created = get_user_model().objects.get_or_create(
        username=name, defaults={"is_active": False}
    )
    if user.is_active:
        raise CommandError(
            f"“{name}” is a person who can sign in, and made-up verdicts would be in their name."
            " Deactivate that account, or take a database of its own."
        )
    if created:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user
