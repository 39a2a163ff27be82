from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from factcheck.accounts.names import one_line
from factcheck.text import straight


class User(AbstractUser):
    """A person who works at the desk. What they may do comes from their groups (`roles.py`)."""

    first_name = models.CharField(
        _("first name"), max_length=150, blank=True, validators=[one_line]
    )
    last_name = models.CharField(_("last name"), max_length=150, blank=True, validators=[one_line])
    language = models.CharField(
        _("language"),
        max_length=10,
        blank=True,
        choices=settings.LANGUAGES,
        help_text=_("Of the desk's pages. Empty: the language of the browser."),
    )
    second_factor_since = models.DateTimeField(
        _("second factor since"), null=True, blank=True, editable=False
    )

    sessions_ended_at = models.DateTimeField(
        _("sessions ended"), null=True, blank=True, editable=False
    )

    def __str__(self) -> str:
        return straight(self.get_full_name()) or self.username

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session was begun with. A new password ends the others, and so does a second
        factor that is set up, replaced or removed; `actions.end_sessions` does nothing else.

        Django asks here both for SECRET_KEY and for what it was before (`secret`): a session that
        was ended does not come back with an older key.
        """
        own: str = super()._get_session_auth_hash(secret=secret)  # type: ignore[misc]
        for moment, salt in (
            (self.second_factor_since, "factcheck.accounts.second_factor"),
            (self.sessions_ended_at, "factcheck.accounts.sessions"),
        ):
            if moment is not None:
                own = salted_hmac(salt, f"{own} {moment.timestamp()}", secret=secret).hexdigest()
        return own


class Visit(models.Model):
    """A person's present visit to the desk, and when the one before it ended (see `visits.py`)."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    seen_at = models.DateTimeField(_("last seen"))
    before = models.DateTimeField(_("end of the visit before"), null=True)

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.person_id}: {self.seen_at:%Y-%m-%d %H:%M}"
