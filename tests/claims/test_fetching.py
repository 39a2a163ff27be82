"""An article by its web address: asked for, fetched by the worker, tried again, given up."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from claims import actions
from claims.actions import attempts, fetches
from claims.fetching import LONGEST_WAIT, MOST_ATTEMPTS, WAITS
from claims.models import Article, Fetch, Snapshot
from factcheck.errors import Conflict, Invalid, NotAllowed, Stale
from factcheck.history import journal, replay
from factcheck.outbound.errors import OutboundError
from tests import raw
from tests.claims.fetching import connect
from tests.factories import claims, people
from tests.outbound.server import PAGE, Server, answer, endless, redirect, serving

pytestmark = pytest.mark.django_db

URL = "http://gazette.example/a"
OTHER = PAGE.replace(b"12 %", b"15 %")


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with serving(a=answer()) as server:
        connect(server, monkeypatch)
        yield server


def ask(url: str = URL, **about: Any) -> Fetch:
    return actions.ask_for_page(url, actor=people.contributor(), **about)


def jobs() -> list[ProcrastinateJob]:
    return list(ProcrastinateJob.objects.filter(task_name=fetches.TASK).order_by("id"))


def work() -> Fetch:
    """What the worker does with the job that was made last."""
    attempts.run(**jobs()[-1].args)
    return Fetch.objects.get()


def verbs(fetch: Fetch) -> list[str]:
    return [event.verb.partition(":")[2] for event in journal.events_of(fetch)]


# --- Asking


def test_who_asks_gets_a_job_in_the_same_transaction(web: Server) -> None:
    with raw.undone():
        ask()
    assert not jobs()
    assert not Fetch.objects.exists()
    fetch = ask(title="Le chômage", published_on="2023-03-09", publisher="")
    [job] = jobs()
    assert job.args == {"pk": fetch.pk, "turn": 1}
    assert fetch.status == "waiting"
    assert fetch.about == {"title": "Le chômage", "published_on": "2023-03-09"}
    assert web.asked == []


def test_an_address_that_waits_is_not_asked_for_twice(web: Server) -> None:
    first = ask()
    assert ask("HTTP://Gazette.Example:80/a#part") == first
    assert len(jobs()) == 1
    assert verbs(first) == ["ask"]


@pytest.mark.parametrize(
    ("url", "about", "told"),
    [
        ("gazette.example/a", {}, "not a web address"),
        ("http://10.0.0.1/", {}, "private network"),
        ("ftp://gazette.example/", {}, "Only http"),
        (URL, {"language": "de"}, "language"),
        (URL, {"published_on": "hier"}, "not a date"),
    ],
)
def test_what_is_not_fetched_is_told_at_once(url: str, about: dict[str, str], told: str) -> None:
    with pytest.raises(Invalid, match=told):
        ask(url, **about)
    assert not jobs()


def test_who_may_not_bring_articles_may_not_ask() -> None:
    for asking in (actions.ask_for_page, actions.fetch_article):
        with pytest.raises(NotAllowed):
            asking(URL, actor=people.auditor())
    fetch = ask()
    with pytest.raises(NotAllowed):
        actions.fetch_again(fetch.pk, actor=people.auditor())


# --- Storing


def test_a_page_becomes_an_article_of_who_asked(web: Server) -> None:
    asked = ask(title="Mon titre", language="fr-FR")
    fetch = work()
    assert verbs(fetch) == ["ask", "start", "store"]
    assert (fetch.status, fetch.attempts, fetch.http_status) == ("stored", 1, 200)
    assert (fetch.size, fetch.final_url) == (len(PAGE), URL)
    assert fetch.article and fetch.snapshot
    assert (fetch.article.url, fetch.article.title) == (URL, "Mon titre")
    assert "baissé de 12 %" in fetch.snapshot.text
    assert bytes(fetch.snapshot.raw) == PAGE
    assert (fetch.snapshot.language, fetch.snapshot.taken_by) == ("fr-FR", asked.asked_by)
    assert not list(replay.differences())


def test_the_same_text_again_changes_nothing(web: Server) -> None:
    ask()
    first = work()
    again = ask()
    assert again == first
    assert work().status == "unchanged"
    assert Snapshot.objects.count() == 1


def test_another_text_is_kept_beside_the_first(web: Server) -> None:
    ask()
    first = work()
    web.pages["/a"] = answer(OTHER)
    actions.fetch_again(first.pk, actor=people.reviewer(), seen=first.version)
    second = work()
    assert (second.status, second.article) == ("stored", first.article)
    assert Article.objects.count() == 1
    assert Snapshot.objects.count() == 2


def test_a_known_article_is_fetched_again_by_its_page(web: Server) -> None:
    article = claims.article(url="HTTP://gazette.example/a")
    actions.ask_for_page(article.url, actor=people.reviewer(), article=article)
    assert work().article == article
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    ("canonical", "kept"),
    [
        (None, "http://gazette.example/b"),
        ("http://gazette.example/c", "http://gazette.example/c"),
        ("https://elsewhere.example/c", "http://gazette.example/b"),
        ("http://gazette.example/", "http://gazette.example/b"),
    ],
)
def test_addresses_of_one_page_are_one_article(
    web: Server, canonical: str | None, kept: str
) -> None:
    link = f'<head><link rel="canonical" href="{canonical}">'.encode()
    page = PAGE.replace(b"<head>", link) if canonical else PAGE
    victim = claims.article(url="https://elsewhere.example/c")
    web.pages |= {"/b": answer(page), "/short": redirect("/b"), "/b?utm=x": redirect("/b")}
    for url in ("http://gazette.example/short", "http://gazette.example/b?utm=x"):
        attempts.run(ask(url).pk, 1)
        article = Fetch.objects.get(url=url).article
        assert article and article.url == kept
    assert Article.objects.count() == 2
    assert victim.snapshots.count() == 1


def test_an_article_that_is_gone_is_not_its_sites_front_page(web: Server) -> None:
    web.pages |= {"/a": redirect("/"), "/": answer(OTHER)}
    ask()
    fetch = work()
    assert fetch.status == "given_up"
    assert "front page" in fetch.error
    assert not Article.objects.exists()


# --- What fails


def test_what_may_pass_is_tried_again_later_and_later(web: Server) -> None:
    web.pages["/a"] = answer(b"", status="503 Busy")
    ask()
    for attempt, wait in enumerate(WAITS, 1):
        fetch = work()
        assert (fetch.status, fetch.attempts, fetch.http_status) == ("failed", attempt, 503)
        assert "problem of its own" in fetch.error
        assert fetch.next_try_at and jobs()[-1].scheduled_at == fetch.next_try_at
        assert abs(fetch.next_try_at - timezone.now() - wait) < timedelta(seconds=5)
    fetch = work()
    assert (fetch.status, fetch.attempts, fetch.next_try_at) == ("given_up", MOST_ATTEMPTS, None)
    assert len(jobs()) == MOST_ATTEMPTS
    assert not Article.objects.exists()
    assert not list(replay.differences())


def test_it_can_come_back_meanwhile(web: Server) -> None:
    web.pages["/a"] = answer(b"", status="503 Busy")
    ask()
    failed = work()
    web.pages["/a"] = answer()
    assert work().status == "stored"
    assert verbs(failed) == ["ask", "start", "fail", "start", "store"]
    assert Fetch.objects.get().error == ""


@pytest.mark.parametrize(
    ("after", "waits"),
    [("5", WAITS[0]), ("1800", timedelta(minutes=30)), ("99999999", LONGEST_WAIT)],
)
def test_a_site_may_ask_to_wait_for_longer(web: Server, after: str, waits: timedelta) -> None:
    web.pages["/a"] = answer(b"", f"Retry-After: {after}", status="429 Slowly")
    ask()
    next_try = work().next_try_at
    assert next_try
    assert abs(next_try - timezone.now() - waits) < timedelta(seconds=5)


@pytest.mark.parametrize(
    ("page", "told"),
    [
        (answer(b"", status="404 Not Found"), "no such page"),
        (answer(b"%PDF", type_="application/pdf"), "no page of text"),
        (redirect("http://192.168.1.1/admin"), "private network"),
        (answer(b"<html><body></body></html>"), "No article"),
        (answer(b"\x00\x01", type_="text/plain"), "control character"),
        (answer(b"x" * 5_300_000), "larger than"),
        (answer(b"Der Hund hat den Mann gebissen.", type_="text/plain"), "language"),
    ],
)
def test_what_will_not_pass_is_given_up_at_once(
    web: Server, page: Callable[..., None], told: str
) -> None:
    web.pages["/a"] = page
    ask()
    fetch = work()
    assert fetch.status == "given_up"
    assert told in fetch.error
    assert not Article.objects.exists()
    assert len(jobs()) == 1


def test_what_went_wrong_is_told_in_the_language_of_who_asked(web: Server) -> None:
    web.pages["/a"] = answer(b"", status="404 Not Found")
    asker = people.person("contributor", language="fr")
    told: list[str] = []

    def spy(url: str) -> Any:
        from django.utils.translation import get_language

        told.append(get_language() or "")
        raise OutboundError("non")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(attempts, "fetch_page", spy)
        actions.ask_for_page(URL, actor=asker)
        assert work().error == "non"
    assert told == ["fr"]


def test_who_may_no_longer_bring_articles_brings_none(web: Server) -> None:
    fetch = ask()
    assert fetch.asked_by
    fetch.asked_by.groups.clear()
    assert work().status == "given_up"
    assert not Article.objects.exists()


# --- Two at once, and workers that die


def test_an_older_job_does_nothing(web: Server) -> None:
    web.pages["/a"] = answer(b"", status="503 Busy")
    fetch = ask()
    work()
    actions.fetch_again(fetch.pk, actor=people.contributor())
    asked = len(web.asked)
    for job in jobs()[:-1]:
        attempts.run(**job.args)
    assert len(web.asked) == asked
    web.pages["/a"] = answer()
    assert work().status == "stored"
    work()  # the same job, run twice
    assert verbs(fetch) == ["ask", "start", "fail", "ask_again", "start", "store"]


def killed(fetch: Fetch) -> None:
    """As a worker leaves it that is killed in the middle."""
    assert attempts.start(fetch.pk, fetch.turn)


def test_a_job_whose_worker_died_goes_on(web: Server) -> None:
    fetch = ask()
    killed(fetch)
    done = work()
    assert (done.status, done.attempts) == ("stored", 2)
    assert verbs(fetch) == ["ask", "start", "start", "store"]


def test_a_page_that_kills_each_worker_is_given_up(web: Server) -> None:
    fetch = ask()
    for _ in range(MOST_ATTEMPTS):
        killed(fetch)
    assert work().status == "given_up"
    assert web.asked == []


def test_who_comes_too_late_stores_nothing(web: Server) -> None:
    """A worker that was thought dead, and ends after the one that took over."""
    fetch = ask()
    late = attempts.start(fetch.pk, 1)
    assert late
    fetched = attempts.fetch_page(URL)
    web.pages["/a"] = answer(OTHER)
    assert work().status == "stored"
    attempts.store(late, fetched)
    attempts.fail(late, OutboundError("late"), retry=True)
    assert Snapshot.objects.count() == 1
    assert Fetch.objects.get().status == "stored"


def test_nobody_asks_again_while_it_is_fetched_but_when_it_is_lost(
    web: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetch = ask()
    with pytest.raises(Conflict, match="waiting"):
        actions.fetch_again(fetch.pk, actor=people.contributor())
    killed(fetch)
    with pytest.raises(Conflict, match="“fetching”"):
        actions.fetch_again(fetch.pk, actor=people.contributor())
    with pytest.raises(Stale):
        actions.fetch_again(fetch.pk, actor=people.contributor(), seen=1)
    now = timezone.now
    monkeypatch.setattr(timezone, "now", lambda: now() + timedelta(minutes=11))
    actions.fetch_again(fetch.pk, actor=people.contributor())
    assert work().status == "stored"


def test_nothing_is_stored_half(web: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Something of ours breaks when the text is in, and the row's last step is not."""
    store = attempts.store_page

    def breaks(*given: Any, **more: Any) -> None:
        store(*given, **more)
        assert Article.objects.exists()
        raise RuntimeError("the database is away")

    fetch = ask()
    with monkeypatch.context() as patch, pytest.raises(RuntimeError):
        patch.setattr(attempts, "store_page", breaks)
        work()
    assert not Article.objects.exists()
    assert verbs(fetch) == ["ask", "start"]
    assert work().status == "stored"  # the worker tries its job again


