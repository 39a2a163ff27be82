"""What a reader fills in to say that a verdict is wrong."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from factcheck.challenges.actions.receiving import MOST_CHARACTERS

_SIGNER = signing.TimestampSigner(salt="factcheck.challenges")
#: No person writes a message in less; and who had the page open longer has it signed anew.
_SOONEST, _LATEST = timedelta(seconds=3), timedelta(days=1)


class AskForm(forms.Form):
    """The message, and whom to answer. Two things are for machines alone: a field that people do
    not see, and the time at which the page was loaded."""

    message = forms.CharField(
        label=_("What is wrong, and how do you know?"),
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    evidence = forms.CharField(
        label=_("Addresses that show it"),
        max_length=25_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One on each line."),
    )
    name = forms.CharField(
        label=_("Your name"), max_length=200, required=False, help_text=_("It is not published.")
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        help_text=_("If the desk may ask you something. It is not published."),
    )
    homepage = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    loaded = forms.CharField(widget=forms.HiddenInput, max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.initial["loaded"] = _SIGNER.sign("1")
        for name in self.fields:
            field = self.fields[name]
            field.widget.attrs["aria-describedby"] = f"about_{name}"

    def clean_homepage(self) -> str:
        if self.cleaned_data["homepage"]:
            raise forms.ValidationError(_("Leave this field empty: only machines fill it in."))
        return ""

    def clean_loaded(self) -> str:
        try:
            _SIGNER.unsign(self.cleaned_data["loaded"], max_age=_LATEST)
            too_soon = _too_soon(self.cleaned_data["loaded"])
        except signing.BadSignature:
            raise forms.ValidationError(self._again(_("The page was open for too long."))) from None
        if too_soon:
            raise forms.ValidationError(self._again(_("This was sent within moments.")))
        return ""

    def _again(self, why: Any) -> str:
        """Told once more on a page that is signed now, with everything that was typed."""
        typed: Any = self.data
        data = typed.copy()
        data["loaded"] = _SIGNER.sign("1")
        self.data = data
        return _("%(why)s Read it through once more, then send it again.") % {"why": why}


def _too_soon(signed: str) -> bool:
    try:
        _SIGNER.unsign(signed, max_age=_SOONEST)
    except signing.SignatureExpired:
        return False
    return True
