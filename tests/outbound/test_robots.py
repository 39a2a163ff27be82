"""robots.txt by RFC 9309: what is allowed, kept, and not to be known."""

import time
from itertools import pairwise

import pytest

from factcheck.outbound.errors import BadAnswer, OutboundError, Refused
from factcheck.outbound.robots import MOST_BYTES, Robots, Rules
from tests.outbound.conftest import Ask
from tests.outbound.server import Server, answer, endless, raw, redirect


@pytest.mark.parametrize(
    ("text", "path", "may"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /b", "/a", True),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nAllow: /a/b\nDisallow: /a/b/c", "/a/b/c", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),  # as long: the kinder one
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?z", True),
        ("User-agent: *\nDisallow: /a*c", "/abbbc", False),
        ("User-agent: *\nDisallow: /é", "/%C3%A9t%C3%A9", False),
        ("User-agent: *\nDisallow: /%61", "/a", False),
        ("User-agent: *\nDisallow: /A", "/a", True),
        ("USER-AGENT : *\n disallow : /a # really", "/a", False),
        ("\ufeffUser-agent: *\rDisallow: /a\r", "/a", False),
        ("User-agent: factcheck-desk\nDisallow: /a\n\nUser-agent: *\nAllow: /", "/a", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: FactCheck-Desk\nAllow: /", "/a", True),
        ("User-agent: otherbot\nUser-agent: factcheck-desk\nDisallow: /a", "/a", False),
        ("User-agent: factcheck-desk\nDisallow: /b\nUser-agent: x\nUser-agent: factcheck-desk\n"
         "Disallow: /a", "/a", False),
        ("User-agent: otherbot\nDisallow: /", "/a", True),
        ("User-agent: factcheck\nDisallow: /", "/a", True),  # another program's name
        ("User-agent: desk\nDisallow: /", "/a", True),
        ("Disallow: /", "/a", True),
        ("<html><body>Not found</body></html>", "/a", True),
        ("User-agent: *\nCrawl-delay: 9\nSitemap: /s\nDisallow: /a", "/a", False),
        ("User-agent: x\nSitemap: /s\nUser-agent: *\nDisallow: /a", "/a", False),
        ("\x00\xff: *\nUser-agent: *\nDisallow: /a", "/a", False),
    ],
)  # fmt: skip
def test_what_a_site_says(text: str, path: str, may: bool) -> None:
    assert Rules(text.removeprefix("\ufeff")).allow(f"https://news.example{path}") == may


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"User-agent: a{n}\n" for n in range(6_000)) + "Disallow: /b\n" * 20_000,
        "User-agent: *\n" * 16_000 + "".join(f"Disallow: /{n}\n" for n in range(20_000)),
        "User-agent: *\n" + "Disallow: /" + "*a" * 200_000 + "b$\n",
        "User-agent: *\n" + "Disallow: /*a*a*a*b$\n" * 24_000,
        "User-agent: *\n" * 36_000,
        "a" * MOST_BYTES,
    ],
    ids=["names and rules", "one name again", "stars", "many stars", "names", "nothing"],
)
def test_hostile_rules_cost_little(text: str) -> None:
    began = time.process_time()
    Rules(text[:MOST_BYTES]).allow("https://news.example/" + "a" * 1_900)
    assert time.process_time() - began < 1.5


def test_a_page_that_is_not_for_programs_is_not_asked_for(server: Server, ask: Ask) -> None:
    server.pages |= {
        "/robots.txt": answer(b"User-agent: *\nDisallow: /a", type_="text/plain"),
        "/a": answer(), "/b": answer(), "/c": redirect("/a"),
    }  # fmt: skip
    for path in ("/a", "/c"):
        with pytest.raises(Refused, match=r"robots\.txt") as refused:
            ask(path)
        assert not refused.value.retry
    assert "/a" not in server.asked
    assert ask("/b").status == 200


def test_it_is_asked_once_a_day(server: Server, ask: Ask) -> None:
    server.pages |= {"/a": answer(), "/robots.txt": answer(b"User-agent: *\nAllow: /")}
    now = [0.0]
    robots = Robots(lambda: now[0])
    for hours in (0, 12, 23.9):
        now[0] = hours * 3600
        ask(robots=robots)
    assert server.asked.count("/robots.txt") == 1
    now[0] = 24.1 * 3600
    ask(robots=robots)
    assert server.asked.count("/robots.txt") == 2


@pytest.mark.parametrize("status", ["400 Bad", "401 No", "403 Forbidden", "404 None", "418 Teapot"])
def test_a_site_without_one_may_be_read(server: Server, ask: Ask, status: str) -> None:
    server.pages |= {"/a": answer(), "/robots.txt": answer(b"Disallow: /", status=status)}
    assert ask().status == 200


@pytest.mark.parametrize("status", ["500 Oops", "503 Busy", "429 Slowly"])
def test_a_site_that_cannot_say_is_not_read_now(server: Server, ask: Ask, status: str) -> None:
    server.pages |= {"/a": answer(), "/robots.txt": answer(b"", "Retry-After: 60", status=status)}
    robots = Robots()
    with pytest.raises(BadAnswer, match="could not say") as failed:
        ask(robots=robots)
    assert failed.value.retry
    assert failed.value.after == 60
    server.pages["/robots.txt"] = answer(b"")
    assert ask(robots=robots).status == 200  # what could not be known is not kept


def test_redirects_lead_to_the_rules_five_times(server: Server, ask: Ask) -> None:
    no = answer(b"User-agent: *\nDisallow: /")
    steps = ["/robots.txt", *(f"/r{n}" for n in range(1, 7))]
    for here, there in pairwise(steps):
        server.pages[here] = redirect(there)
    server.pages |= {"/a": answer(), "/r5": no}
    with pytest.raises(Refused, match=r"robots\.txt"):
        ask()
    server.pages |= {"/r5": redirect("/r6"), "/r6": no}
    assert ask().status == 200  # the sixth: as if there were none
    server.pages["/r2"] = redirect("/robots.txt")
    assert ask().status == 200
    server.pages["/r2"] = redirect("http://10.0.0.1/robots.txt")
    with pytest.raises(Refused, match="private network"):
        ask()


def test_of_a_long_one_the_first_part_counts(server: Server, ask: Ask) -> None:
    head = b"HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /a\n"
    server.pages |= {"/a": answer(), "/b": answer(), "/robots.txt": endless(head, b"#" * 9999)}
    with pytest.raises(Refused, match=r"robots\.txt"):
        ask()
    assert ask("/b").status == 200


def test_a_dead_or_slow_one_is_no_permission(server: Server, ask: Ask) -> None:
    server.pages["/a"] = answer()
    for silence in (raw(b""), endless(b"HTTP/1.1 200 OK\r\n\r\n", b"#", 0.05)):
        server.pages["/robots.txt"] = silence
        with pytest.raises(OutboundError) as failed:
            ask(seconds=0.4)
        assert failed.value.retry
    assert "/a" not in server.asked