def test_a_slow_page_is_left_at_the_deadline(web: Server, settings: Any) -> None:
    settings.FETCH_SECONDS = 1
    web.pages["/a"] = endless(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"x", 0.05)
    ask()
    fetch = work()
    assert fetch.status == "failed"
    assert "1 seconds" in fetch.error


# --- What PostgreSQL holds besides


@pytest.mark.parametrize(
    ("change", "match"),
    [
        ("status = 'stored'", "no event"),
        ("status = 'elsewhere'", "no event"),
        ("error = 'x'", "no event"),
        ("turn = 9", "no event"),
    ],
)
def test_nothing_moves_without_its_event(web: Server, change: str, match: str) -> None:
    fetch = ask()
    with raw.refused(match):
        raw.run(f"UPDATE claims_fetch SET {change} WHERE id = %s", fetch.pk)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("status = 'unchanged'", "fetch_with_text_has_it"),
        ("status = 'given_up'", "fetch_failure_is_told"),
        ("status = 'failed', error = 'x'", "fetch_next_try_if_failed"),
        ("next_try_at = now()", "fetch_next_try_if_failed"),
        ("status = 'elsewhere'", "fetch_state_is_known"),
    ],
)
def test_no_state_without_what_belongs_to_it(web: Server, change: str, constraint: str) -> None:
    fetch = ask()
    with raw.refused(constraint):
        raw.tamper(f"UPDATE claims_fetch SET {change} WHERE id = %s", fetch.pk)
