"""How the desk's forms let a row be chosen."""

from collections.abc import Sequence
from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import ForeignKey
from django.http import HttpRequest


class RowSelect(AutocompleteSelect):
    """Looks rows up while somebody types.

    What is no row's number shows as nothing chosen, and the field says what is wrong with it:
    Django's own widget breaks when it shows such a form again.
    """

    def optgroups(
        self, name: str, value: Sequence[str], attrs: dict[str, Any] | None = None
    ) -> Any:
        numbers = [each for each in value if str(each).isascii() and str(each).isdecimal()]
        return super().optgroups(name, numbers, attrs)


class ChoosesRows:
    """An admin, or a part of one, whose `autocomplete_fields` are chosen so."""

    admin_site: Any
    get_autocomplete_fields: Any

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", RowSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]
