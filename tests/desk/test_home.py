"""The home page of each person: what is in their hands, what changed, what an empty desk says."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone
from lxml import html

from claims import actions as triage
from factcheck.accounts.models import User, Visit
from factcheck.publications import home as verdicts
from reviews import actions
from tests import raw
from tests.desk.home import HOME, page, was_here, words
from tests.factories import claims, partners, people, publications, reviews

SignIn = Callable[[User], Client]


def test_how_long_things_wait(as_: SignIn) -> None:
    for hours in (1, 50, 24 * 15):
        claim = claims.claim()
        since = timezone.now() - timedelta(hours=hours)
        raw.tamper("UPDATE claims_claim SET status_since = %s WHERE id = %s", since, claim.pk)
    [row, _fetches] = page(as_(people.contributor())).xpath("//section[@id='queues']//tbody/tr")
    told = [" ".join(cell.text_content().split()) for cell in row]
    assert told == ["Suggested claims", "3", "2 days", "2 weeks"]


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
