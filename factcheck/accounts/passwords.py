"""Django's forms for a password, but they write the password alone: else the whole person would be
stored as the page had read them, with a role or a name that somebody has changed meanwhile."""

from typing import Any

from django.contrib.admin.forms import AdminPasswordChangeForm as OwnForm
from django.contrib.auth.forms import AdminPasswordChangeForm as OthersForm
from django.contrib.auth.forms import SetPasswordForm as FirstForm

from factcheck.accounts import actions


class _WritesPassword:
    """A part of such a form, before Django's own."""

    def set_password_and_save(
        self,
        user: Any,
        password_field_name: str = "password1",  # noqa: S107 - a field's name
        commit: bool = True,
    ) -> Any:
        given: Any = self.cleaned_data  # type: ignore[attr-defined]
        wanted = given.get("set_usable_password", True)
        actions.set_password(user, given[password_field_name] if wanted else None)
        return user


class OwnPasswordForm(_WritesPassword, OwnForm):
    """Of whoever is signed in, who gives the one until now."""


class OthersPasswordForm(_WritesPassword, OthersForm):
    """Of somebody else, by an administrator: a password, or none at all."""


class FirstPasswordForm(_WritesPassword, FirstForm):
    """Of whoever comes by the link that was made for them."""
