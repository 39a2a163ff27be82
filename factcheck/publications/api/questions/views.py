"""What partners ask about texts of their own, as views. The answers are made anew each time."""

from collections.abc import Callable
from typing import Any, cast

import orjson
from django.http import HttpResponse
from django.utils import translation
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.views import APIView

from factcheck import bodies
from factcheck.matching.index import TookTooLong
from factcheck.problems import Problem
from factcheck.publications.api import parameters
from factcheck.publications.api.answers import told
from factcheck.publications.api.questions import annotations, asked, documentation, matching

#: So many characters of an article count as a request.
_COUNTED = 2_000


class QuestionView(APIView):
    """A question about the record that comes in the body of a POST."""

    required_scope = "match"
    parser_classes: tuple[type[BaseParser], ...] = (asked.TextsParser,)
    http_method_names = ("post", "options")

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        with translation.override("en"):  # as all of the API speaks
            return super().dispatch(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        parameters.read(request.META.get("QUERY_STRING", ""), ())

    def answered(self, request: Request, make: Callable[[], dict[str, Any]]) -> HttpResponse:
        """What was made, or a 503 where the database is overloaded."""
        try:
            found = make()
        except TookTooLong as late:
            raise Problem("unavailable", str(late)) from None
        return told(request._request, orjson.dumps(found))

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """The methods are in the `Allow` header, the rest in the schema."""
        return HttpResponse(status=204)


class Match(QuestionView):
    def counts_as(self, request: Request) -> int:
        """A request for each text. Of a body that is wrong, one."""
        texts = _given(request, "texts")
        if isinstance(texts, list) and 1 <= len(texts) <= asked.MOST_TEXTS:
            return len(texts)
        return 1

    @documentation.of_match
    def post(self, request: Request) -> HttpResponse:
        """For each text, in order, the published verdicts on the same claim or a related one, the
        most probable first. An empty list is an answer: nothing like it is published.

        Texts are single claims, sentences or posts, in any language. `probability` says how
        probable it is that text and verdict are about the same claim; a number, a denial or a
        direction (rose, fell) that differs lowers it, and is told among the `reasons`. Whether a
        claim is true is what the verdict says.
        """
        given = bodies.read(request, asked.MatchQuestion)
        same = given["threshold"] == "same"
        return self.answered(
            request, lambda: matching.match(given["texts"], given["limit"], same=same)
        )


class Annotate(QuestionView):
    def counts_as(self, request: Request) -> int:
        """A request for each 2,000 characters that are begun. Of a body that is wrong, one."""
        text = _given(request, "text")
        if isinstance(text, str) and 1 <= len(text) <= asked.LONGEST_ARTICLE:
            return -(-len(text) // _COUNTED)
        return 1

    @documentation.of_annotate
    def post(self, request: Request) -> HttpResponse:
        """The spans of an article in which a checked claim is repeated, in their order, without
        overlap. An empty list is an answer: nothing in it was found in the record.

        `kind` says how: `exact` (its words, but for case, accents and punctuation), `near` (but for
        a few words) or `paraphrase` (a sentence that says it in other words). A number, a denial or
        a direction that differs makes a verdict `related`, and those are told only with
        `threshold: "related"`. Offsets count the Unicode code points of the text as it was sent.

        With a `url` nothing is fetched: it finds the places in that article where the desk met a
        claim. Those that are not in the text, or all of them without one, are `orphaned`: told
        with their words, and without offsets.
        """
        given = bodies.read(request, asked.AnnotateQuestion)
        if "text" not in given:
            return self.answered(request, lambda: annotations.of_address(given["url"]))
        return self.answered(
            request,
            lambda: annotations.annotate(
                given["text"],
                given["language"],
                given.get("url"),
                same=given["threshold"] == "same",
            ),
        )


def _given(request: Request, name: str) -> Any:
    """What the body says, before it is read. The parser takes objects alone."""
    return cast(dict[str, Any], request.data).get(name)
