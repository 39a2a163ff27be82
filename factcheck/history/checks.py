"""What `check --deploy` asks the database: whether the application could alter its record."""

from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import Error

from factcheck import ownership
from factcheck.history import grants


@register(Tags.security, deploy=True)
def role_that_cannot(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """Our role owns nothing, and may do no more with each table than it has to."""
    try:
        ours, excess = ownership.is_ours(), grants.excess()
    except Error:
        return []  # no database is there yet: there is nothing that could be altered
    if ours:
        return [
            Warning(
                "The application signs in to PostgreSQL as the owner of its tables: it could alter"
                " the record, and switch off what guards it.",
                hint="Give it a role of its own: docs/operators.md, “The two roles”.",
                id="factcheck.W001",
            )
        ]
    if excess:
        return [
            Warning(
                f"The application's role may do more than it has to. {'; '.join(excess[:5])}.",
                hint="Run `manage.py migrate` with DATABASE_OWNER_URL: it grants what is needed.",
                id="factcheck.W002",
            )
        ]
    return []
