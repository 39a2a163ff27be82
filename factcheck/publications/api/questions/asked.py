"""What partners ask about texts of their own: the bodies, read strictly."""

import re
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from factcheck.bodies import StrictJSONParser, Text, WholeNumber
from factcheck.matching import asking
from factcheck.matching.terms import terms
from factcheck.publications.annotating.words import norms
from factcheck.sentences import likely_language

MOST_TEXTS, LONGEST_TEXT, LONGEST_TOGETHER = 100, 5_000, 100_000
LONGEST_ARTICLE = 200_000
DEFAULT_LIMIT, MOST_LIMIT = 5, 20
KINDS = ("same", "related")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}", re.ASCII)
_LONGEST_TAG = 35
_ADDRESS = re.compile(r"https?://[^\s/?#]+[^\s]*", re.IGNORECASE)


class TextsParser(StrictJSONParser):
    """A hundred texts, or an article, of the longest; in any script."""

    most_bytes = 2 * 1024 * 1024


def language(tag: Any) -> str:
    """A BCP 47 tag as it is given, or a ValidationError. Any language will do: of one that is not
    known here the words are compared as they are written."""
    if isinstance(tag, str) and len(tag) <= _LONGEST_TAG and _TAG.fullmatch(tag):
        return tag
    raise serializers.ValidationError("This is no BCP 47 tag of a language, such as fr or en-GB.")


@extend_schema_field(
    {
        "type": "string",
        "pattern": f"^{_TAG.pattern}$",
        "maxLength": _LONGEST_TAG,
        "description": "BCP 47. Unless given, French is told from English by the text itself.",
    }
)
class Language(serializers.Field):
    def to_internal_value(self, data: Any) -> str:
        return language(data)


_TEXT = {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT}


@extend_schema_field(
    {
        "oneOf": [
            _TEXT,
            {
                "type": "object",
                "properties": {"text": _TEXT, "language": {"type": "string"}},
                "required": ["text"],
                "additionalProperties": False,
            },
        ]
    }
)
class AskedText(serializers.Field):
    """A text, or an object that says its language, too. Its value is (text, language or None)."""

    def to_internal_value(self, data: Any) -> tuple[str, str | None]:
        if isinstance(data, str):
            return self._words(data), None
        if not isinstance(data, dict):
            raise serializers.ValidationError("It is a text, or {“text”: …, “language”: …}.")
        if unknown := [name for name in data if name not in ("text", "language")]:
            raise serializers.ValidationError(
                {unknown[0][:60]: ["There is no such field. Allowed: text, language."]}
            )
        if not isinstance(data.get("text"), str):
            raise serializers.ValidationError({"text": ["It is a text."]})
        try:
            given = language(data["language"]) if "language" in data else None
        except serializers.ValidationError as error:
            raise serializers.ValidationError({"language": error.detail}) from None
        return self._words(data["text"]), given

    def _words(self, text: str) -> str:
        if not text.strip():
            raise serializers.ValidationError("It is empty: there is nothing to look for.")
        if len(text) > LONGEST_TEXT:
            raise serializers.ValidationError(
                f"It has more than {LONGEST_TEXT} characters: send one claim or one post, or a"
                " whole article to annotate/."
            )
        if "\0" in text:
            raise serializers.ValidationError("It has a NUL character: that is no text.")
        return text


class MatchQuestion(serializers.Serializer):
    texts = serializers.ListField(
        child=AskedText(),
        min_length=1,
        max_length=MOST_TEXTS,
        help_text=f"Each counts as a request; {LONGEST_TOGETHER} characters at most together.",
    )
    language = Language(required=False, help_text="Of all texts that do not say their own.")
    limit = WholeNumber(
        min_value=1,
        max_value=MOST_LIMIT,
        default=DEFAULT_LIMIT,
        help_text="How many verdicts for each text, at most.",
    )
    threshold = serializers.ChoiceField(
        KINDS, default="related", help_text="`same` leaves out what is merely related."
    )

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        """Every text with its language. Raises for too much, and for those that have no word to
        look for."""
        if sum(len(text) for text, _own in given["texts"]) > LONGEST_TOGETHER:
            raise serializers.ValidationError({"texts": _TOO_MUCH})
        texts = [
            asking.Text(text, own or given.get("language") or likely_language(text))
            for text, own in given["texts"]
        ]
        wrong: Any = {n: [_NO_WORD] for n, text in enumerate(texts) if not terms(*text)}
        if wrong:
            raise serializers.ValidationError({"texts": wrong})
        return given | {"texts": texts}


class AnnotateQuestion(serializers.Serializer):
    text = Text(
        required=False,
        trim_whitespace=False,
        max_length=LONGEST_ARTICLE,
        help_text="As it is shown. Each 2,000 characters that are begun count as a request.",
    )
    url = Text(
        required=False,
        max_length=2_000,
        help_text="The article's address. Nothing is fetched: it finds what the record has of it.",
    )
    language = Language(required=False)
    threshold = serializers.ChoiceField(
        KINDS, default="same", help_text="`related` adds what may be worth a look by a person."
    )

    def validate_url(self, url: str) -> str:
        if not _ADDRESS.fullmatch(url):
            raise serializers.ValidationError(
                "It is a web address, such as https://site.example/a."
            )
        return url

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        """The language, too. Raises where there is nothing to look for."""
        text = given.get("text")
        if text is None:
            if "url" not in given:
                raise serializers.ValidationError(
                    {"text": "Send a text, or the url of an article."}
                )
            return given
        language = given.get("language") or likely_language(text)
        if not norms(text):
            raise serializers.ValidationError({"text": _NO_WORDS})
        return given | {"language": language}


_NO_WORDS = "It has no words: there is nothing to look for."
_TOO_MUCH = f"Together they have more than {LONGEST_TOGETHER} characters: send fewer at once."
_NO_WORD = "It has no word to look for, only such as “the” and “it”."
