"""Whether a person may do a verb. `None` stands for the system: imports, commands, clocks."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from factcheck.errors import NotAllowed


def people_who_may(permission: str) -> QuerySet[Any]:
    """Everybody who may do it now, administrators included, by name."""
    return (
        get_user_model()
        ._default_manager.with_perm(permission, backend="django.contrib.auth.backends.ModelBackend")
        .order_by("username")
    )


def require(actor: Any, permission: str, *, system: bool = True) -> None:
    """Raise NotAllowed unless the actor may. `system` says whether no person at all may."""
    if actor is None:
        if not system:
            raise NotAllowed(_("This needs a person: the system may not do it by itself."))
    elif not (actor.is_active and actor.has_perm(permission)):
        raise NotAllowed(
            _(
                "You may not do this: it needs the permission “%(permission)s”."
                " Ask an administrator."
            )
            % {"permission": permission}
        )
