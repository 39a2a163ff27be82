"""A partner asks whether its texts were checked already: `POST match/`."""

import gzip
from typing import Any

import numpy as np
import orjson
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factcheck.matching.embedding import EmbeddingFailed
from factcheck.matching.index import index, limits
from factcheck.partners import actions, lookup, quota
from tests.factories import claims, partners
from tests.factories.publications import correct, publish, verdict, withdraw

CLAIM = "Le taux de chômage a baissé de moitié à Lyon depuis 2019."
POST = "Le chômage à Lyon ? Divisé par deux : son taux a baissé de moitié depuis 2019 !"
OTHER = "La pollution de l’air a doublé à Strasbourg en dix ans."


def said(text: str = CLAIM, **more: Any) -> Any:
    return publish(verdict(text=text, headline=text, **more))


def results(answer: Any) -> list[list[dict[str, Any]]]:
    assert answer.status_code == 200, answer.content
    return [each["matches"] for each in answer.json()["results"]]


def ids(answer: Any) -> list[list[str]]:
    return [[match["verdict"]["id"] for match in matches] for matches in results(answer)]


def test_each_text_gets_its_verdicts_in_order(matcher: Any) -> None:
    first, second = said(), said(OTHER)
    answer = matcher.ask("match/", {"texts": [OTHER, "Il pleut sur Nantes ce matin.", POST]})
    assert ids(answer) == [[str(second.verdict)], [], [str(first.verdict)]]
    assert answer["Cache-Control"] == "no-store"
    assert answer.json()["methods"] == ["lexical"]


def test_a_match_says_what_the_verdict_is_and_why_it_is_there(matcher: Any) -> None:
    publication = said()
    [[match]] = results(matcher.ask("match/", {"texts": [CLAIM]}))
    document = orjson.loads(publication.body)
    assert match["kind"] == "same"
    assert 0.9 < match["probability"] <= 1
    assert match["matched_by"] == {"lexical": 1.0, "semantic": None}
    assert match["reasons"][0]["code"] == "words"
    short = match["verdict"]
    assert short["claim"] == {"text": CLAIM, "language": "fr"}
    assert {name: short[name] for name in short if name != "claim"} == {
        name: document[name] for name in short if name != "claim"
    }


def test_another_number_is_related_at_most_and_says_which(matcher: Any) -> None:
    said("Le taux de chômage a baissé de 3 % à Lyon.")
    changed = {"texts": ["Le taux de chômage a baissé de 5 % à Lyon."]}
    [[match]] = results(matcher.ask("match/", changed))
    assert match["kind"] == "related"
    assert [r["label"] for r in match["reasons"] if r["code"] == "number"] == [
        "5 % here, 3 % there"
    ]
    assert ids(matcher.ask("match/", changed | {"threshold": "same"})) == [[]]


def test_a_claim_is_known_by_the_headline_of_its_check_too(matcher: Any) -> None:
    """What says it in other words makes it alike, and a "no" of ours there denies nothing."""
    claim = "Les vaccins contre la rougeole rendent autistes les enfants."
    headline = "Non, vacciner contre la rougeole ne provoque pas d’autisme chez les bébés"
    post = "Vacciner contre la rougeole provoque l’autisme chez les bébés"
    publish(verdict(text=claim, headline="Une étude retirée depuis longtemps"))
    [[alone]] = results(matcher.ask("match/", {"texts": [post]}))
    titled = publish(verdict(text=claim, headline=headline))
    best = results(matcher.ask("match/", {"texts": [post]}))[0][0]
    assert best["verdict"]["id"] == str(titled.verdict)
    assert best["kind"] == "same"
    assert best["probability"] > alone["probability"]
    assert "denied" not in [reason["code"] for reason in best["reasons"]]
    _, same = results(matcher.ask("match/", {"texts": [post, claim]}))
    assert {match["probability"] > 0.5 for match in same} == {True}


def test_a_text_says_its_language_or_it_is_told_by_the_words(matcher: Any) -> None:
    texts = [
        CLAIM,
        "Unemployment in Lyon has halved since 2019.",
        "Vaccins dangereux dès l’été",
        {"text": "Die Arbeitslosigkeit ist gesunken.", "language": "de-AT"},
        {"text": "Bolelelo bo oketsehile.", "language": "st"},
    ]
    told = matcher.ask("match/", {"texts": texts}).json()["results"]
    assert [each["language"] for each in told] == ["fr", "en", "fr", "de-AT", "st"]
    given = matcher.ask("match/", {"texts": texts, "language": "en"}).json()["results"]
    assert [each["language"] for each in given] == ["en", "en", "en", "de-AT", "st"]


