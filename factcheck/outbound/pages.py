"""Fetching a page: redirects, robots.txt, types and sizes, all within one time limit."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial

import httpx
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from factcheck.outbound import answers, bodies
from factcheck.outbound.deadline import Deadline
from factcheck.outbound.errors import BadAnswer, OutboundError, Refused
from factcheck.outbound.network import Policy
from factcheck.outbound.robots import MOST_BYTES, PRODUCT, Robots
from factcheck.outbound.targets import Target, following, target
from factcheck.outbound.transport import Transport

MOST_REDIRECTS = 3
_MOST_REDIRECTS_OF_ROBOTS = 5
_VERSION = "1.0"
_OF_THIS_PROCESS = Robots()


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it came. `url` is where it was found in the end; `charset` None: not said."""

    asked: str
    url: str
    status: int
    media_type: str
    charset: str | None
    content: bytes
    redirects: tuple[str, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` are for the whole: names, connections, redirects, robots.txt, the page."""

    seconds: float
    most_bytes: int


def user_agent(organization_url: str) -> str:
    """How we introduce ourselves: with where to ask about us."""
    return f"{PRODUCT}/{_VERSION} (+{organization_url})"


def fetch(
    url: str,
    *,
    limits: Limits,
    organization_url: str,
    policy: Policy | None = None,
    robots: Robots = _OF_THIS_PROCESS,
    tell: Callable[[str], None] = lambda words: None,
) -> Page:
    """Fetch a page of text. Raises OutboundError. `tell` is told what is going on, in words."""
    policy, began = policy or Policy(), time.monotonic()
    with Transport(Deadline(limits.seconds), policy) as transport:
        visit = _Visit(transport, policy, robots, user_agent(organization_url), tell)
        page = visit.page(target(url, policy.ports), limits.most_bytes)
    return replace(page, asked=url, seconds=time.monotonic() - began)


class _Visit:
    """One fetch, from the first robots.txt to the last byte."""

    def __init__(
        self, transport: Transport, policy: Policy, robots: Robots, agent: str,
        tell: Callable[[str], None],
    ) -> None:  # fmt: skip
        self._transport, self._ports, self._robots = transport, policy.ports, robots
        self._tell = tell
        self._headers = {
            "User-Agent": agent,
            "Accept": "text/html, application/xhtml+xml, text/plain;q=0.8",
            "Accept-Encoding": bodies.ENCODINGS,
        }

    def page(self, at: Target, most: int) -> Page:
        hops = [at]
        while True:
            self._check_welcome(at)
            self._tell(_("Asking %(host)s for the page.") % {"host": at.host})
            with self._asked(at) as answer:
                if answer.status_code not in answers.REDIRECTS:
                    return self._read(at, answer, most, hops)
                at = self._next(at, answer, hops, MOST_REDIRECTS)
            self._tell(_("It leads on to %(url)s.") % {"url": at.url})

    def _read(self, at: Target, answer: httpx.Response, most: int, hops: list[Target]) -> Page:
        answers.check_status(answer)
        declared, charset = answers.declared_type(answer)
        content = bodies.read(answer, most)
        size = number_format(len(content), force_grouping=True)
        self._tell(_("Read: %(size)s bytes.") % {"size": size})
        media_type = declared or answers.sniffed_type(content)
        passed = tuple(hop.url for hop in hops[:-1])
        return Page(at.url, at.url, answer.status_code, media_type, charset, content, passed, 0.0)

    def _next(self, at: Target, answer: httpx.Response, hops: list[Target], most: int) -> Target:
        """Where the redirect leads: checked whole, as if a person had given it."""
        on = following(at, answers.location(answer), self._ports)
        if at.scheme == "https" and on.scheme == "http":
            raise Refused(
                _(
                    "The page leads from https to http, where anybody on the way could change it."
                    " If you trust that, give the other address itself: %(url)s"
                )
                % {"url": on.url}
            )
        if any(on.url == hop.url for hop in hops):
            raise BadAnswer(_("The page leads in a circle. Give the article's own address."))
        if len(hops) > most:
            raise BadAnswer(
                _("The page leads on more than %(most)s times. Give the article's own address.")
                % {"most": most}
            )
        hops.append(on)
        return on

    # --- robots.txt

    def _check_welcome(self, at: Target) -> None:
        rules = self._robots.rules(at.origin, partial(self._robots_txt, at))
        if not rules.allow(at.url):
            raise Refused(
                _(
                    "“%(host)s” asks programs not to read this page (robots.txt)."
                    " Paste the article's text instead."
                )
                % {"host": at.host}
            )

    def _robots_txt(self, at: Target) -> str | None:
        """What the site says; None where it says nothing (RFC 9309, 2.3.1)."""
        self._tell(_("Asking %(host)s for its robots.txt.") % {"host": at.host})
        at = target(at.with_path("/robots.txt"), self._ports)
        hops = [at]
        while True:
            with self._asked(at) as answer:
                status = answer.status_code
                if status in answers.REDIRECTS:
                    try:
                        at = self._next(at, answer, hops, _MOST_REDIRECTS_OF_ROBOTS)
                    except BadAnswer:
                        return None
                    continue
                if status == 429 or status >= 500:
                    raise self._silent(at, answer)
                if status >= 300:
                    return None
                return bodies.read(answer, MOST_BYTES, cut=True).decode("utf-8-sig", "replace")

    def _silent(self, at: Target, answer: httpx.Response) -> OutboundError:
        return BadAnswer(
            _(
                "“%(host)s” could not say whether programs may read it"
                " (robots.txt: status %(status)s)."
            )
            % {"host": at.host, "status": answer.status_code},
            status=answer.status_code,
            retry=True,
            after=answers.retry_after(answer),
        )

    @contextmanager
    def _asked(self, at: Target) -> Iterator[httpx.Response]:
        request = httpx.Request("GET", at.url, headers=self._headers)
        answer = self._transport.handle_request(request)
        try:
            yield answer
        finally:
            answer.stream.close()  # type: ignore[union-attr]
