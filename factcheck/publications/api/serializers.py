"""The shapes of the answers, for the OpenAPI schema only: what is sent are stored bytes.

`tests/publications/test_schema.py` holds them against real documents.
"""

from rest_framework import serializers

from factcheck.publications.annotating.choosing import HOW
from factcheck.publications.api.questions import KINDS as KINDS_OF_MATCH
from factcheck.publications.document import CANONICAL_RATINGS, KINDS


def _text(help: str = "", *, null: bool = False) -> serializers.CharField:
    return serializers.CharField(help_text=help, allow_null=null)


class Problem(serializers.Serializer):
    """RFC 9457."""

    type = _text("URN of the kind of problem; stable.")
    title = _text()
    status = serializers.IntegerField()
    detail = _text("What is wrong, and what to do.")
    parameter = serializers.CharField(required=False, help_text="The parameter that is wrong.")


class Claimant(serializers.Serializer):
    name = _text()
    type = _text("Person, Organization, or null: it is never guessed.", null=True)
    same_as = _text("An address that says who this is.", null=True)


class Selector(serializers.Serializer):
    """W3C text quote and text position selector, in Unicode code points."""

    exact = serializers.CharField(trim_whitespace=False)
    prefix = serializers.CharField(trim_whitespace=False)
    suffix = serializers.CharField(trim_whitespace=False)
    start = serializers.IntegerField(min_value=0)
    end = serializers.IntegerField(min_value=0)


class Appearance(serializers.Serializer):
    url = _text(null=True)
    title = _text()
    publisher = _text(null=True)
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
    scale = _text("The desk's own scale.")
    code = _text("The desk's own code.")
    label = _text("The desk's own words.")  # type: ignore[assignment]
    value = serializers.IntegerField()
    best = serializers.IntegerField()
    worst = serializers.IntegerField()
    canonical = serializers.ChoiceField(
        CANONICAL_RATINGS, help_text="The one scale to map, whatever the desk's own."
    )


class Source(serializers.Serializer):
    title = _text()
    url = _text(null=True)
    publisher = _text(null=True)
    type = _text()
    published_on = serializers.DateField(allow_null=True)
    archived_url = _text(null=True)


class Evidence(serializers.Serializer):
    stance = _text("supports, refutes or context.")
    quote = _text()
    locator = _text()
    note = _text()
    source = Source()  # type: ignore[assignment]


class Correction(serializers.Serializer):
    version = serializers.IntegerField(min_value=2)
    date = serializers.DateTimeField()
    note = _text()


class Organization(serializers.Serializer):
    name = _text()
    url = _text()


class Withdrawal(serializers.Serializer):
    reason = _text()
    successor = serializers.UUIDField(allow_null=True)
    date = serializers.DateTimeField()


class Verdict(serializers.Serializer):
    """A published verdict; of a withdrawn one, a tombstone without its content."""

    id = serializers.UUIDField()
    version = serializers.IntegerField(min_value=1)
    status = serializers.ChoiceField(KINDS)
    url = serializers.URLField(help_text="The page for people.")
    language = _text("BCP 47.")
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
    previous_hash = _text("content_hash of the version before.", null=True)
    content_hash = _text("SHA-256 of the RFC 8785 form of all other fields.")


class Highlight(serializers.Serializer):
    field = _text("Where in the document, such as claim.text.")
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


class MatchedBy(serializers.Serializer):
    lexical = serializers.FloatField(
        min_value=0, max_value=1, help_text="How much of the text's rarer words it has."
    )
    semantic = serializers.FloatField(
        min_value=-1,
        max_value=1,
        allow_null=True,
        help_text="How alike they are in meaning (cosine); null where meanings were not compared.",
    )


class Reason(serializers.Serializer):
    code = _text("words, meaning, number, denied, direction or name.")
    label = _text("In English, but for the words of the two texts.")  # type: ignore[assignment]
    weight = serializers.FloatField(help_text="What it adds to the log-odds of the same claim.")


class ClaimInShort(serializers.Serializer):
    text = serializers.CharField()
    language = _text("BCP 47.")


class VerdictInShort(serializers.Serializer):
    """A verdict that stands; all of it is at verdicts/{id}/."""

    id = serializers.UUIDField()
    version = serializers.IntegerField(min_value=1)
    status = serializers.ChoiceField(KINDS)
    url = serializers.URLField(help_text="The page for people.")
    language = _text("BCP 47.")
    claim = ClaimInShort()
    rating = Rating()
    headline = serializers.CharField()
    first_published_at = serializers.DateTimeField()
    published_at = serializers.DateTimeField()
    content_hash = _text("Of the whole document.")


class Judged(serializers.Serializer):
    kind = serializers.ChoiceField(
        KINDS_OF_MATCH, help_text="Whether it is held to be the same claim."
    )
    probability = serializers.FloatField(
        min_value=0, max_value=1, help_text="That it is the same claim."
    )
    matched_by = MatchedBy()
    reasons = Reason(many=True)
    verdict = VerdictInShort()


class TextMatches(serializers.Serializer):
    language = _text("As which the text was read.")
    matches = Judged(many=True)


class MatchAnswer(serializers.Serializer):
    methods = serializers.ListField(
        child=serializers.ChoiceField(["lexical", "semantic"]),
        help_text="What was compared: the words, and the meanings where a model is at hand.",
    )
    results = TextMatches(many=True, help_text="For each text, in order.")


class Annotation(serializers.Serializer):
    """W3C text quote and text position selector, in Unicode code points of the text as sent."""

    kind = serializers.ChoiceField(HOW, help_text="How the claim is repeated.")
    orphaned = serializers.BooleanField(help_text="These words are not in the text.")
    start = serializers.IntegerField(min_value=0, allow_null=True)
    end = serializers.IntegerField(min_value=0, allow_null=True)
    exact = serializers.CharField(trim_whitespace=False)
    prefix = serializers.CharField(trim_whitespace=False)
    suffix = serializers.CharField(trim_whitespace=False)
    matches = Judged(many=True, help_text="The best first.")


class Sentences(serializers.Serializer):
    found = serializers.IntegerField(min_value=0)
    compared = serializers.IntegerField(
        min_value=0, help_text="The most promising ones, where there are many."
    )


class AnnotateAnswer(serializers.Serializer):
    language = _text("As which the text was read; null without one.", null=True)
    methods = serializers.ListField(child=serializers.ChoiceField(["lexical", "semantic"]))
    sentences = Sentences()
    annotations = Annotation(many=True)


class VerdictPage(serializers.Serializer):
    results = Verdict(many=True)
    matches = Match(many=True, required=False, help_text="With `q`: for each result, in order.")
    next = _text("Cursor of the next page; null on the last.", null=True)
    next_url = _text(null=True)


class Version(serializers.Serializer):
    version = serializers.IntegerField(min_value=1)
    kind = serializers.ChoiceField(KINDS)
    published_at = serializers.DateTimeField()
    correction_note = _text(null=True)
    withdrawal_reason = _text(null=True)
    successor = serializers.UUIDField(allow_null=True)
    content_hash = _text()
    previous_hash = _text(null=True)


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
    next = _text("Cursor to continue from, always given: keep it with your copy.")
    next_url = _text()