def test_a_language_that_is_not_known_is_matched_by_its_words(matcher: Any) -> None:
    publication = said("Tekanyetso ya naha e ekeditsweng ka makgetlo a mabedi.")
    text = {"text": "Tekanyetso ya naha e ekeditsweng ka makgetlo a mabedi!", "language": "st"}
    assert ids(matcher.ask("match/", {"texts": [text]})) == [[str(publication.verdict)]]


def test_not_more_than_the_limit_the_best_first(matcher: Any) -> None:
    for number in range(8):
        said(f"{CLAIM} Le maire {number} le dit.")
    best = said()
    assert len(ids(matcher.ask("match/", {"texts": [CLAIM]}))[0]) == 5
    found = ids(matcher.ask("match/", {"texts": [CLAIM], "limit": 2}))[0]
    assert len(found) == 2
    assert found[0] == str(best.verdict)


# --- The record, and nothing else


def test_what_is_withdrawn_is_gone_and_a_correction_shows_at_once(matcher: Any) -> None:
    gone, changed = said(), said(OTHER)
    withdraw(gone)
    correct(changed, text=OTHER, headline="Elle a baissé", rating="true")
    [[], [match]] = results(matcher.ask("match/", {"texts": [CLAIM, OTHER]}))
    assert match["verdict"]["version"] == 2
    assert match["verdict"]["status"] == "corrected"
    assert match["verdict"]["rating"]["canonical"] == "true"
    correct(changed, text=CLAIM, headline=CLAIM)
    assert ids(matcher.ask("match/", {"texts": [CLAIM, OTHER]})) == [[str(changed.verdict)], []]


def test_what_only_the_desk_knows_changes_no_byte(matcher: Any) -> None:
    said()
    question = {"texts": [CLAIM, OTHER, POST]}
    before = matcher.ask("match/", question).content
    claims.claim(OTHER)
    claims.claim(CLAIM)
    assert matcher.ask("match/", question).content == before


# --- An embedder that works, and one that does not


class Everything:
    """An embedder for which all texts mean the same."""

    model, dimension, failing = "everything@1", 4, False

    def embed(self, texts: Any) -> Any:
        if self.failing:
            raise EmbeddingFailed("The embedder is down.")
        return np.full((len(texts), 4), 0.5, dtype=np.float32)


def test_without_its_model_the_words_are_matched_and_the_answer_says_so(
    matcher: Any, monkeypatch: Any
) -> None:
    publication, model = said(), Everything()
    monkeypatch.setattr(index, "embedder", lambda: model)
    assert matcher.ask("match/", {"texts": [CLAIM]}).json()["methods"] == ["lexical", "semantic"]
    article = {"text": f"Il pleut sur Nantes. {POST}"}
    assert matcher.ask("annotate/", article).json()["methods"] == ["lexical", "semantic"]
    model.failing = True
    answer = matcher.ask("match/", {"texts": [CLAIM]})
    assert answer.json()["methods"] == ["lexical"]
    assert ids(answer) == [[str(publication.verdict)]]
    assert matcher.ask("annotate/", article).json()["methods"] == ["lexical"]


@pytest.mark.parametrize(
    ("path", "question"), [("match/", {"texts": [CLAIM]}), ("annotate/", {"text": CLAIM})]
)
def test_a_database_that_is_overloaded_is_a_503(
    matcher: Any, monkeypatch: Any, path: str, question: Any
) -> None:
    slow = "SET LOCAL statement_timeout = '1ms'; SELECT pg_sleep(1);"
    monkeypatch.setattr(limits, "_BEFORE", slow)
    answer = matcher.ask(path, question)
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert answer.json()["type"] == "urn:factcheck:problem:unavailable"


# --- What is wrong is named


def fields(**more: Any) -> dict[str, Any]:
    return {"texts": [CLAIM]} | more


WRONG: list[tuple[Any, str, str]] = [
    ({}, "texts", "required"),
    (fields(texts=[]), "texts", "at least 1"),
    (fields(texts=[CLAIM] * 101), "texts", "no more than 100"),
    (fields(texts=CLAIM), "texts", "list"),
    (fields(texts={"0": CLAIM}), "texts", "list"),
    (fields(texts=[CLAIM, ""]), "texts[1]", "empty"),
    (fields(texts=[CLAIM, " \n\t "]), "texts[1]", "empty"),
    (fields(texts=[CLAIM, CLAIM, CLAIM, None]), "texts[3]", "null"),
    (fields(texts=[5]), "texts[0]", "text"),
    (fields(texts=[[CLAIM]]), "texts[0]", "text"),
    (fields(texts=["a\0b chômage"]), "texts[0]", "NUL"),
    (fields(texts=["x" * 5_001]), "texts[0]", "annotate/"),
    (fields(texts=["x" * 1_000_000]), "texts[0]", "5000"),
    (fields(texts=["chômage " * 600] * 21), "texts", "100000"),
    (fields(texts=[CLAIM, "Et puis, où est-ce que ce n’est pas ?"]), "texts[1]", "no word"),
    (fields(texts=["🙂🙂🙂 …"]), "texts[0]", "no word"),
    (fields(texts=[{"text": CLAIM, "language": "français"}]), "texts[0].language", "BCP 47"),
    (fields(texts=[{"text": CLAIM, "language": None}]), "texts[0].language", "BCP 47"),
    (fields(texts=[{"text": 5}]), "texts[0].text", "text"),
    (fields(texts=[{}]), "texts[0].text", "text"),
    (fields(texts=[{"text": CLAIM, "lang": "fr"}]), "texts[0].lang", "no such field"),
    (fields(language="x" * 36), "language", "BCP 47"),
    (fields(language=5), "language", "BCP 47"),
    (fields(limit=0), "limit", "1"),
    (fields(limit=21), "limit", "20"),
    (fields(limit="5"), "limit", "integer"),
    (fields(limit=True), "limit", "integer"),
    (fields(threshold="none"), "threshold", "none"),
    (fields(threshold=["same"]), "threshold", "same"),
    (fields(top=3), "top", "no such field"),
]


