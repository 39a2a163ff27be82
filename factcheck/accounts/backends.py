"""What a person may do, by themselves and by their roles, in one query a page instead of Django's
two."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission


class PeopleBackend(ModelBackend):
    """Django's own; the permissions of somebody who has not all of them are read together."""

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        is_known = user_obj.is_active and not user_obj.is_anonymous and not user_obj.is_superuser
        if is_known and obj is None and not hasattr(user_obj, "_perm_cache"):
            own, by_role = (
                Permission.objects.filter(**who)
                .order_by()
                .values_list("content_type__app_label", "codename")
                for who in ({"user": user_obj}, {"group__user": user_obj})
            )
            user_obj._perm_cache = {f"{app}.{code}" for app, code in own.union(by_role)}
        return super().get_all_permissions(user_obj, obj)
