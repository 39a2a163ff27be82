"""The shapes of the answers, for the OpenAPI schema only: what is sent are stored bytes.

`tests/publications/test_schema.py` holds them against real documents.
"""

from rest_framework import serializers

from factcheck.publications.document import CANONICAL_RATINGS, KINDS


def string(help: str = "", *, null: bool = False) -> serializers.CharField:
    return serializers.CharField(help_text=help, allow_null=null)


class Problem(serializers.Serializer):
    """RFC 9457."""

    type = string("URN of the kind of problem; stable.")
    title = string()
    status = serializers.IntegerField()
    detail = string("What is wrong, and what to do.")
    parameter = serializers.CharField(required=False, help_text="The parameter that is wrong.")


class Claimant(serializers.Serializer):
    name = string()
    type = string("Person, Organization, or null: it is never guessed.", null=True)
    same_as = string("An address that says who this is.", null=True)


class Selector(serializers.Serializer):
    """W3C text quote and text position selector, in Unicode code points."""

    exact = serializers.CharField(trim_whitespace=False)
    prefix = serializers.CharField(trim_whitespace=False)
    suffix = serializers.CharField(trim_whitespace=False)
    start = serializers.IntegerField(min_value=0)
    end = serializers.IntegerField(min_value=0)


class Appearance(serializers.Serializer):
    url = string(null=True)
    title = string()
    publisher = string(null=True)
    published_on = serializers.DateField(allow_null=True)
    selector = Selector()


class Claim(serializers.Serializer):
    """What was said. Of a withdrawn verdict only the id is left."""

    id = serializers.UUIDField()
    text = serializers.CharField(required=False)
    language = serializers.CharField(required=False, help_text="BCP 47.")
    claimant = Claimant(required=False, allow_null=True)
    claimed_on = serializers.DateField(required=False, allow_null=True)
    appearances = Appearance(many=True, required=False)


class Rating(serializers.Serializer):
    scale = string("The desk's own scale.")
    code = string("The desk's own code.")
    label = string("The desk's own words.")  # type: ignore[assignment]
    value = serializers.IntegerField()
    best = serializers.IntegerField()
    worst = serializers.IntegerField()
    canonical = serializers.ChoiceField(
        CANONICAL_RATINGS, help_text="The one scale to map, whatever the desk's own."
    )


class Source(serializers.Serializer):
    title = string()
    url = string(null=True)
    publisher = string(null=True)
    type = string()
    published_on = serializers.DateField(allow_null=True)
    archived_url = string(null=True)


class Evidence(serializers.Serializer):
    stance = string("supports, refutes or context.")
    quote = string()
    locator = string()
    note = string()
    source = Source()  # type: ignore[assignment]


class Correction(serializers.Serializer):
    version = serializers.IntegerField(min_value=2)
    date = serializers.DateTimeField()
    note = string()


class Organization(serializers.Serializer):
    name = string()
    url = string()


class Withdrawal(serializers.Serializer):
    reason = string()
    successor = serializers.UUIDField(allow_null=True)
    date = serializers.DateTimeField()


class Verdict(serializers.Serializer):
    """A published verdict; of a withdrawn one, a tombstone without its content."""

    id = serializers.UUIDField()
    version = serializers.IntegerField(min_value=1)
    status = serializers.ChoiceField(KINDS)
    url = serializers.URLField(help_text="The page for people.")
    language = string("BCP 47.")
    claim = Claim()
    rating = Rating(required=False)
    headline = serializers.CharField(required=False)
    summary = serializers.CharField(required=False)
    topics = serializers.ListField(child=serializers.CharField(), required=False)
    evidence = Evidence(many=True, required=False)
    corrections = Correction(many=True, required=False)
    withdrawal = Withdrawal(required=False)
    reviewed_by = Organization(required=False)
    first_published_at = serializers.DateTimeField()
    published_at = serializers.DateTimeField()
    expires_at = serializers.CharField(required=False, allow_null=True)
    previous_hash = string("content_hash of the version before.", null=True)
    content_hash = string("SHA-256 of the RFC 8785 form of all other fields.")


class Highlight(serializers.Serializer):
    field = string("Where in the document, such as claim.text.")
    fragment = serializers.CharField(trim_whitespace=False)
    marks = serializers.ListField(
        child=serializers.ListField(child=serializers.IntegerField(), min_length=2, max_length=2),
        help_text="[start, end] of each word in the fragment, in Unicode code points.",
    )


class Match(serializers.Serializer):
    """Why a verdict was found."""

    id = serializers.UUIDField()
    rank = serializers.FloatField()
    highlights = Highlight(many=True)


class VerdictPage(serializers.Serializer):
    results = Verdict(many=True)
    matches = Match(many=True, required=False, help_text="With `q`: for each result, in order.")
    next = string("Cursor of the next page; null on the last.", null=True)
    next_url = string(null=True)


class Version(serializers.Serializer):
    version = serializers.IntegerField(min_value=1)
    kind = serializers.ChoiceField(KINDS)
    published_at = serializers.DateTimeField()
    correction_note = string(null=True)
    withdrawal_reason = string(null=True)
    successor = serializers.UUIDField(allow_null=True)
    content_hash = string()
    previous_hash = string(null=True)


class VersionList(serializers.Serializer):
    results = Version(many=True)


class Change(serializers.Serializer):
    sequence = serializers.IntegerField(min_value=1)
    kind = serializers.ChoiceField(KINDS)
    id = serializers.UUIDField()
    version = serializers.IntegerField(min_value=1)
    published_at = serializers.DateTimeField()
    document = Verdict()


class ChangePage(serializers.Serializer):
    results = Change(many=True)
    next = string("Cursor to continue from, always given: keep it with your copy.")
    next_url = string()
