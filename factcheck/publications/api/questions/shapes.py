"""The shapes of the answers, for the OpenAPI schema only: what is sent is plain data.

`tests/publications/test_schema.py` holds them against real answers.
"""

from rest_framework import serializers

from factcheck.publications.annotating.choosing import HOW
from factcheck.publications.api.questions.asked import KINDS as LIKENESS
from factcheck.publications.api.serializers import Rating, string
from factcheck.publications.document import KINDS


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
    code = string("words, meaning, number, denied, direction or name.")
    label = string("In English, but for the words of the two texts.")  # type: ignore[assignment]
    weight = serializers.FloatField(help_text="What it adds to the log-odds of the same claim.")


class ClaimInShort(serializers.Serializer):
    text = serializers.CharField()
    language = string("BCP 47.")


class VerdictInShort(serializers.Serializer):
    """A verdict that stands; all of it is at verdicts/{id}/."""

    id = serializers.UUIDField()
    version = serializers.IntegerField(min_value=1)
    status = serializers.ChoiceField(KINDS)
    url = serializers.URLField(help_text="The page for people.")
    language = string("BCP 47.")
    claim = ClaimInShort()
    rating = Rating()
    headline = serializers.CharField()
    first_published_at = serializers.DateTimeField()
    published_at = serializers.DateTimeField()
    content_hash = string("Of the whole document.")


class Judged(serializers.Serializer):
    kind = serializers.ChoiceField(LIKENESS, help_text="Whether it is held to be the same claim.")
    probability = serializers.FloatField(
        min_value=0, max_value=1, help_text="That it is the same claim."
    )
    matched_by = MatchedBy()
    reasons = Reason(many=True)
    verdict = VerdictInShort()


class TextMatches(serializers.Serializer):
    language = string("As which the text was read.")
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
    language = string("As which the text was read; null without one.", null=True)
    methods = serializers.ListField(child=serializers.ChoiceField(["lexical", "semantic"]))
    sentences = Sentences()
    annotations = Annotation(many=True)
