"""Putting claims on the desk: each at its exact words, counted in code points."""

from typing import Any

import pytest

from claims import actions
from claims.actions import Span
from claims.models import Appearance, Claim
from claims.workflow import State
from factcheck.errors import Conflict, Invalid, NotAllowed
from factcheck.history.models import Event
from tests.factories import claims, people

pytestmark = pytest.mark.django_db

# Two characters beyond the basic plane, and an accent that is a code point of its own.
TEXT = "Ça 𝄞 va 🇫🇷.\nL’été\u0301 fut long — dit-elle."


def test_a_claim_appears_at_its_exact_words() -> None:
    snapshot = claims.snapshot(f"{'x' * 40} Il a menti. {'y' * 40}")
    [claim] = actions.suggest(snapshot, [Span(41, 53, score=0.8)], actor=None, extractor="rules-1")

    place = claim.appearances.get()
    assert (place.exact, place.snapshot) == ("Il a menti. ", snapshot)
    assert (place.prefix, place.suffix) == ("x" * 31 + " ", "y" * 32)
    assert (claim.text, claim.status, claim.language) == ("Il a menti.", State.SUGGESTED, "fr")
    assert (claim.score, claim.extractor) == (0.8, "rules-1")
    event = Event.objects.get(subject=claim.uid)
    assert (event.verb, event.to_state, event.actor) == ("claim:suggest", "suggested", None)
    assert event.data == {"snapshot": str(snapshot.uid), "extractor": "rules-1"}


@pytest.mark.parametrize(("start", "end"), [(0, len(TEXT)), (0, 4), (3, 4), (8, 10), (12, 18)])
def test_python_and_postgresql_count_alike(start: int, end: int) -> None:
    snapshot = claims.snapshot(TEXT)
    [claim] = actions.suggest(snapshot, [Span(start, end)], actor=None)
    assert claim.appearances.get().exact == TEXT[start:end]


def test_at_the_edges_there_is_no_context() -> None:
    snapshot = claims.snapshot("Il a menti.")
    [claim] = actions.suggest(snapshot, [Span(0, 11)], actor=None)
    place = claim.appearances.get()
    assert (place.prefix, place.suffix) == ("", "")


def test_a_claim_may_be_worded_otherwise_than_its_passage() -> None:
    snapshot = claims.snapshot("Il a menti.\nDeux fois.")
    said, worded = actions.suggest(
        snapshot, [Span(0, 22, text="  "), Span(0, 11, text=" M. Roy a menti. ")], actor=None
    )
    assert (said.text, worded.text) == ("Il a menti. Deux fois.", "M. Roy a menti.")
    assert worded.appearances.get().exact == "Il a menti."


@pytest.mark.parametrize(
    ("start", "end"), [(0, 12), (11, 12), (-1, 4), (4, 4), (5, 4), (2**31, 2**31 + 1)]
)
def test_a_passage_outside_the_text_is_refused_and_none_of_the_others_stored(
    start: int, end: int
) -> None:
    snapshot = claims.snapshot("Il a menti.")
    with pytest.raises(Invalid, match="has 11 characters"):
        actions.suggest(snapshot, [Span(0, 11), Span(start, end)], actor=None)
    assert not Claim.objects.exists()
    assert not Event.objects.filter(verb="claim:suggest").exists()


def test_a_passage_without_words_is_refused() -> None:
    with pytest.raises(Invalid, match="no words"):
        actions.suggest(claims.snapshot("Il \n\t mentait."), [Span(2, 6)], actor=None)


def test_only_those_who_may_suggest() -> None:
    snapshot = claims.snapshot()
    assert actions.suggest(snapshot, [Span(0, 9)], actor=people.contributor())
    with pytest.raises(NotAllowed):
        actions.suggest(snapshot, [Span(0, 9)], actor=people.auditor())
    with pytest.raises(NotAllowed):
        actions.extract_claims(snapshot.article, actor=people.auditor())


@pytest.mark.parametrize("many", [1, 20])
def test_many_cost_as_much_as_one(many: int, django_assert_num_queries: Any) -> None:
    snapshot = claims.snapshot()
    spans = [Span(number, number + 9) for number in range(many)]
    with django_assert_num_queries(8):  # events, claims, places, words, in two savepoints
        actions.suggest(snapshot, spans, actor=None)


# --- A passage by its words


@pytest.mark.parametrize(
    "passage",
    [
        "Il a menti.",
        " Il  a\nmenti. ",
        "Il a\r\nmenti.",
        "\ufeffIl\u00a0a men\u00adti.\u200b",  # as a browser copies it
    ],
)
def test_a_passage_is_found_by_its_words(passage: str) -> None:
    article = claims.article("Hier. Il a\nmenti. Demain.")
    claim = actions.suggest_passage(article, passage, actor=None)
    assert claim.appearances.get().exact == "Il a\nmenti."


