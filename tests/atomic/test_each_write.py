"""Each INSERT, UPDATE and DELETE of each verb is made to fail: nothing is half done, nothing is
announced, and the verb can be done again."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import OperationalError, connection

from factcheck.elsewhere.models import FeedImport, ImportedReview, ImportedVersion
from factcheck.history import replay
from factcheck.publications import verification
from tests import raw
from tests.atomic.cases import CASES, Desk, desk
from tests.atomic.failing import Writes, left_by, undone, writes_of
from tests.atomic.verbs import functions
from tests.conftest import for_a_module
from tests.factories import elsewhere, publications
from tests.seeds import chance

pytestmark = pytest.mark.django_db

#: They write nothing by themselves: they read, check, or are a step within a verb's transaction.
NO_VERBS = {
    "claims.actions": {
        "anchors.find", "anchors.keep", "anchors.counted", "anchors.counts", "anchors.told",
        "articles.checked_language", "articles.checked_date",
        "claimants.on_one_line",
        "extract.candidates",
        "extractions.begin", "extractions.is_under_way", "extractions.under_way",
        "extractions.leave_to_worker", "extractions.end", "extractions.end_if_open",
        "extractions.check_open", "extractions.ended_meanwhile",
        "fetches.defer",
        "pages.fetch_page",
        "sources.at_address",
        "spans.exact_words", "spans.words_at", "spans.span_of",
        "triage.locked",
        "unknown.unknown",
    },
    "reviews.actions": {
        "following.content_touched", "steps.move", "steps.told_of", "steps.held_by",
        "steps.contribute",
    },
    "factcheck.accounts.actions": {"password_link"},
    "factcheck.challenges.actions": {"deciding.answered_by", "settling.settle"},
    "factcheck.elsewhere.actions": {"seen.during", "seen.first_time", "storing.store"},
    "factcheck.partners.actions": {"calling_key"},
    "factcheck.partners.webhooks.actions": {
        "registering.checked_label", "registering.check_not_there",
        "steps.check_may", "steps.locked", "steps.check_challenges", "steps.checked_events",
        "steps.new_secret", "steps.send_ping",
    },
}  # fmt: skip
#: They go over the network, and then do another verb of the table.
BY_ANOTHER = {"claims.actions.pages.fetch_article", "claims.actions.attempts.run"}
#: A transaction for each batch: below.
IN_BATCHES = {"factcheck.elsewhere.actions.importing.import_feed"}
#: It tells what went wrong, where people see it.
TELLS = {"claims.actions.extract.carry_out": {"claims_extraction"}}


@pytest.fixture(scope="module")
def world(test_database: None, django_db_blocker: Any) -> Iterator[Desk]:
    with for_a_module(django_db_blocker):
        made = desk()
        publications.commit()
        yield made


def test_every_verb_has_its_case() -> None:
    """A new verb needs one; a new helper is named among those that are no verbs."""
    helpers = {f"{room}.{name}" for room, names in NO_VERBS.items() for name in names}
    assert set(functions()) == set(CASES) | helpers | BY_ANOTHER | IN_BATCHES


def half_done(name: str, world: Desk, wanted: int | None = None) -> list[str]:
    """What each failure leaves; of so many of its writes, the last one among them."""
    found = []
    with raw.undone():
        verb = CASES[name](world)
        publications.commit()
        count = writes_of(verb)
        assert count, f"{name} writes nothing"
        some = list(range(count))
        if wanted is not None and count > wanted:
            some = [*chance(name).sample(range(count - 1), wanted - 1), count - 1]
        for number in some:
            left = set(filter(None, left_by(verb, number).split(", "))) - TELLS.get(name, set())
            if left:
                found.append(f"{name}, write {number + 1} of {count}: {', '.join(sorted(left))}")
        verb()  # and now it can be done
        publications.commit()
        if wanted is None:
            found += [*replay.differences(), *verification.differences()]
    return found


@pytest.mark.parametrize("name", CASES)
def test_a_verb_that_fails_leaves_nothing_half_done(world: Desk, name: str) -> None:
    assert half_done(name, world, wanted=2) == []


@pytest.mark.long
@pytest.mark.parametrize("name", CASES)
def test_a_verb_that_fails_anywhere_leaves_nothing_half_done(world: Desk, name: str) -> None:
    assert half_done(name, world) == []


def test_a_feed_that_breaks_off_has_whole_batches_and_is_taken_up_again(db: None) -> None:
    def one_batch() -> None:
        elsewhere.imported(elsewhere.item(1), elsewhere.item(2))

    def stored() -> tuple[int, int]:
        assert ImportedReview.objects.count() == ImportedVersion.objects.count()
        [[indexed]] = raw.run("SELECT count(DISTINCT item) FROM elsewhere_matchposting")
        return ImportedReview.objects.count(), indexed

    for number in range(writes_of(one_batch)):
        with undone():
            with (
                pytest.raises(OperationalError),
                connection.execute_wrapper(Writes(number, on_the_way=True)),
            ):
                one_batch()
            connection.needs_rollback = False
            assert stored() in {(0, 0), (2, 2)}, number
            assert not FeedImport.objects.exclude(finished_at=None).exists()
            one_batch()
            assert stored() == (2, 2)
