"""The home page of a desk at work: everything that waits, in numbers that are exactly the lists
behind them; each role its own."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims import actions as claim_actions
from factcheck.accounts.models import User
from factcheck.desk import waiting
from reviews import actions
from reviews.models import ClaimReview
from tests.conftest import for_a_module
from tests.desk.home import HOME, numbers, page, was_here, words
from tests.factories import claims, people, reviews

ROLES = ["contributor", "reviewer", "approver", "editor", "partner manager", "auditor", ""]

SignIn = Callable[[User], Client]


def on(days: int) -> Any:
    return timezone.localdate() + timedelta(days=days)


def public(author: User, second: User, editor: User, days: int | None = None) -> ClaimReview:
    """A published verdict that is to be looked at again in so many days."""
    held = reviews.taken(author)
    reviews.written(held, author, review_by=None if days is None else on(days))
    actions.submit(held.pk, actor=author)
    return reviews.publish(reviews.approve(held, second), editor)


@pytest.fixture(scope="module")
def desk(test_database: None, django_db_blocker: Any) -> Iterator[dict[str, User]]:
    with for_a_module(django_db_blocker):
        yield busy()


def busy() -> dict[str, User]:
    """Something in every queue; who has a hand in it, by role."""
    who = {role: people.person(role) for role in ROLES if role} | {"": people.superuser()}
    author, second, editor = who["reviewer"], who["approver"], who["editor"]
    claims.claim()
    claims.claim()
    claims.given_up()
    reviews.review()
    for holder in who["reviewer"], who["approver"], who["editor"], who[""]:
        reviews.taken(holder)
    reviews.submitted(author)
    reviews.submitted(second)
    reviews.approved(author, second)
    scheduled = reviews.approved(author, second)
    later = timezone.now() + timedelta(hours=30)
    actions.schedule(scheduled.pk, actor=editor, publish_at=later)
    for days in (-20, 10, 200, None):
        last = public(author, second, editor, days)
    actions.propose_withdrawal(last.pk, actor=editor, public_reason="La vidéo était truquée.")
    source = last.evidence.get().source
    claim_actions.withdraw_source(source.pk, actor=author, reason="La vidéo était truquée.")
    claims.reread(last.claim.appearances.get().snapshot.article, "Rien de ce qui était là.")
    return who


# --- The numbers


def test_everything_that_waits_is_counted_where_it_waits(
    desk: dict[str, User], as_: SignIn
) -> None:
    found = {name: number for name, (number, _a) in numbers(page(as_(desk["approver"]))).items()}
    assert found == {
        "suggested": "2",
        "unsettled": "1",
        "unfetched": "1",
        "mine": "1",
        "open": "1",
        "for_me": "1",
        "submitted": "2",
        "approved": "1",
        "scheduled": "1",
        "due": "2",
        "article_changed": "1",
        "unsound": "1",
        "withdrawals": "1",
        "challenges": "0",
        "accepted": "0",
        "late": "0",
    }


def test_a_number_is_exactly_the_list_behind_it(desk: dict[str, User], as_: SignIn) -> None:
    for role, person in desk.items():
        client = as_(person)
        for name, (number, address) in numbers(page(client)).items():
            answer = client.get(address)
            assert answer.status_code == 200, address
            assert str(answer.context["cl"].result_count) == number, (role, name)


def test_who_edited_a_revision_is_not_asked_to_be_its_second_person(
    desk: dict[str, User], as_: SignIn
) -> None:
    client = as_(desk["approver"])
    rows = list(client.get(numbers(page(client))["for_me"][1]).context["cl"].queryset)
    assert [review.author for review in rows] == [desk["reviewer"]]


def test_somebody_is_already_looking_again_at_what_is_being_revised(
    desk: dict[str, User], as_: SignIn
) -> None:
    due = ClaimReview.objects.get(review_by=on(-20))
    actions.revise(due.pk, actor=desk["editor"], reason="La date est passée.")
    assert numbers(page(as_(desk["auditor"])))["due"][0] == "1"


def test_a_queue_that_is_not_ones_work_filters_nothing(desk: dict[str, User], as_: SignIn) -> None:
    client = as_(desk["auditor"])
    for name in ("for_me", "mine", "no-such-queue"):
        answer = client.get(f"/admin/reviews/claimreview/?queue={name}")
        assert answer.status_code == 302
        assert answer["Location"].endswith("?e=1")


def test_very_long_queues_are_not_counted_to_the_end(
    desk: dict[str, User], as_: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "MOST", 1)
    tree = page(as_(desk["auditor"]))
    assert numbers(tree)["suggested"][0] == "1+"
    assert numbers(tree)["open"][0] == "1"
    assert "Of more than 1" in words(tree, "queues")


def test_what_has_a_date_is_told_by_its_date(desk: dict[str, User], as_: SignIn) -> None:
    told = words(page(as_(desk["editor"])), "queues")
    assert "in 1 day" in told  # the scheduled one
    assert "2 weeks late" in told  # the verdict that should have been looked at again


# --- Each role


WORK = {"hands", "queues", "news", "verdicts"}


def test_each_role_has_a_home(desk: dict[str, User], as_: SignIn) -> None:
    for role, panels, queues in (
        ("contributor", {"articles", "queues", "news"}, {"suggested"}),
        ("reviewer", WORK, {"suggested", "mine", "open"}),
        ("approver", WORK, {"for_me", "mine", "withdrawals"}),
        ("editor", WORK, {"approved", "scheduled", "due"}),
        ("partner manager", {"partners", "queues", "verdicts"}, set()),
        ("auditor", WORK - {"hands"} | {"partners"}, {"open", "submitted"}),
    ):
        tree = page(as_(desk[role]))
        assert {card.get("id") for card in tree.find_class("card")} == panels
        assert set(numbers(tree)) >= queues
        assert ("for_me" in numbers(tree)) == (role == "approver")
        assert ("mine" in numbers(tree)) == ("hands" in panels)


def test_no_number_of_what_one_may_not_see(desk: dict[str, User], as_: SignIn) -> None:
    assert set(numbers(page(as_(desk["contributor"])))) == {"suggested", "unfetched"}
    told = words(page(as_(desk["partner manager"])))
    assert "Suggested" not in told
    assert "step" not in told


# --- Speed


def test_the_page_costs_the_same_however_much_there_is(desk: dict[str, User], as_: SignIn) -> None:
    clients = {role: as_(person) for role, person in desk.items()}
    for person in desk.values():
        was_here(person, hours=1)

    def costs() -> dict[str, int]:
        found = {}
        for role, client in clients.items():
            with CaptureQueriesContext(connection) as queries:
                assert client.get(HOME).status_code == 200
            found[role] = len(queries)
        return found

    before = costs()
    for _ in range(3):
        actions.submit(reviews.ready(desk["editor"]).pk, actor=desk["editor"])
        reviews.published(desk["reviewer"], desk["approver"], desk["editor"])
        reviews.taken(desk["reviewer"])
        claims.claim()
    assert costs() == before
    assert max(before.values()) <= 12
