"""The shapes of what partners send (they are read by these) and get (for the schema only)."""

from rest_framework import serializers

from factcheck.bodies import Text, WholeNumber
from factcheck.partners.webhooks import events
from factcheck.partners.webhooks.actions import changing, registering
from factcheck.partners.webhooks.states import Progress, State

#: What a partner sees of each: a deleted endpoint is not there.
ENDPOINT_STATES = [state.value for state in State if state != State.DELETED]
DELIVERY_STATES = [step.value for step in Progress]

_LARGEST = 2**63 - 1


def _events(*, required: bool) -> serializers.ListField:
    return serializers.ListField(
        child=Text(max_length=30),
        min_length=1,
        max_length=len(events.OF_VERDICTS),
        help_text=f"Of {', '.join(events.OF_VERDICTS)}.",
        required=required,
    )


def _label() -> Text:
    return Text(
        max_length=registering.LONGEST_LABEL, required=False, allow_blank=True,
        help_text="What the endpoint is for.",
    )  # fmt: skip


# --- What is sent


class NewWebhook(serializers.Serializer):
    url = Text(max_length=2000, help_text="An https address, on port 443, of a public site.")
    events = _events(required=False)
    label = _label()  # type: ignore[assignment]


class WebhookChange(serializers.Serializer):
    url = Text(max_length=2000, required=False, help_text="It has to answer a challenge again.")
    events = _events(required=False)
    label = _label()  # type: ignore[assignment]


class Rotation(serializers.Serializer):
    overlap_hours = WholeNumber(
        min_value=0, max_value=changing.LONGEST_OVERLAP, required=False,
        help_text="For how long messages are signed with the secret before, too; 24 unless given.",
    )  # fmt: skip


class Nothing(serializers.Serializer):
    """An empty object."""


class Replay(serializers.Serializer):
    deliveries = serializers.ListField(
        child=Text(max_length=36), min_length=1, max_length=1_000, required=False,
        help_text="Ids of deliveries. Or, instead, a range:",
    )  # fmt: skip
    first_sequence = WholeNumber(min_value=1, max_value=_LARGEST, required=False)
    last_sequence = WholeNumber(min_value=1, max_value=_LARGEST, required=False)
    delivered = serializers.BooleanField(
        required=False, help_text="Of the range, also what was delivered before."
    )


# --- What is answered


class Secret(serializers.Serializer):
    created_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField(allow_null=True, help_text="null: the newest.")


class Backlog(serializers.Serializer):
    """How far behind the feed it is."""

    position = serializers.IntegerField(help_text="It was told of the feed up to this sequence.")
    ahead = serializers.IntegerField(help_text="Entries of the feed after that.")
    waiting = serializers.IntegerField(help_text="Deliveries that will be tried (again).")
    dead = serializers.IntegerField(help_text="Dead letters: replay them.")
    oldest_waiting_since = serializers.DateTimeField(allow_null=True)
    delivered_at = serializers.DateTimeField(allow_null=True, help_text="The last one.")
    failing_since = serializers.DateTimeField(allow_null=True)


class Webhook(serializers.Serializer):
    id = serializers.UUIDField()
    url = serializers.URLField()
    label = serializers.CharField()  # type: ignore[assignment]
    events = serializers.ListField(child=serializers.ChoiceField(list(events.OF_VERDICTS)))
    status = serializers.ChoiceField(ENDPOINT_STATES)
    status_since = serializers.DateTimeField()
    because = serializers.CharField(help_text="Why it is disabled.")
    created_at = serializers.DateTimeField()
    secrets = Secret(many=True)
    backlog = Backlog()


class CreatedWebhook(Webhook):
    secret = serializers.CharField(help_text="`whsec_…`, shown this once.")


class WebhookList(serializers.Serializer):
    results = Webhook(many=True)


class Delivery(serializers.Serializer):
    id = serializers.CharField(help_text="Its `webhook-id`.")
    event = serializers.ChoiceField(list(events.LABELS))
    sequence = serializers.IntegerField(allow_null=True)
    verdict = serializers.UUIDField(allow_null=True)
    version = serializers.IntegerField(allow_null=True)
    status = serializers.ChoiceField(DELIVERY_STATES)
    attempts = serializers.IntegerField()
    next_attempt_at = serializers.DateTimeField(allow_null=True)
    http_status = serializers.IntegerField(allow_null=True, help_text="Of the last attempt.")
    seconds = serializers.FloatField(allow_null=True)
    error = serializers.CharField()
    created_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)


class Attempt(serializers.Serializer):
    number = serializers.IntegerField()
    began_at = serializers.DateTimeField()
    seconds = serializers.FloatField()
    delivered = serializers.BooleanField()
    http_status = serializers.IntegerField(allow_null=True)
    error = serializers.CharField()
    response = serializers.CharField(help_text="The first 2 kB of your answer.")


class DeliveryWithAttempts(Delivery):
    made = Attempt(many=True, help_text="The newest first, at most 100.")


class DeliveryList(serializers.Serializer):
    results = Delivery(many=True)
    next = serializers.CharField(allow_null=True, help_text="Send it as `cursor`.")


class Replayed(serializers.Serializer):
    count = serializers.IntegerField(help_text="Deliveries that will be sent again.")
