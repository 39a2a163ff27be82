"""What is asked at the sign-in."""

from typing import Any

from django.contrib.admin.forms import AdminAuthenticationForm

from factcheck.accounts.models import User


class SignInForm(AdminAuthenticationForm):
    """Django's own. A name that nobody can have is a wrong one like any other, and so is such a
    password: no answer says more.

    It is not looked for, and no wrong password is counted for it: it would not fit into that table,
    or PostgreSQL has no text like it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.validators = []  # they tell of a NUL, and leave both fields out of `clean`

    def clean(self) -> dict[str, Any]:
        name, password = (self.cleaned_data.get(field, "") for field in ("username", "password"))
        longest = User._meta.get_field("username").max_length or 0
        if len(name) > longest or "\0" in name + password:
            raise self.get_invalid_login_error()
        return super().clean()
