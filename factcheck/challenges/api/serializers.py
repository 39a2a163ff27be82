"""The shapes of what partners send (they are read by these) and get (for the schema only)."""

from rest_framework import serializers

from factcheck.bodies import Text, WholeNumber
from factcheck.challenges.actions.receiving import (
    FEWEST_CHARACTERS,
    MOST_CHARACTERS,
    MOST_EVIDENCE,
)
from factcheck.challenges.workflow import State


class UuidText(Text):
    """A UUID as it is written everywhere else in the API."""

    def to_internal_value(self, data: object) -> str:
        return str(serializers.UUIDField().to_internal_value(super().to_internal_value(data)))


class NewCorrectionRequest(serializers.Serializer):
    verdict = UuidText(max_length=36, help_text="The id of the verdict.")
    version = WholeNumber(
        min_value=1,
        max_value=2**31 - 1,
        required=False,
        help_text="The version that you read: you are told if there is a newer one.",
    )
    message = Text(
        min_length=FEWEST_CHARACTERS,
        max_length=MOST_CHARACTERS,
        help_text="What is wrong, and how you know. Plain text.",
    )
    evidence = serializers.ListField(
        child=Text(max_length=2_000),
        max_length=MOST_EVIDENCE,
        required=False,
        help_text="Web addresses that show it.",
    )
    reference = Text(
        max_length=200, required=False, allow_blank=True, help_text="Your own number for it."
    )
    name = Text(
        max_length=200, required=False, allow_blank=True, help_text="Whom the desk may ask."
    )
    email = serializers.EmailField(
        max_length=254, required=False, allow_blank=True, help_text="For the desk alone."
    )


class Answer(serializers.Serializer):
    version = serializers.IntegerField(help_text="The version that answers it.")
    kind = serializers.ChoiceField(["corrected", "withdrawn"])
    published_at = serializers.DateTimeField()


class CorrectionRequest(serializers.Serializer):
    id = serializers.UUIDField()
    verdict = serializers.UUIDField()
    version = serializers.IntegerField(help_text="The version that is said to be wrong.")
    status = serializers.ChoiceField([state.value for state in State])
    message = serializers.CharField()
    evidence = serializers.ListField(child=serializers.CharField())
    reference = serializers.CharField(allow_blank=True)
    received_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField(help_text="When the desk will have decided.")
    changed_at = serializers.DateTimeField(help_text="Since when it has this status.")
    answer = serializers.CharField(allow_blank=True, help_text="What the desk says to it.")
    duplicate_of = serializers.UUIDField(
        allow_null=True, help_text="Another request of yours that says the same."
    )
    answered_by = Answer(allow_null=True)


class CorrectionRequestList(serializers.Serializer):
    results = CorrectionRequest(many=True)
    next = serializers.CharField(allow_null=True, help_text="The cursor of the next page.")
