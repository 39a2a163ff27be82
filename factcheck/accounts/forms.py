"""What people are asked about themselves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from factcheck.accounts.models import User
from factcheck.desk.unversioned import SeenForm


class ProfileForm(SeenForm):
    class Meta:
        model = User
        fields = ("first_name", "last_name", "email", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        filled = {"first_name": "given-name", "last_name": "family-name", "email": "email"}
        for name, purpose in filled.items():
            self.fields[name].widget.attrs["autocomplete"] = purpose
        language: Any = self.fields["language"]
        language.choices = [("", _("As the browser says")), *language.choices[1:]]


def _code(label: Any, help_text: Any = "", **attributes: str) -> forms.CharField:
    attributes = {"autocomplete": "one-time-code", "spellcheck": "false"} | attributes
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=20,
        widget=forms.TextInput(attrs={"autocapitalize": "off", "size": "12", **attributes}),
    )


class CodeForm(forms.Form):
    """A code of the second factor that the person has."""

    code = _code(_("Code"), _("Six digits from your app, or one of your recovery codes."))


class SetUpForm(forms.Form):
    """The first code of a new app."""

    code = _code(_("Code from the app"), _("Six digits."), inputmode="numeric")


class ReplaceForm(SetUpForm):
    """The same, of somebody who has a second factor already."""

    current = _code(
        _("Code from the app until now"),
        _("Or one of your recovery codes, if you no longer have it."),
    )
    field_order = ("current", "code")
