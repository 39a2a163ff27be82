"""Verbs done to many reviews: each as if alone, of exactly what was seen, with a report of each."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factcheck.history.models import Event
from reviews import actions
from reviews.models import ClaimReview
from tests.factories import claims, people, reviews

SignIn = Callable[[str], Client]
LIST = "/admin/reviews/claimreview/"


def ask(client: Client, verb: str, *chosen: ClaimReview, query: str = "") -> Any:
    """Tick them in the list, and press Go."""
    ticked = [review.pk for review in chosen]
    return client.post(f"{LIST}{query}", {"action": verb, "_selected_action": ticked})


def answer(client: Client, asked: Any, **more: Any) -> Any:
    """Press the button of the page that asks, as it stands."""
    page = asked.content.decode()
    given: dict[str, Any] = dict(re.findall(r'name="((?:seen|digest)-\d+)" value="(\w+)"', page))
    given["chosen"] = re.findall(r'name="chosen" value="(\d+)" id="[^"]+" checked', page)
    [action] = re.findall(r'action="([^"]*/bulk/[^"]*)"', page)
    return client.post(action, given | more)


def report(page: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page.content.decode()))


def test_what_was_shown_is_approved_and_each_is_reported(sign_in: SignIn) -> None:
    client = sign_in("approver")
    first, second = reviews.submitted(people.reviewer()), reviews.submitted(people.reviewer())
    unready = reviews.ready(people.reviewer())
    asked = ask(client, "approve", first, second, unready)
    told = report(asked)
    assert "Il a baissé de 0,2 point." in told
    assert "7,3 % contre 7,5 %" in told
    assert "Not possible: it is “in review”." in told
    done = report(answer(client, asked))
    assert "2 done, 0 refused" in done
    for review in (first, second):
        assert reviews.fresh(review).status == "approved"
    assert reviews.fresh(unready).status == "in_review"
    assert Event.objects.filter(verb="review:approve").count() == 2


def test_what_changed_since_it_was_shown_is_refused_alone(sign_in: SignIn) -> None:
    client = sign_in("approver")
    source = claims.source()
    item = reviews.evidence_item(source=source)
    quoting = reviews.submitted(people.reviewer(), evidence=[item])
    moved, same = reviews.submitted(people.reviewer()), reviews.submitted(people.reviewer())
    asked = ask(client, "approve", quoting, moved, same)
    # A source reworded elsewhere leaves the version as it is: the digest tells.
    claims.actions.edit_record(
        type(source), source.pk, actor=people.reviewer(), seen=1, changes={"title": "Tableau 5"}
    )
    actions.request_changes(moved.pk, actor=people.approver(), reason="Trop court.")
    done = report(answer(client, asked))
    assert "1 done, 2 refused" in done
    assert "The content was changed while you were reading it" in done
    assert "was changed while you were working on it (“Request changes”" in done
    states = [reviews.fresh(review).status for review in (quoting, moved, same)]
    assert states == ["submitted", "in_review", "approved"]


def test_nobody_approves_their_own_in_bulk(sign_in: SignIn) -> None:
    client = sign_in("approver")
    me = people.person(username=_user(client))
    mine = reviews.submitted(me)
    asked = ask(client, "approve", mine)
    assert "You edited this revision" in report(asked)
    page = asked.content.decode()
    given = dict(re.findall(r'name="((?:seen|digest)-\d+)" value="(\w+)"', page))
    done = client.post(f"{LIST}bulk/approve/", given | {"chosen": [mine.pk]})
    assert "0 done, 1 refused" in report(done)
    assert reviews.fresh(mine).status == "submitted"


def test_published_one_by_one(sign_in: SignIn) -> None:
    client = sign_in("editor")
    ready = [reviews.approved(people.reviewer(), people.approver()) for _ in range(2)]
    done = report(answer(client, ask(client, "publish", *ready)))
    assert "2 done, 0 refused" in done
    assert all(reviews.fresh(review).is_public for review in ready)


def test_given_released_and_abandoned_with_what_they_ask_for(sign_in: SignIn) -> None:
    client, person = sign_in("editor"), people.reviewer()
    both = [reviews.review(), reviews.review()]
    asked = ask(client, "give", *both)
    assert answer(client, asked).status_code == 400  # to nobody
    assert "2 done" in report(answer(client, asked, person=person.pk))
    assert {reviews.fresh(review).holder for review in both} == {person}
    assert "2 done" in report(answer(client, ask(client, "release", *both)))
    asked = ask(client, "abandon", *both)
    again = answer(client, asked, reason=" ")
    assert again.status_code == 400
    assert "2 done" in report(answer(client, again, reason="Sans intérêt."))
    events = Event.objects.filter(verb="review:abandon")
    assert {event.reason for event in events} == {"Sans intérêt."}


def test_a_lease_too_many_is_told_for_the_one_that_it_stops(sign_in: SignIn, settings: Any) -> None:
    settings.LEASES_PER_PERSON = 1
    client = sign_in("reviewer")
    both = [reviews.review(), reviews.review()]
    done = report(answer(client, ask(client, "take", *both)))
    assert "1 done, 1 refused" in done
    assert "as many as one may" in done


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        ("reviewer", {"take", "release"}),
        ("approver", {"take", "release", "approve"}),
        ("editor", {"take", "release", "give", "publish", "abandon"}),
        ("auditor", set()),
    ],
)
def test_each_role_is_offered_its_own(sign_in: SignIn, role: str, offered: set[str]) -> None:
    client, review = sign_in(role), reviews.submitted(people.reviewer())
    page = client.get(LIST).content.decode()
    found = set(re.findall(r'<option value="(\w+)">', page))
    assert found == offered
    for verb in {"approve", "publish", "abandon"} - offered:
        given = {"chosen": review.pk, f"seen-{review.pk}": review.version, "reason": "x"}
        assert "1 refused" in report(client.post(f"{LIST}bulk/{verb}/", given))
    assert reviews.fresh(review).status == "submitted"


def test_those_who_may_not_see_reviews_learn_nothing(sign_in: SignIn) -> None:
    client = sign_in("partner manager")
    assert client.post(f"{LIST}bulk/take/", {"chosen": 1}).status_code == 403
    assert sign_in("editor").post(f"{LIST}bulk/edit/", {"chosen": 1}).status_code == 404


def test_without_a_word_on_what_was_seen_nothing_is_done(sign_in: SignIn) -> None:
    client, review = sign_in("reviewer"), reviews.review()
    done = client.post(f"{LIST}bulk/take/", {"chosen": review.pk})
    assert "the page does not say what you saw of it" in report(done)
    assert reviews.fresh(review).status == "open"


def test_nothing_chosen_leads_back_to_the_same_list(sign_in: SignIn) -> None:
    client = sign_in("reviewer")
    for again in (client.post(f"{LIST}bulk/take/?status__exact=open", {}),
                  client.get(f"{LIST}bulk/take/?status__exact=open")):  # fmt: skip
        assert (again.status_code, again["Location"]) == (302, f"{LIST}?status__exact=open")


def test_each_review_costs_the_page_the_same(sign_in: SignIn) -> None:
    """A handful of queries for each content that is shown in full, and no more for the tenth."""
    client = sign_in("approver")
    shown, costs = [], []
    for _ in range(3):
        shown.append(reviews.submitted(people.reviewer()))
        with CaptureQueriesContext(connection) as queries:
            ask(client, "approve", *shown)
        costs.append(len(queries))
    assert costs[2] - costs[1] == costs[1] - costs[0] <= 8


def _user(client: Client) -> str:
    from django.contrib.auth import get_user

    request: Any = type("Request", (), {"session": client.session})()
    return get_user(request).get_username()


@pytest.mark.parametrize("number", ["9" * 40, "-1", "x", "0"])
def test_what_is_no_review_is_chosen_in_vain(sign_in: SignIn, number: str) -> None:
    client = sign_in("approver")
    back = client.post(f"{LIST}bulk/approve/", {"chosen": number, f"seen-{number}": "1"})
    assert (back.status_code, back["Location"]) == (302, f"{LIST}?")
