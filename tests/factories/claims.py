"""Articles and the claims in them, for tests. What a test does not name does not matter to it."""

from itertools import count
from typing import Any

from claims import actions
from claims.actions import Span, attempts
from claims.models import Article, Claim, Claimant, Fetch, Snapshot, Source, Topic
from claims.reading import read
from factcheck.outbound.errors import OutboundError
from tests.factories import people

_numbers = count(1)

CLAIM = "Le taux de chômage a baissé de moitié."
TEXT = f"« Nous avons tenu parole », a-t-elle dit. {CLAIM} La salle a applaudi."


def article(
    text: str = TEXT,
    *,
    url: str | None = None,
    language: str = "fr",
    actor: Any = None,
    **more: Any,
) -> Article:
    """A registered article, at an address of its own unless one is given."""
    if url is None:
        url = f"https://gazette.example/{next(_numbers)}"
    about = {"title": "Le débat sur l’emploi", "publisher": "La Gazette"} | more
    return actions.register_article(
        read(text.encode()), actor=actor, url=url, language=language, **about
    ).article


def fetch(url: str = "", *, actor: Any = None, **about: Any) -> Fetch:
    """An address that waits to be fetched."""
    url = url or f"https://gazette.example/{next(_numbers)}"
    return actions.ask_for_page(url, actor=actor or people.contributor(), **about)


def given_up(**more: Any) -> Fetch:
    """An address whose page could not be had."""
    asked = fetch(**more)
    started = attempts.start(asked.pk, asked.turn)
    assert started
    attempts.fail(started, OutboundError("There is no such page."), retry=False)
    return Fetch.objects.get(pk=asked.pk)


def snapshot(text: str = TEXT, **more: Any) -> Snapshot:
    """The newest text of a new article."""
    newest = article(text, **more).snapshots.first()
    assert newest
    return newest


def claim(
    text: str = CLAIM,
    *,
    accepted_by: Any = None,
    within: Snapshot | None = None,
    language: str = "fr",
    **details: Any,
) -> Claim:
    """A suggested claim at its exact words, in a new article or `within` a snapshot.

    `details` (claimant, claimed_on, topics) are filled in by somebody who has no other part in it.
    """
    if within is None:
        within = snapshot(f"Hier, à Lyon. {text} La salle a applaudi.", language=language)
    start = within.text.index(text)
    [new] = actions.suggest(within, [Span(start, start + len(text))], actor=None)
    if details:
        actions.edit(new.pk, actor=people.reviewer(), seen=1, changes=details)
    if accepted_by:
        actions.accept(new.pk, actor=accepted_by)
    return Claim.objects.get(pk=new.pk)


def claimant(name: str = "Jeanne Martin", **more: Any) -> Claimant:
    return actions.create_record(Claimant, actor=None, name=name, **{"kind": "Person"} | more)


def source(**more: Any) -> Source:
    """A primary source with an archived copy."""
    about = {
        "title": "Tableau 4",
        "kind": "dataset",
        "url": "https://stats.example/4",
        "publisher": "Institut",
        "archived_url": "https://archive.example/4",
    }
    return actions.create_record(Source, actor=None, **about | more)


def topic(slug: str = "emploi") -> Topic:
    known = Topic.objects.filter(slug=slug).first()
    return known or actions.create_record(Topic, actor=None, slug=slug, name=slug.title())
