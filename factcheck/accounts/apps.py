from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "factcheck.accounts"
    label = "accounts"
    verbose_name = _("people")

    def ready(self) -> None:
        from factcheck.accounts import sessions
        from factcheck.accounts.roles import grant_roles

        post_migrate.connect(grant_roles, dispatch_uid="factcheck.accounts.roles")
        user_logged_in.connect(sessions.begin, dispatch_uid="factcheck.accounts.sessions")
