"""The home page: each person's work, in numbers that are exactly the lists behind them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html

from claims import actions as claim_actions
from claims import actions as triage
from factcheck.accounts.models import User, Visit
from factcheck.desk import waiting
from factcheck.publications import home as verdicts
from reviews import actions
from reviews.models import ClaimReview
from tests import raw
from tests.factories import claims, partners, people, publications, reviews

HOME = "/admin/"
ROLES = ["contributor", "reviewer", "approver", "editor", "partner manager", "auditor", ""]

SignIn = Callable[[User], Client]


@pytest.fixture
def as_(db: None) -> SignIn:
    def as_(person: User) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return as_


def page(client: Client) -> Any:
    answer = client.get(HOME)
    assert answer.status_code == 200
    return html.fromstring(answer.content.decode())


def words(tree: Any, panel: str = "content-main") -> str:
    return " ".join(tree.get_element_by_id(panel).text_content().split())


def numbers(tree: Any) -> dict[str, tuple[str, str]]:
    """Each queue's number and its address."""
    links = tree.xpath("//a[@data-queue]")
    return {link.get("data-queue"): (link.text, link.get("href")) for link in links}


def was_here(person: User, hours: float) -> None:
    before = timezone.now() - timedelta(hours=hours)
    Visit.objects.create(person=person, seen_at=timezone.now(), before=before)


def on(days: int) -> Any:
    return timezone.localdate() + timedelta(days=days)


def public(author: User, second: User, editor: User, days: int | None = None) -> ClaimReview:
    """A published verdict that is to be looked at again in so many days."""
    held = reviews.taken(author)
    reviews.written(held, author, review_by=None if days is None else on(days))
    actions.submit(held.pk, actor=author)
    return reviews.publish(reviews.approve(held, second), editor)


@pytest.fixture
def desk(db: None) -> dict[str, User]:
    """Something in every queue."""
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


def test_how_long_things_wait(as_: SignIn) -> None:
    for hours in (1, 50, 24 * 15):
        claim = claims.claim()
        since = timezone.now() - timedelta(hours=hours)
        raw.tamper("UPDATE claims_claim SET status_since = %s WHERE id = %s", since, claim.pk)
    [row, _fetches] = page(as_(people.contributor())).xpath("//section[@id='queues']//tbody/tr")
    told = [" ".join(cell.text_content().split()) for cell in row]
    assert told == ["Suggested claims", "3", "2 days", "2 weeks"]


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


def test_somebody_without_a_role_is_told_whom_to_ask(as_: SignIn) -> None:
    assert "ask an administrator" in words(page(as_(people.person())))


def test_an_empty_desk_says_what_to_do(as_: SignIn) -> None:
    tree = page(as_(people.reviewer()))
    assert "You hold no review" in words(tree, "hands")
    assert "Nothing waits for you" in words(tree, "queues")
    assert tree.xpath("//section[@id='queues']//a[@href='/admin/claims/article/add/']")
    assert "No verdict was first published" in words(tree, "verdicts")


# --- In one's hands


def test_my_leases_and_their_clocks(as_: SignIn, pass_hours: Callable[[float], None]) -> None:
    author = people.reviewer()
    lapsed = reviews.ready(author)
    pass_hours(3)
    kept = reviews.taken(author, language="en")
    pass_hours(1.5)
    rows = page(as_(author)).find_class("lease")
    assert [row.xpath("./a/@href")[0] for row in rows] == [
        f"/admin/reviews/claimreview/{review.pk}/change/" for review in (lapsed, kept)
    ]
    told = [" ".join(row.text_content().split()) for row in rows]
    assert "Lapsed" in told[0]
    assert "Anybody may take it" in told[0]
    assert "2 hours, 29 minutes left" in told[1]


def test_taking_the_next_one_leads_to_it(as_: SignIn) -> None:
    author, review = people.reviewer(), reviews.review()
    client = as_(author)
    [button] = page(client).xpath("//form[@class='next']")
    answer = client.post(button.get("action"), follow=True)
    assert answer.redirect_chain[-1][0] == f"/admin/reviews/claimreview/{review.pk}/change/"
    assert "You took the most urgent one" in answer.content.decode()
    assert reviews.fresh(review).holder == author


