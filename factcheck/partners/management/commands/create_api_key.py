from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.text import slugify

from factcheck.errors import DeskError
from factcheck.partners import actions
from factcheck.partners.models import Partner, Scope


class Command(BaseCommand):
    help = "Create an API key for a partner, and print it alone on stdout. It is shown only once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("partner", help="short name; a partner that is not there is created")
        parser.add_argument(
            "--scope", action="append", choices=Scope.values, required=True, help="may be repeated"
        )
        parser.add_argument("--expires-in", type=int, default=actions.DEFAULT_DAYS, metavar="DAYS")
        parser.add_argument("--label", default="", help="what the key is for")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            partner = self._partner(options["partner"])
            _key, secret = actions.create_key(
                partner,
                scopes=options["scope"],
                days=options["expires_in"],
                label=options["label"],
                actor=None,
            )
        except DeskError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(str(secret))

    def _partner(self, name: str) -> Partner:
        partner = Partner.objects.filter(slug=slugify(name)).first()
        if partner is None:
            partner = actions.create_partner(name=name, actor=None)
            self.stderr.write(f"Created the partner “{partner}” ({partner.slug}).")
        return partner
