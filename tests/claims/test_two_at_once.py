"""Two people, or two imports, at the same moment: the second one finds what the first one did."""

from collections.abc import Callable

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from claims import actions
from claims.actions.fetches import TASK
from claims.models import Article, Claim, Snapshot, Topic
from claims.workflow import State
from factcheck.errors import Conflict, Invalid
from factcheck.history import replay
from tests.factories import claims, people
from tests.together import together, while_it_waits

pytestmark = pytest.mark.usefixtures("committed")


@pytest.mark.parametrize("url", ["", "https://gazette.example/1"])
def test_one_text_imported_twice_at_once_is_kept_once(url: str) -> None:
    outcomes = together(*[lambda: claims.article("Un texte.", url=url)] * 3)
    assert len({article.pk for article in outcomes}) == 1
    assert (Article.objects.count(), Snapshot.objects.count()) == (1, 1)


def test_one_address_asked_for_twice_at_once_is_fetched_once() -> None:
    outcomes = together(*[lambda: claims.fetch("https://gazette.example/1")] * 3)
    assert len({fetch.pk for fetch in outcomes}) == 1
    assert ProcrastinateJob.objects.filter(task_name=TASK).count() == 1
    assert not list(replay.differences())


def test_one_article_read_twice_at_once_is_suggested_once() -> None:
    article = claims.article("Le taux de chômage a baissé de 50 % entre 2022 et 2024.")
    outcomes = together(*[lambda: actions.extract_claims(article, actor=None)] * 2)
    assert sorted(len(new) for _found, new in outcomes) == [0, 1]
    assert Claim.objects.count() == 1


def test_of_two_topics_of_one_short_name_the_second_is_told() -> None:
    editor = people.editor()

    def sport() -> Topic:
        return actions.create_record(Topic, actor=editor, slug="sport", name="Sport")

    with transaction.atomic():
        sport()
        second = while_it_waits(sport)
    refusal = second.result()
    assert isinstance(refusal, Invalid)
    assert "slug" in refusal.fields


def test_of_two_who_decide_at_once_one_wins() -> None:
    claim = claims.claim()
    first, second = people.reviewer(), people.reviewer()
    outcomes = together(
        lambda: actions.accept(claim.pk, actor=first),
        lambda: actions.dismiss(claim.pk, actor=second, dismissal="opinion"),
    )
    refused = [outcome for outcome in outcomes if not isinstance(outcome, Claim)]
    assert [type(error) for error in refused] == [Conflict]
    claim.refresh_from_db()
    assert claim.status == (State.DISMISSED if outcomes[0] in refused else State.ACCEPTED)
    assert list(replay.differences()) == []


def test_two_claims_merged_into_each_other_at_once() -> None:
    """Each locks both, in one order: neither waits for the other for ever."""
    somebody = people.reviewer()

    def merge(claim: Claim, into: Claim) -> Callable[[], Claim]:
        return lambda: actions.merge(claim.pk, actor=somebody, into=into.pk)

    for done in range(1, 9):
        a, b = claims.claim(), claims.claim()
        outcomes = together(merge(a, into=b), merge(b, into=a))
        assert {type(outcome) for outcome in outcomes} == {Claim, Conflict}
        assert Claim.objects.filter(status=State.DUPLICATE).count() == done
    assert list(replay.differences()) == []


def test_a_claim_is_restored_while_the_one_that_holds_its_words_is_merged_away() -> None:
    a, b, c, somebody = claims.claim(), claims.claim(), claims.claim(), people.reviewer()
    own = set(a.appearances.values_list("pk", flat=True))
    actions.merge(a.pk, actor=somebody, into=b.pk)

    with transaction.atomic():
        actions.merge(b.pk, actor=somebody, into=c.pk)
        restoring = while_it_waits(lambda: actions.restore(a.pk, actor=somebody))
    assert isinstance(restoring.result(), Claim)
    assert set(a.appearances.values_list("pk", flat=True)) == own
    assert list(replay.differences()) == []
