"""Questions and answers as the reference shows them."""

from drf_spectacular.utils import OpenApiExample

_VERDICT = {
    "id": "0d1c6f4e-9a3b-4c1f-8a52-4f7d0c5b2e11",
    "version": 1,
    "status": "published",
    "url": "https://desk.example/verdicts/0d1c6f4e-9a3b-4c1f-8a52-4f7d0c5b2e11/",
    "language": "fr",
    "claim": {"text": "Le taux de chômage a baissé de moitié depuis 2019.", "language": "fr"},
    "rating": {
        "scale": "truth",
        "code": "faux",
        "label": "Faux",
        "value": 1,
        "best": 5,
        "worst": 1,
        "canonical": "false",
    },
    "headline": "Non, le chômage n’a pas baissé de moitié",
    "first_published_at": "2026-05-04T09:30:00.000000Z",
    "published_at": "2026-05-04T09:30:00.000000Z",
    "content_hash": "5f2b6c…",
}
_JUDGED = {
    "kind": "same",
    "probability": 0.9412,
    "matched_by": {"lexical": 0.8127, "semantic": None},
    "reasons": [{"code": "words", "label": "81% of its words", "weight": 2.77}],
    "verdict": _VERDICT,
}

_TEXT = "« Le taux de chômage a baissé de moitié depuis 2019 », a dit la ministre."

OF_ANNOTATE = [
    OpenApiExample("An article", value={"text": _TEXT, "language": "fr"}, request_only=True),
    OpenApiExample(
        "Its address alone", value={"url": "https://gazette.example/chomage"}, request_only=True
    ),
    OpenApiExample(
        "A claim that is repeated word for word",
        value={
            "language": "fr",
            "methods": ["lexical"],
            "sentences": {"found": 1, "compared": 0},
            "annotations": [
                {
                    "kind": "exact",
                    "orphaned": False,
                    "start": 2,
                    "end": 51,
                    "exact": _TEXT[2:51],
                    "prefix": _TEXT[:2],
                    "suffix": _TEXT[51:],
                    "matches": [{**_JUDGED, "probability": 1.0, "reasons": []}],
                }
            ],
        },
        response_only=True,
        status_codes=["200"],
    ),
]
OF_MATCH = [
    OpenApiExample(
        "Two texts",
        value={
            "texts": [
                "Depuis 2019, le chômage a été divisé par deux.",
                {"text": "Unemployment has halved since 2019.", "language": "en"},
            ],
            "limit": 3,
        },
        request_only=True,
    ),
    OpenApiExample(
        "One of them is known",
        value={
            "methods": ["lexical"],
            "results": [
                {"language": "fr", "matches": [_JUDGED]},
                {"language": "en", "matches": []},
            ],
        },
        response_only=True,
        status_codes=["200"],
    ),
]