@pytest.mark.parametrize(
    ("passage", "says"),
    [
        ("Elle a menti.", "not in the article"),
        ("menti", "2 times"),
        (" ", "Copy the words"),
        ("\u00ad\u200b", "Copy the words"),
        ("Il a\0 menti", r"control character U\+0000"),
    ],
)
def test_a_passage_that_is_not_there_once_is_refused(passage: str, says: str) -> None:
    article = claims.article("Il a menti. Il a menti !")
    with pytest.raises(Invalid, match=says) as refusal:
        actions.suggest_passage(article, passage, actor=None)
    assert list(refusal.value.fields) == ["passage"]


# --- Extraction

ARTICLE = """Le chômage au Parlement

Le taux de chômage a baissé de 50 % entre 2022 et 2024, selon la ministre du Travail.

L’État a dépensé 3,2 milliards d’euros pour l’emploi en 2024, a-t-elle ajouté devant les députés.
"""


def test_extraction_suggests_each_candidate_at_its_words() -> None:
    article = claims.article(ARTICLE)
    found, new = actions.extract_claims(article, actor=None)

    assert len(found) == len(new) > 1
    places = Appearance.objects.select_related("claim")
    assert {(place.start, place.end, place.exact) for place in places} == {
        (candidate.start, candidate.end, candidate.quote) for candidate in found
    }
    for place in places:
        assert ARTICLE[place.start : place.end] == place.exact
        assert place.claim.score is not None
        assert place.claim.extractor


def test_a_second_run_finds_nothing_new() -> None:
    article = claims.article(ARTICLE)
    _found, [first, second, *_rest] = actions.extract_claims(article, actor=None)
    reviewer = people.reviewer()
    actions.dismiss(first.pk, actor=reviewer, dismissal="opinion")
    actions.edit(second.pk, actor=reviewer, seen=1, changes={"text": "Autrement dit."})

    found, new = actions.extract_claims(article, actor=None)
    assert found
    assert new == []


def test_nothing_is_found_twice_after_a_merge() -> None:
    article = claims.article(ARTICLE)
    _found, [first, second, *_rest] = actions.extract_claims(article, actor=None)
    actions.merge(first.pk, actor=people.reviewer(), into=second.pk)
    assert actions.extract_claims(article, actor=None)[1] == []


def test_the_newest_text_is_read() -> None:
    article = claims.article(ARTICLE, url="https://gazette.example/1")
    actions.extract_claims(article, actor=None)
    claims.article(ARTICLE.replace("50 %", "40 %"), url="https://gazette.example/1")
    _found, new = actions.extract_claims(article, actor=None)
    newest = article.snapshots.first()
    assert new
    assert {claim.appearances.get().snapshot for claim in new} == {newest}


def test_an_article_in_which_nothing_is_claimed() -> None:
    assert actions.extract_claims(claims.article("Bonjour !"), actor=None) == ([], [])


# --- A passage that was selected in a page


def select(text: str, passage: str, *, second: bool = False, **other: Any) -> Claim:
    """What a page sends when the passage is selected, its second occurrence where there are two."""
    snapshot = claims.snapshot(text)
    start = text.index(passage)
    if second:
        start = text.index(passage, start + 1)
    sent: dict[str, Any] = {"snapshot_id": snapshot.pk, "start": start, "words": passage} | other
    end = sent.pop("end", sent["start"] + len(passage))
    return actions.suggest_selection(snapshot.article, end=end, actor=people.contributor(), **sent)


@pytest.mark.parametrize("passage", ["𝄞 va 🇫🇷", "L’été\u0301 fut", "va 🇫🇷.\nL’été\u0301"])
def test_a_selected_passage_is_a_claim_at_its_exact_words(passage: str) -> None:
    place = select(TEXT, passage).appearances.get()
    assert (place.exact, TEXT[place.start : place.end]) == (passage, passage)


def test_a_browsers_blanks_and_hyphens_are_no_other_words() -> None:
    sent: dict[str, Any] = {"start": 7, "end": 27, "words": "12\u00a0% men\u00adteurs à\r\n bord"}
    place = select("Ce fut 12 % menteurs à bord.", "12 %", **sent).appearances.get()
    assert place.exact == "12 % menteurs à bord"


def test_of_words_that_are_there_twice_the_one_that_was_selected() -> None:
    place = select("Il ment. Oui. Il ment.", "Il ment.", second=True).appearances.get()
    assert (place.start, place.end) == (14, 22)


@pytest.mark.parametrize(
    "sent",
    [{"start": 5}, {"end": 6}, {"start": 900, "end": 907}, {"words": "Autre"}, {"words": ""}],
)
def test_other_words_than_the_text_has_there_are_refused(sent: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        select(TEXT, "𝄞 va 🇫🇷", **sent)
    assert not Claim.objects.exists()


def test_a_passage_of_an_older_text_is_refused() -> None:
    article = claims.article("Il a menti.", url="https://gazette.example/x")
    old = article.snapshots.first()
    assert old
    claims.article("Elle a menti.", url="https://gazette.example/x")
    with pytest.raises(Conflict, match="newer text"):
        actions.suggest_selection(article, old.pk, 0, 11, "Il a menti.", actor=people.contributor())


def test_who_may_not_suggest_may_not_select() -> None:
    with pytest.raises(NotAllowed):
        actions.suggest_selection(claims.article(), 1, 0, 1, "x", actor=people.auditor())
