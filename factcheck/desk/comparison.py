"""What a person typed beside what stands now: for a save that came too late."""

from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class Difference(NamedTuple):
    """One field in which the two versions differ, as text for people."""

    label: str
    now: str
    yours: str


def differences(form: forms.BaseForm, of: str = "") -> list[Difference]:
    """The fields of a bound form that differ from the row as it stands, hidden ones left out.

    `of` names what the form is about, where a page has several.
    """
    found = []
    for name in form.changed_data:
        bound = form[name]
        if bound.is_hidden:
            continue
        label = f"{of}: {bound.label}" if of else str(bound.label)
        now = _shown(bound.field, form.get_initial_for_field(bound.field, name))
        found.append(Difference(label, now, _shown(bound.field, bound.data)))
    return found


def news(form: forms.BaseForm, of: str) -> list[Difference]:
    """What somebody else added meanwhile, field by field: there is nothing of the person's own."""
    return [
        Difference(f"{of}: {bound.label}", _shown(bound.field, bound.value()), "–")
        for bound in form.visible_fields()
        if bound.value() not in (None, "", False)
    ]


def _shown(field: forms.Field, value: Any) -> str:
    if value in (None, "", []):
        return "–"
    if isinstance(value, bool) or isinstance(field, forms.BooleanField):
        return _("yes") if value else _("no")
    if isinstance(value, (list, tuple)):
        return ", ".join(_shown(field, item) for item in value)
    if isinstance(field, forms.ModelChoiceField):
        return _chosen(field, value)
    choices = dict(getattr(field, "choices", ()))
    return str(choices.get(value, value))


def _chosen(field: forms.ModelChoiceField, value: Any) -> str:
    """The row that is meant; what is no row's key is shown as it came."""
    rows: Any = field.queryset
    try:
        key = rows.model._meta.pk.to_python(getattr(value, "pk", value))
    except ValidationError:
        return str(value)
    return str(rows.filter(pk=key).first() or value)
