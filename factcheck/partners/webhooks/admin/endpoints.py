"""Endpoints in the admin: how far each was told, what waits, and the verbs. Secrets are shown once,
when they are made."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from factcheck.desk.tracked import TrackedForm
from factcheck.desk.verbs import Button, Pressed, VerbsAdmin
from factcheck.partners.models import Delivery, Webhook
from factcheck.partners.webhooks import actions, behind, events
from factcheck.partners.webhooks.actions import changing
from factcheck.partners.webhooks.admin.queues import EndpointQueueFilter
from factcheck.partners.webhooks.states import WEBHOOK

#: How many of an endpoint's deliveries its page shows.
_SHOWN = 15
_SECRET = _("The secret, shown this once; give it to the partner over a safe channel: %(secret)s")


class EndpointForm(TrackedForm):
    events = forms.MultipleChoiceField(
        label=_("events"),
        choices=[(event, events.LABELS[event]) for event in events.OF_VERDICTS],
        widget=forms.CheckboxSelectMultiple,
        initial=list(events.OF_VERDICTS),
    )
    url = forms.CharField(
        label=_("address"),
        max_length=2000,
        help_text=_("An https address, on port 443, of a public site."),
        widget=forms.URLInput(attrs={"class": "vURLField"}),
    )

    class Meta:
        model = Webhook
        fields = ("partner", "url", "events", "label")


@admin.register(Webhook)
class WebhookAdmin(VerbsAdmin):
    form = EndpointForm
    change_form_template = "partners/webhook.html"
    verbs: Mapping[str, Any] = {
        step.verb: step.label for step in WEBHOOK.transitions if step.button
    }
    proven = WEBHOOK.proven() | {"add"}  # adding one registers it: its secret is shown
    list_display = (
        "__str__", "partner", "status", "ahead", "waiting", "dead",
        "last_delivered",
    )  # fmt: skip
    list_filter = (EndpointQueueFilter, "status")
    search_fields = ("url", "label", "partner__name")
    autocomplete_fields = ("partner",)
    ordering = ("-id",)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return EndpointForm.Meta.fields
        return ("partner", "url", "label", "events", "created_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Webhook]:
        return behind.with_backlog(super().get_queryset(request)).select_related("partner")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Changed by its partner, and moved by those who may; edited by nobody."""
        return obj is None and super().has_change_permission(request)

    def create(self, request: HttpRequest, form: Any, formsets: Any) -> Webhook:
        given = form.cleaned_data
        webhook, secret = actions.register(
            given["partner"],
            url=given["url"],
            events=given["events"],
            label=given["label"],
            actor=request.user,
        )
        messages.warning(request, _SECRET % {"secret": secret})
        return webhook

    def response_add(self, request: HttpRequest, obj: Webhook, *args: Any) -> HttpResponse:
        return HttpResponseRedirect(self._address(obj))

    # --- The list

    @admin.display(description=_("not told of yet"))
    def ahead(self, obj: Any) -> int:
        return int(obj.ahead)

    @admin.display(description=_("waiting"))
    def waiting(self, obj: Any) -> int:
        return int(obj.waiting)

    @admin.display(description=_("dead letters"))
    def dead(self, obj: Any) -> int:
        return int(obj.dead)

    @admin.display(description=_("last delivered"))
    def last_delivered(self, obj: Webhook) -> Any:
        at = obj.reach.delivered_at
        return date_format(localtime(at), "SHORT_DATETIME_FORMAT") if at else _("never")

    # --- The page, and its verbs

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if obj := kwargs.get("obj"):
            rows = Delivery.objects.filter(webhook=obj).select_related("entry__publication")
            context["deliveries"] = rows.order_by("-pk")[:_SHOWN]
        return super().render_change_form(request, context, *args, **kwargs)

    def buttons(self, request: HttpRequest, obj: Webhook) -> list[Button]:
        return [
            Button(step.verb, step.label, asks=step.asks)
            for step in WEBHOOK.leaving(obj.status)
            if step.button and request.user.has_perm(step.permission)
        ]

    def questions(self, request: HttpRequest, obj: Webhook, verb: str) -> dict[str, forms.Field]:
        fields = _questions()
        return {name: fields[name] for name in WEBHOOK[verb].asks}

    def do(self, obj: Webhook, pressed: Pressed) -> None:
        done = _DO[pressed.verb](
            obj.pk, actor=pressed.actor, seen=pressed.seen, **_named(pressed.answers)
        )
        if pressed.verb == "rotate":
            _webhook, secret = done
            pressed.tell(_SECRET % {"secret": secret})
        elif pressed.verb == "replay":
            pressed.tell(_("Sent again: %(count)s.") % {"count": done})

    class Media:
        css = {"all": ("partners/partners.css",)}


_DO: dict[str, Any] = {
    "rotate": actions.rotate,
    "test": actions.test,
    "replay": actions.replay,
    "pause": actions.pause,
    "resume": actions.resume,
    "challenge": actions.challenge,
    "disable": actions.disable,
    "delete": actions.delete,
}


def _questions() -> dict[str, forms.Field]:
    return {
        "reason": forms.CharField(
            label=_("reason"), required=False, max_length=500, help_text=_("The partner reads it.")
        ),
        "hours": forms.IntegerField(
            label=_("hours"),
            initial=changing.OVERLAP,
            min_value=0,
            max_value=changing.LONGEST_OVERLAP,
            help_text=_("For how long messages are signed with the secret before, too."),
        ),
        "first": forms.IntegerField(
            label=_("from sequence"), initial=1, min_value=1, help_text=_("Of the change feed.")
        ),
        "last": forms.IntegerField(
            label=_("to sequence"),
            required=False,
            min_value=1,
            help_text=_("Empty: to the end."),
        ),
        "delivered": forms.BooleanField(
            label=_("what was delivered, too"),
            required=False,
            help_text=_("Otherwise only dead letters, and what waits for its next attempt."),
        ),
    }


def _named(answers: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answers.items() if value is not None}
