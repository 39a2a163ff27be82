"""Searching an article for claims: who asked, what came of it, and what if the worker dies."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from claims import actions
from claims.actions import extractions
from claims.extraction import Candidate, Found, extract
from claims.models import Article, Claim, Extraction
from claims.outcomes import told
from factcheck.errors import Conflict
from tests import raw
from tests.claims.model.server import BUDGET, TEXT, Serve, claim, model, says, sends
from tests.factories import claims, people

__all__ = ["model"]
pytestmark = pytest.mark.django_db

BUDGET_CLAIM = claim(
    BUDGET,
    "Le budget de la santé atteint 3,2 milliards d’euros",
    claim="Le budget de la santé publique atteint 3,2 milliards d’euros.",
)
GOOD = says(claim(), BUDGET_CLAIM, claim(BUDGET, "Le budget de la santé atteint 4 milliards"))


def jobs() -> list[int]:
    rows = raw.run(
        "SELECT (args->>'extraction')::int FROM procrastinate_jobs"
        " WHERE task_name = 'claims.find_claims' AND status = 'todo'"
    )
    return [pk for (pk,) in rows]


def only_search() -> Extraction:
    return Extraction.objects.get()


# --- By the rules: at once


def test_a_search_by_the_rules_is_done_at_once_and_written_down() -> None:
    person = people.reviewer()
    article = claims.article(TEXT)
    actions.ask_for_claims(article, actor=person)
    search = only_search()
    assert (search.article, search.snapshot) == (article, article.snapshots.get())
    assert (search.asked_by, search.extractor) == (person, "claims.extraction.extract")
    assert (search.by, search.found, search.new) == ("rules-4", 4, 4)
    assert search.ended_at
    assert told(search) == []
    assert Claim.objects.count() == 4
    assert jobs() == []


def test_a_second_search_finds_nothing_new() -> None:
    article = claims.article(TEXT)
    actions.extract_claims(article, actor=None)
    actions.extract_claims(article, actor=None)
    assert [(s.found, s.new) for s in Extraction.objects.order_by("pk")] == [(4, 4), (4, 0)]


def listing(text: str, *, language: str, published_on: Any) -> list[Candidate]:
    """An extractor that knows of nothing but candidates."""
    return extract(text, language=language, published_on=published_on)[:1]


def test_any_function_that_lists_candidates_will_do(settings: Any) -> None:
    settings.FACTCHECK_EXTRACTOR = f"{__name__}.listing"
    found, new = actions.extract_claims(claims.article(TEXT), actor=None)
    assert isinstance(found, Found)
    assert (len(found), len(new), only_search().by) == (1, 1, "rules-4")


# --- By a language model: in the worker


def test_a_page_does_not_wait_for_a_model(model: Serve) -> None:
    server = model(GOOD)
    actions.ask_for_claims(claims.article(TEXT), actor=people.reviewer())
    search = only_search()
    assert extractions.is_under_way(search)
    assert jobs() == [search.pk]
    assert not server.asked
    assert not Claim.objects.exists()


def test_the_worker_keeps_what_the_model_found_and_why_the_rest_was_dropped(model: Serve) -> None:
    model(GOOD)
    person = people.reviewer()
    asked = actions.ask_for_claims(claims.article(TEXT), actor=person)
    actions.carry_out(asked.pk)
    search = only_search()
    assert (search.by, search.found, search.new, search.named) == ("model:test-1", 4, 4, 3)
    assert search.dropped == {"not_in_sentence": 1}
    assert told(search) == [
        "The language model named 3 passages; 1 was dropped:"
        " 1 quote is not in the sentence that was named."
    ]
    extractors = set(Claim.objects.values_list("extractor", flat=True))
    assert extractors == {"model:test-1", "rules-4"}
    worded = Claim.objects.get(text="Le budget de la santé publique atteint 3,2 milliards d’euros.")
    assert worded.appearances.get().exact == BUDGET_CLAIM["quote"]
    assert worded.reasons[-1]["code"] == "model"


def test_one_job_done_twice_is_done_once(model: Serve) -> None:
    server = model(GOOD)
    asked = actions.ask_for_claims(claims.article(TEXT), actor=people.reviewer())
    actions.carry_out(asked.pk)
    actions.carry_out(asked.pk)
    assert len(server.asked) == 1
    assert Claim.objects.count() == 4


def test_a_model_that_cuts_sentences_otherwise_finds_nothing_twice(model: Serve) -> None:
    article = claims.article(TEXT)
    actions.extract_claims(article, actor=None)
    model(GOOD)
    found, new = actions.extract_claims(article, actor=None)
    assert len(found) == 4
    assert new == []


def test_where_the_model_fails_the_rules_candidates_are_there(model: Serve) -> None:
    model(sends({}, "500 Internal Server Error"))
    asked = actions.ask_for_claims(claims.article(TEXT), actor=people.reviewer())
    actions.carry_out(asked.pk)
    search = only_search()
    assert (search.new, search.trouble, search.detail) == (4, "refused", "HTTP 500")
    [said] = told(search)
    assert "(HTTP 500)" in said
    assert "rules" in said
    assert set(Claim.objects.values_list("extractor", flat=True)) == {"rules-4"}


def test_one_search_at_a_time(model: Serve) -> None:
    model(GOOD)
    article = claims.article(TEXT)
    person = people.reviewer()
    actions.ask_for_claims(article, actor=person)
    with pytest.raises(Conflict, match=str(person)):
        actions.ask_for_claims(article, actor=people.reviewer())
    with pytest.raises(Conflict):
        actions.extract_claims(article, actor=None)
    assert len(jobs()) == 1


def test_one_that_was_lost_gives_way(model: Serve) -> None:
    model(GOOD)
    article = claims.article(TEXT)
    before = timezone.now() - extractions.LOST_AFTER - timedelta(seconds=1)
    with pytest.MonkeyPatch.context() as clock:
        clock.setattr(timezone, "now", lambda: before)
        lost = actions.ask_for_claims(article, actor=people.reviewer())
        extractions.start(lost)
    second = actions.ask_for_claims(article, actor=people.reviewer())
    lost.refresh_from_db()
    assert lost.trouble == "lost"
    assert "Nothing was stored" in told(lost)[0]
    actions.carry_out(lost.pk)  # its job comes after all
    assert not Claim.objects.exists()
    actions.carry_out(second.pk)
    assert Claim.objects.count() == 4


def test_one_that_waits_for_others_is_not_lost(model: Serve) -> None:
    model(GOOD)
    waiting = actions.ask_for_claims(claims.article(TEXT), actor=people.reviewer())
    actions.ask_for_claims(claims.article(f"{TEXT} Il pleut."), actor=people.reviewer())
    locks = raw.run("SELECT lock FROM procrastinate_jobs WHERE task_name = 'claims.find_claims'")
    assert len(locks) == 2
    assert len(set(locks)) == 1  # the worker does one after the other
    with pytest.MonkeyPatch.context() as clock:
        later = timezone.now() + extractions.LOST_AFTER * 2
        clock.setattr(timezone, "now", lambda: later)
        assert extractions.is_under_way(waiting)
        clock.setattr(timezone, "now", lambda: later + extractions.WAITS_AT_MOST)
        assert not extractions.is_under_way(waiting)


def test_a_text_that_came_meanwhile_is_not_mixed_up_with_the_old_one(model: Serve) -> None:
    article = claims.article(TEXT)
    model(GOOD)
    asked = actions.ask_for_claims(article, actor=people.reviewer())
    claims.article(f"{TEXT} Il pleut.", url=article.url)
    actions.carry_out(asked.pk)
    search = only_search()
    assert (search.trouble, search.new) == ("not_stored", 0)
    assert "got a newer text" in told(search)[0]
    assert not Claim.objects.exists()


def test_what_breaks_is_told_and_raised(monkeypatch: pytest.MonkeyPatch, model: Serve) -> None:
    model(GOOD)
    asked = actions.ask_for_claims(claims.article(TEXT), actor=people.reviewer())

    def broken(*_given: Any, **_more: Any) -> Any:
        raise ZeroDivisionError("with the article's words in it")

    monkeypatch.setattr("claims.actions.extract.candidates", broken)
    with pytest.raises(ZeroDivisionError):
        actions.carry_out(asked.pk)
    search = only_search()
    assert (search.trouble, search.detail) == ("broken", "ZeroDivisionError")
    assert search.ended_at


def test_somebody_who_may_no_more_stores_nothing(model: Serve) -> None:
    model(GOOD)
    person = people.contributor()
    asked = actions.ask_for_claims(claims.article(TEXT), actor=person)
    person.groups.clear()
    actions.carry_out(asked.pk)
    assert only_search().trouble == "not_stored"
    assert not Claim.objects.exists()


# --- What PostgreSQL holds


def test_how_a_search_ended_is_never_written_anew() -> None:
    actions.extract_claims(claims.article(TEXT), actor=None)
    for change in (
        {"trouble": "busy"},
        {"new": 0},
        {"ended_at": None},
    ):
        with pytest.raises(IntegrityError, match="kept as it was"), transaction.atomic():
            Extraction.objects.update(**change)
    with raw.refused("never deleted"):
        raw.run("DELETE FROM claims_extraction")
    with raw.refused("never emptied"):
        raw.run("TRUNCATE claims_extraction")


def test_who_asked_for_one_that_is_under_way_stays(model: Serve) -> None:
    model(GOOD)
    actions.ask_for_claims(claims.article(TEXT), actor=people.reviewer())
    with pytest.raises(IntegrityError, match="kept as it was"), transaction.atomic():
        Extraction.objects.update(asked_by=people.reviewer())
    search = only_search()
    with pytest.raises(IntegrityError, match="one_at_a_time"), transaction.atomic():
        Extraction.objects.create(
            article=search.article, snapshot=search.snapshot, asked_at=timezone.now()
        )


# --- At the command line: in the foreground


def test_the_command_waits_and_tells_what_was_dropped(model: Serve) -> None:
    model(GOOD)
    out, err = io.StringIO(), io.StringIO()
    call_command("extract_claims", str(claims.article(TEXT).pk), stdout=out, stderr=err)
    assert "4 candidates, 4 of them new" in out.getvalue()
    assert "1 was dropped: 1 quote is not in the sentence" in err.getvalue()
    assert jobs() == []


def test_the_command_says_that_the_model_is_down(model: Serve) -> None:
    model(sends({}, "401 Unauthorized"))
    out, err = io.StringIO(), io.StringIO()
    call_command("extract_claims", str(claims.article(TEXT).pk), "--json", stdout=out, stderr=err)
    assert "refused our key (HTTP 401)" in err.getvalue()
    assert '"extractor": "rules"' in out.getvalue()


def test_the_command_waits_for_nobody_else(model: Serve) -> None:
    model(GOOD)
    article: Article = claims.article(TEXT)
    actions.ask_for_claims(article, actor=people.reviewer())
    with pytest.raises(CommandError, match="already"):
        call_command("extract_claims", str(article.pk))