@pytest.mark.parametrize(("body", "field", "word"), WRONG)
def test_what_is_wrong_is_named(matcher: Any, body: Any, field: str, word: str) -> None:
    answer = matcher.ask("match/", body)
    assert answer.status_code == 400, answer.content
    problem = answer.json()
    assert problem["type"] == "urn:factcheck:problem:invalid-input"
    assert list(problem["fields"]) == [field]
    assert word in problem["fields"][field]


@pytest.mark.parametrize(
    ("body", "status", "type"),
    [
        (b"{", 400, "invalid-json"),
        (b"[]", 400, "invalid-json"),
        (b'{"texts": ["\\ud800"]}', 400, "invalid-json"),
        (b'{"texts": ["\xff"]}', 400, "invalid-json"),
        (b'{"texts": ["' + b"x" * 2_200_000 + b'"]}', 413, "too-large"),
    ],
)
def test_what_is_no_body(matcher: Any, body: bytes, status: int, type: str) -> None:
    answer = matcher.ask("match/", body)
    assert answer.status_code == status
    assert answer.json()["type"] == f"urn:factcheck:problem:{type}"


def test_methods_parameters_and_formats(matcher: Any) -> None:
    assert matcher.get("match/").status_code == 405
    assert matcher.request("OPTIONS", "match/")["Allow"] == "POST, OPTIONS"
    unknown = matcher.ask("match/?limit=1", {"texts": [CLAIM]})
    assert unknown.json()["parameter"] == "limit"
    assert matcher.ask("match/", {"texts": [CLAIM]}, Accept="text/html").status_code == 406
    form = matcher.client.post("/api/v1/match/", {}, headers=partners.bearer(matcher.key))
    assert form.status_code == 415


def test_the_scope_is_match(partner: Any) -> None:
    answer = partner.ask("match/", {"texts": [CLAIM]})
    assert answer.status_code == 403
    assert "“match”" in answer.json()["detail"]
    assert partner.client.post("/api/v1/match/").status_code == 401


# --- What it costs


def test_each_text_counts_as_a_request(matcher: Any) -> None:
    answer = matcher.ask("match/", {"texts": [CLAIM] * 40})
    assert '"minute";r=560;' in answer["RateLimit"]
    wrong = matcher.ask("match/", {"texts": [CLAIM] * 101})
    assert '"minute";r=559;' in wrong["RateLimit"]


def test_beyond_the_limit_nothing_is_looked_for(matcher: Any) -> None:
    partner = partners.partner()
    actions.change_partner(partner.pk, actor=None, seen=1, requests_per_minute=30)
    lookup.forget()
    quota.forget()
    answer = matcher.ask("match/", {"texts": [CLAIM] * 40})
    assert answer.status_code == 429
    assert answer["Retry-After"]
    assert "counts as 40" in answer.json()["detail"]
    assert matcher.ask("match/", {"texts": [CLAIM] * 20}).status_code == 200


def test_two_statements_for_twenty_texts_and_one_for_their_verdicts(matcher: Any) -> None:
    said(), said(OTHER)
    for count, statements in ((1, 3), (20, 3), (100, 11)):
        matcher.ask("match/", {"texts": [CLAIM]})
        with CaptureQueriesContext(connection) as asked:
            answer = matcher.ask("match/", {"texts": [CLAIM] * count})
        assert len(ids(answer)) == count
        # Those of the quota are their own story.
        assert len([each for each in asked if "quotacount" not in each["sql"]]) == statements


def test_it_is_sent_compressed(matcher: Any) -> None:
    said()
    question = {"texts": [CLAIM] * 5}
    answer = matcher.ask("match/", question, **{"Accept-Encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.content) == matcher.ask("match/", question).content
