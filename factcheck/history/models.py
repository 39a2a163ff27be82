"""The desk's journal, and the rows that are kept by it.

Every verb writes one `Event` in its own transaction, before it changes the row. PostgreSQL refuses
a change of a tracked row that has no such event (see `guards.py`), so state is always the replay
of the events.
"""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from factcheck.history import guards


class Event(models.Model):
    """One thing that was done: who, when, from which state to which, why. Append-only.

    A subject's events are numbered by the version that each one made: 1, 2, 3 … without a gap.
    """

    verb = models.CharField(
        _("verb"), max_length=60, help_text=_("subject:verb, such as review:approve.")
    )
    subject = models.UUIDField(_("subject"), help_text=_("uid of the row that changed."))
    version = models.PositiveIntegerField(
        _("version"), help_text=_("The version of the subject that this event made.")
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("actor"),
        help_text=_("Empty: the system itself (an import, an expired lease)."),
    )
    at = models.DateTimeField(_("at"), help_text=_("Set by the database, UTC."))
    from_state = models.CharField(_("from"), max_length=20, blank=True)
    to_state = models.CharField(_("to"), max_length=20, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    data = models.JSONField(_("data"), default=dict, blank=True)
    transaction = models.BigIntegerField(
        editable=False, help_text=_("The transaction that wrote it; set by the database.")
    )
    seal = models.BinaryField(
        max_length=32,
        db_default=b"",
        help_text=_("Over it and the seal of the event before; set by the database."),
    )

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "version"], name="event_one_per_version"),
        ]
        indexes = [
            models.Index(fields=["verb", "at"], name="event_verb_at"),
            models.Index(fields=["at"], name="event_at"),
            models.Index(fields=["actor", "-id"], name="event_by"),
        ]
        triggers = [*guards.append_only(), guards.stamped()]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.verb} → {self.version}"

    @property
    def kind(self) -> str:
        return self.verb.partition(":")[0]


class Tracked(models.Model):
    """A row whose every change is an Event and a new version. Never deleted.

    `version` is what a person's form carries, so that a save from an old page is noticed.
    """

    uid = models.UUIDField(_("uid"), default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True, editable=False)
    updated_at = models.DateTimeField(_("changed"), auto_now=True, editable=False)

    class Meta:
        abstract = True
        default_permissions = ("add", "change", "view")
