from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from factcheck.accounts.actions import create_person, password_link
from factcheck.accounts.roles import ROLES
from factcheck.errors import DeskError


class Command(BaseCommand):
    help = "Take somebody in. Prints the link, good once, where they choose their password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument(
            "--role", action="append", default=[], dest="roles", metavar="ROLE",
            help=f"may be repeated; one of: {', '.join(ROLES)}",
        )  # fmt: skip
        parser.add_argument("--email", default="")
        parser.add_argument("--first-name", default="")
        parser.add_argument("--last-name", default="")
        parser.add_argument("--language", default="", help="of the desk's pages: en or fr")

    def handle(self, *args: Any, **options: Any) -> None:
        names = ("email", "first_name", "last_name", "language")
        facts = {name: options[name] for name in names}
        try:
            person = create_person(options["username"], roles=options["roles"], actor=None, **facts)
        except DeskError as error:
            raise CommandError(str(error)) from None
        self.stderr.write(f"{person.username} may sign in, once they have chosen a password at")
        self.stdout.write(password_link(person))
