"""What a form showed of a row, as a digest that it can carry."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model
from django.forms.models import model_to_dict

from factcheck import canonical


def of_row(row: Model, fields: Iterable[str]) -> str:
    """As it is stored."""
    return of_values(model_to_dict(row, fields=list(fields)))


def of_values(values: Mapping[str, Any]) -> str:
    """As a form would store it."""
    return canonical.digest({name: _plain(value) for name, value in values.items()})


def _plain(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return sorted(map(_plain, value))
    return str(value.pk if isinstance(value, Model) else value)
