"""Whether a row fits its table, told as the desk tells it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction
from psycopg.errors import UniqueViolation

from factcheck.errors import Invalid


@contextmanager
def fitting(row: models.Model) -> Iterator[None]:
    """Around the storing of a row that is filled in. Raises Invalid when it does not fit.

    Of two who take the same name at the same moment, both have found it free: the second one is
    told as well.
    """
    check(row)
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if isinstance(error.__cause__, UniqueViolation):
            check(row)  # this time it sees who was faster
        raise


def check(row: models.Model, *, without: set[str] | None = None) -> None:
    """Raise Invalid for a value that does not fit its field, or is taken; `without` these fields,
    which are filled in later."""
    try:
        row.full_clean(exclude=without)
    except ValidationError as error:
        raise invalid(error) from None


def invalid(error: ValidationError) -> Invalid:
    """Django's refusal as the desk's, field by field."""
    if not hasattr(error, "error_dict"):
        return Invalid(" ".join(error.messages))
    told: dict[str, Any] = {name: " ".join(texts) for name, texts in error.message_dict.items()}
    if set(told) == {NON_FIELD_ERRORS}:
        return Invalid(told[NON_FIELD_ERRORS])
    return Invalid(**told)
