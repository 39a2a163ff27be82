from typing import Any

from django.core.management.commands.migrate import Command as Migrate

from factcheck import ownership
from factcheck.history import grants


class Command(Migrate):
    """Django's, as the tables' owner; then the application's role gets its privileges."""

    def handle(self, *args: Any, **options: Any) -> None:
        with ownership.owning():
            super().handle(*args, **options)
            if options["plan"] or options["check_unapplied"]:
                return
            grants.guard_the_guards()
            if role := ownership.role():
                grants.give(role)
