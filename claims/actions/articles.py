"""Taking an article in, with an immutable snapshot of its text."""

import re
from datetime import date
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import connection, transaction
from django.utils.translation import gettext as _

from claims.actions.records import edit_record
from claims.extraction import SUPPORTED
from claims.models import Article, Snapshot
from claims.reading import ReadArticle
from claims.reading.metadata import LABELS
from factcheck import text as texts
from factcheck.accounts.permissions import require
from factcheck.errors import Invalid
from factcheck.history import journal

_LANGUAGE = re.compile(r"(?=.{2,20}\Z)[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_LONGEST_URL = 2_000


class Registered(NamedTuple):
    """`created` is False when the article was here already; `new_text` tells a new snapshot.

    `kept` names what was given otherwise than a known article has it, and was left as it was.
    """

    article: Article
    snapshot: Snapshot
    created: bool
    new_text: bool
    kept: tuple[str, ...] = ()

    def told_kept(self) -> str:
        """A sentence about what was kept; "" where nothing was given otherwise."""
        names = ", ".join(str(LABELS[name]) for name in self.kept)
        return names and _(
            "It is known already, as “%(title)s”. Kept as they were: %(names)s. Change them on"
            " the article's page."
        ) % {"title": self.article.title, "names": names}


def register_article(
    read: ReadArticle,
    *,
    actor: Any,
    url: str = "",
    title: str = "",
    publisher: str = "",
    author: str = "",
    language: str = "",
    published_on: date | str | None = None,
) -> Registered:
    """Store what was read. What is given here outweighs what the page says of itself.

    The same text again changes nothing. Another text at a known address becomes a new snapshot of
    the same article. What is known of an article stays; but a date that was guessed gives way to
    one that a person gives, who may change articles. Raises Invalid for an unknown language, an
    address that is none, a bad date.
    """
    require(actor, "claims.add_article")
    url = _checked_url(url or read.url or "")
    language = checked_language(language or read.language or "")
    when = checked_date(published_on)
    given: dict[str, Any] = {
        "title": title,
        "publisher": publisher,
        "author": author,
        "published_on": when,
    }
    digest = texts.sha256(read.text)

    with transaction.atomic():
        # Two imports of one text at the same moment: the second one waits, then finds it.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [url or digest])
        known = _known_article(url, digest)
        if known:
            known = _dated(known, when, actor)
            kept = tuple(name for name, value in given.items() if _differs(known, name, value))
            snapshot = known.snapshots.filter(sha256=digest).first()
            if snapshot:
                return Registered(known, snapshot, created=False, new_text=False, kept=kept)
            article = journal.lock(Article, known.pk)
            journal.change(article, "article:new_text", actor=actor, data={"sha256": digest})
        else:
            kept = ()
            article = _new(read, url, **given)
            journal.create([article], "article:register", actor=actor, data={"sha256": digest})
        snapshot = Snapshot.objects.create(
            article=article,
            text=read.text,
            sha256=digest,
            language=language,
            source_url=url,
            raw=read.raw,
            media_type=read.media_type,
            metadata=read.metadata.document(),
            taken_by=actor,
        )
    return Registered(article, snapshot, created=known is None, new_text=True, kept=kept)


def edit_article(pk: int, *, actor: Any, seen: int, changes: dict[str, Any]) -> Article:
    """Correct what is known about an article; its text never changes.

    A date that is changed is guessed no longer.
    """
    if changes.get("url"):
        changes = changes | {"url": _checked_url(changes["url"])}
    if "published_on" in changes:
        same = Article.objects.filter(pk=pk, published_on=changes["published_on"]).exists()
        changes = changes if same else changes | {"published_on_guessed": False}
    return edit_record(Article, pk, actor=actor, seen=seen, changes=changes)


def confirm_date(pk: int, *, actor: Any, seen: int) -> Article:
    """Somebody has looked: the date that was guessed is the article's."""
    changes = {"published_on_guessed": False}
    return edit_record(Article, pk, actor=actor, seen=seen, changes=changes)


def checked_language(language: str) -> str:
    """The BCP 47 tag in its usual spelling. Raises Invalid for one the desk cannot read."""
    language = language.strip()
    known = _(" The desk reads: %(languages)s.") % {"languages": ", ".join(SUPPORTED)}
    if not language:
        raise Invalid(language=_("Say which language the text is in.") + known)
    if not _LANGUAGE.fullmatch(language) or language.lower().split("-")[0] not in SUPPORTED:
        raise Invalid(
            language=_("The language “%(language)s” is not known here.") % {"language": language}
            + known
        )
    primary, *rest = language.split("-")
    return "-".join([primary.lower(), *(p.upper() if len(p) == 2 else p for p in rest)])


def checked_date(value: date | str | None) -> date | None:
    """A date, or None for none. Raises Invalid for a text that is no date."""
    if value is None or isinstance(value, date):
        return value
    if not value.strip():
        return None
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        raise Invalid(
            published_on=_("“%(value)s” is not a date. Write it as YYYY-MM-DD, such as 2023-03-07.")
            % {"value": value}
        ) from None


def _checked_url(url: str) -> str:
    if not url:
        return ""
    try:
        URLValidator(schemes=["http", "https"])(url)
    except ValidationError:
        raise Invalid(
            url=_("“%(url)s” is not a web address. Write it whole, such as https://news.example/1.")
            % {"url": url}
        ) from None
    if len(url) > _LONGEST_URL:
        raise Invalid(
            url=_("This address is too long: it may have %(most)s characters.")
            % {"most": _LONGEST_URL}
        )
    return url


def _known_article(url: str, digest: str) -> Article | None:
    """By its address; a text without an address is known by the text itself."""
    if url:
        return Article.objects.filter(url=url).first()
    return Article.objects.filter(snapshots__sha256=digest).order_by("id").first()


def _new(
    read: ReadArticle, url: str, *, title: str, publisher: str, author: str,
    published_on: date | None,
) -> Article:  # fmt: skip
    """What is given outweighs what the page says, and that what the text begins with."""
    return Article(
        url=url,
        title=(title or read.title or _title_of(read.text))[:500],
        publisher=(publisher or read.publisher or "")[:200],
        author=(author or read.author or "")[:200],
        published_on=published_on or read.published_on,
        published_on_guessed=not published_on and read.metadata.guessed("published_on"),
    )


def _dated(article: Article, given: date | None, actor: Any) -> Article:
    """With the date that a person gives, where it was guessed so far."""
    may = actor is None or actor.has_perm("claims.change_article")
    if not (given and article.published_on_guessed and may):
        return article
    changes = {"published_on": given, "published_on_guessed": False}
    return edit_record(Article, article.pk, actor=actor, seen=article.version, changes=changes)


def _differs(article: Article, name: str, given: Any) -> bool:
    return bool(given) and getattr(article, name) != given


def _title_of(text: str) -> str:
    """The first words, where nobody gave a title: something for people to recognise it by."""
    first = " ".join(text.split()[:20])
    return first if len(first) <= 120 else f"{first[:119]}…"