def test_when_there_is_none_the_home_page_says_why(as_: SignIn, settings: Any) -> None:
    client = as_(people.reviewer())
    answer = client.post("/admin/reviews/claimreview/next/", follow=True)
    assert answer.redirect_chain[-1][0] == HOME
    assert "Nothing is free" in answer.content.decode()


def test_looking_at_the_address_takes_nothing(as_: SignIn) -> None:
    review = reviews.review()
    assert as_(people.reviewer()).get("/admin/reviews/claimreview/next/").status_code == 405
    assert reviews.fresh(review).holder is None


# --- What changed meanwhile


def test_what_others_did_to_what_i_work_on(as_: SignIn) -> None:
    author, second = people.reviewer(), people.person("approver", first_name="Zoé")
    was_here(author, hours=2)
    mine, _other = reviews.submitted(author), reviews.submitted(people.reviewer())
    actions.request_changes(mine.pk, actor=second, reason="Il manque une source.")
    tree = page(as_(author))
    links = tree.xpath("//ul[@class='things']/li/a/@href")
    assert links == [f"/admin/reviews/claimreview/{mine.pk}/change/"]
    told = words(tree, "news")
    assert "→ in review Zoé, less than a minute ago" in told
    assert "Il manque une source." in told


def test_what_was_given_to_me_is_mine(as_: SignIn) -> None:
    person, review = people.reviewer(), reviews.review()
    was_here(person, hours=1)
    actions.give(review.pk, actor=people.editor(), person=person)
    assert str(review) in words(page(as_(person)), "news")


def test_a_contributor_reads_what_became_of_their_articles(as_: SignIn) -> None:
    person = people.contributor()
    claim = claims.claim(within=claims.snapshot(actor=person))
    was_here(person, hours=1)
    triage.accept(claim.pk, actor=people.reviewer())
    tree = page(as_(person))
    assert "→ accepted" in words(tree, "news")
    [row] = tree.xpath("//section[@id='articles']//tbody/tr")
    assert [cell.text for cell in row[1:]] == ["1", "0", "1"]
    assert "claimreview" not in html.tostring(tree).decode()


def test_nothing_from_before_the_last_visit_and_nothing_of_ones_own(as_: SignIn) -> None:
    author = people.reviewer()
    review = reviews.submitted(author)
    reviews.approve(review, people.approver())
    Visit.objects.create(person=author, seen_at=timezone.now(), before=timezone.now())
    reviews.taken(author)
    told = words(page(as_(author)), "news")
    assert "→ approved" not in told
    assert review.headline not in told


def test_the_whole_desks_steps_are_the_journals(as_: SignIn) -> None:
    person = people.auditor()
    was_here(person, hours=1)
    reviews.submitted(people.reviewer())
    client = as_(person)
    [link] = page(client).xpath("//section[@id='news']//a[contains(@href, 'history/event')]")
    count = client.get(link.get("href")).context["cl"].result_count
    assert count > 5
    assert f"{count} steps" in link.text


# --- The charts


def test_verdicts_and_ratings_as_numbers_that_lead_to_their_lists(as_: SignIn) -> None:
    weeks = verdicts.last_weeks()
    for week, rating in ((0, "false"), (0, "true"), (3, "false")):
        made = publications.publish(publications.verdict(rating=rating))
        at = weeks[-1 - week] + timedelta(hours=1)
        raw.tamper(
            "UPDATE publications_publishedclaim SET first_published_at = %s WHERE id = %s",
            at,
            made.verdict,
        )
    client = as_(people.partner_manager())
    tree = page(client)
    rows = tree.xpath("//section[@id='verdicts']//details//tbody/tr")
    assert [int(row[1].text_content()) for row in rows] == [0] * 8 + [1, 0, 0, 2]
    ratings = tree.xpath("//table[@class='ratings']/tbody/tr")
    assert {row[0].text: row[2].text_content() for row in ratings} == {"true": "1", "false": "2"}
    for row in [*rows, *ratings]:
        [address] = row.xpath(".//td/a/@href")
        count = client.get(address).context["cl"].result_count
        assert str(count) == row[-1].text_content()


def test_how_much_the_partners_asked(as_: SignIn) -> None:
    partners.key()
    assert "Requests" in words(page(as_(people.partner_manager())), "partners")


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
