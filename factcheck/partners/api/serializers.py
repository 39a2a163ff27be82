"""The shapes of what partners send (they are read by these) and get (for the schema only)."""

from rest_framework import serializers

from factcheck.bodies import Text, WholeNumber
from factcheck.partners.models import LONGEST_DAYS, Scope

# --- What is sent


class NewKey(serializers.Serializer):
    scopes = serializers.ListField(
        child=Text(max_length=20),
        min_length=1,
        max_length=len(Scope.values),
        help_text="Of those that the key you call with has.",
    )
    label = Text(  # type: ignore[assignment]
        max_length=100, required=False, allow_blank=True, help_text="What the key is for."
    )
    expires_in_days = WholeNumber(
        min_value=1,
        max_value=LONGEST_DAYS,
        required=False,
        help_text="365 unless given, or the longest that the desk allows you.",
    )


class Revocation(serializers.Serializer):
    reason = Text(max_length=500, required=False, allow_blank=True, help_text="For the desk.")


# --- What is answered


class Key(serializers.Serializer):
    id = serializers.CharField(help_text="The eight characters after `fck_live_`.")
    label = serializers.CharField()  # type: ignore[assignment]
    scopes = serializers.ListField(child=serializers.ChoiceField(Scope.values))
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    revoked_at = serializers.DateTimeField(allow_null=True)
    last_used_at = serializers.DateTimeField(
        allow_null=True, help_text="Written down every few seconds."
    )
    is_calling = serializers.BooleanField(help_text="Whether it is the key of this request.")


class CreatedKey(Key):
    key = serializers.CharField(help_text="The key itself, shown this once.")


class RevokedKey(Key):
    note = serializers.CharField(help_text="How soon it is refused.")


class KeyList(serializers.Serializer):
    results = Key(many=True)


class LimitState(serializers.Serializer):
    name = serializers.ChoiceField(["minute", "day"])
    counts = serializers.ChoiceField(
        ["key", "partner"], help_text="Whether each key has this limit, or all keys share it."
    )
    limit = serializers.IntegerField()
    window_seconds = serializers.IntegerField()
    used = serializers.IntegerField()
    remaining = serializers.IntegerField()
    resets_in_seconds = serializers.IntegerField()


class DayOfUse(serializers.Serializer):
    day = serializers.DateField(help_text="UTC.")
    requests = serializers.IntegerField()
    refused = serializers.IntegerField(help_text="Over a limit.")


class FeedRead(serializers.Serializer):
    """How far a key has read the change feed."""

    position = serializers.IntegerField(
        help_text="The sequence that the cursor stands for which it asked with last."
    )
    asked_at = serializers.DateTimeField()


class KeyUse(serializers.Serializer):
    id = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    feed = FeedRead(allow_null=True)
    days = DayOfUse(many=True)


class Usage(serializers.Serializer):
    partner = serializers.CharField()
    key = serializers.CharField(help_text="The id of the key of this request.")
    limits = LimitState(many=True)
    keys = KeyUse(many=True)
