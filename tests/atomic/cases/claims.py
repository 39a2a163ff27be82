"""Articles, claims, sources and fetches."""

from collections.abc import Callable
from typing import Any

from claims import actions
from claims.actions import Span, attempts, extractions, pages
from claims.models import Anchor, Claim, Claimant, Fetch, Source
from claims.reading import read
from factcheck.outbound.errors import OutboundError
from factcheck.outbound.pages import Page
from tests.atomic.cases.desk import Case, Desk
from tests.factories import claims
from tests.factories.claims import CLAIM, TEXT

_OTHER = "Le taux de chômage a baissé d’un tiers."
_ANOTHER_TEXT = f"Hier, à Lyon. {_OTHER} La salle a applaudi."


def _page(url: str) -> pages.Fetched:
    page = Page(url, url, 200, "text/plain", "utf-8", TEXT.encode(), (), 0.1)
    return pages.Fetched(page, read(page.content, page.media_type, url=page.url))


def _started(desk: Desk) -> Fetch:
    asked = claims.fetch(actor=desk.chief)
    started = attempts.start(asked.pk, asked.turn)
    assert started
    return started


def _moved(desk: Desk) -> Anchor:
    """A passage that waits for somebody to look."""
    claims.reread(desk.claim.appearances.get().snapshot.article, _ANOTHER_TEXT)
    return Anchor.objects.get(appearance__claim=desk.claim)


def _register(desk: Desk) -> Callable[[], Any]:
    """Another text of a known article: its claims are found again in it."""
    article = desk.claim.appearances.get().snapshot.article
    text = read(_ANOTHER_TEXT.encode())
    return lambda: actions.register_article(text, actor=desk.chief, url=article.url, language="fr")


def _edit_article(desk: Desk) -> Callable[[], Any]:
    """Approvals that quote it are void."""
    article = desk.review("approved").claim.appearances.get().snapshot.article
    return lambda: actions.edit_article(
        article.pk, actor=desk.chief, seen=article.version, changes={"title": "Un autre titre"}
    )


def _confirm(desk: Desk) -> Callable[[], Any]:
    address = '<link rel="canonical" href="https://gazette.example/2026/03/02/emploi">'
    page = read(f"<html><head>{address}</head><body><p>{TEXT}</p></body></html>".encode())
    article = actions.register_article(page, actor=None, language="fr").article
    assert article.published_on_guessed
    return lambda: actions.confirm_date(article.pk, actor=desk.chief, seen=article.version)


def _attempt(desk: Desk) -> Callable[[], Any]:
    started = _started(desk)
    return lambda: attempts.store(started, _page(started.url))


def _failed(desk: Desk) -> Callable[[], Any]:
    started = _started(desk)
    return lambda: attempts.fail(started, OutboundError("It is slow."), retry=True)


def _start(desk: Desk) -> Callable[[], Any]:
    asked = claims.fetch(actor=desk.chief)
    return lambda: attempts.start(asked.pk, asked.turn)


def _again(desk: Desk) -> Callable[[], Any]:
    fetch = claims.given_up(actor=desk.chief)
    return lambda: actions.fetch_again(fetch.pk, actor=desk.chief)


def _store_page(desk: Desk) -> Callable[[], Any]:
    fetched = _page("https://gazette.example/neuf")
    return lambda: pages.store_page(fetched, actor=desk.chief, language="fr")


def _find(desk: Desk) -> Callable[[], Any]:
    article = claims.article("Le chômage a baissé de 40 % en 2025. Il coûte 3 milliards d’euros.")

    def find() -> None:
        assert actions.extract_claims(article, actor=desk.chief)[1]

    return find


def _ask(desk: Desk) -> Callable[[], Any]:
    article = claims.article("Le chômage a baissé de 40 % en 2025. Il coûte 3 milliards d’euros.")
    return lambda: actions.ask_for_claims(article, actor=desk.chief)


def _begun(desk: Desk) -> Any:
    snapshot = claims.snapshot("Le chômage a baissé de 40 % en 2025, dit l’INSEE.")
    return extractions.begin(snapshot.article, snapshot, actor=desk.chief)


def _start_extraction(desk: Desk) -> Callable[[], Any]:
    begun = _begun(desk)
    return lambda: extractions.start(begun)


def _carry_out(desk: Desk) -> Callable[[], Any]:
    """It tells what went wrong where it can, and never stores a part of the claims."""
    begun = _begun(desk)
    return lambda: actions.carry_out(begun.pk)


def _suggest(desk: Desk) -> Callable[[], Any]:
    snapshot = claims.snapshot()
    start = snapshot.text.index(CLAIM)
    return lambda: actions.suggest(snapshot, [Span(start, start + len(CLAIM))], actor=desk.chief)


def _suggest_passage(desk: Desk) -> Callable[[], Any]:
    article = claims.article()
    return lambda: actions.suggest_passage(article, CLAIM, actor=desk.chief)


def _suggest_selection(desk: Desk) -> Callable[[], Any]:
    snapshot = claims.snapshot()
    start = snapshot.text.index(CLAIM)
    return lambda: actions.suggest_selection(
        snapshot.article, snapshot.pk, start, start + len(CLAIM), CLAIM, actor=desk.chief
    )


def _accept(desk: Desk) -> Callable[[], Any]:
    """With what was corrected: its review is opened with it."""
    edits = {"text": "Autrement.", "claimant": claims.claimant()}
    return lambda: actions.accept(desk.claim.pk, actor=desk.chief, edits=edits)


def _merge(desk: Desk) -> Callable[[], Any]:
    """Away from a claim whose review waits: it is given up, the appearances move."""
    review = desk.review("open")
    return lambda: actions.merge(review.claim_id, actor=desk.chief, into=desk.other.pk)


def _restore(desk: Desk) -> Callable[[], Any]:
    merged = actions.merge(desk.claim.pk, actor=desk.chief, into=desk.other.pk)
    return lambda: actions.restore(merged.pk, actor=desk.chief, reason="Non.")


def _edit(desk: Desk) -> Callable[[], Any]:
    """Of a claim whose review is approved: the approval is void."""
    claim = Claim.objects.get(pk=desk.review("approved").claim_id)
    return lambda: actions.edit(
        claim.pk, actor=desk.chief, seen=claim.version, changes={"text": "Autrement."}
    )


def _name(desk: Desk) -> Callable[[], Any]:
    return lambda: actions.name_claimant(
        desk.claim.pk, "Rosa Neuve", actor=desk.chief, seen=desk.claim.version,
        changes={"text": "Autrement."},
    )  # fmt: skip


def _acknowledge(desk: Desk) -> Callable[[], Any]:
    anchor = _moved(desk)
    return lambda: actions.acknowledge(desk.claim.pk, actor=desk.chief, anchor=anchor.pk)


def _place(desk: Desk) -> Callable[[], Any]:
    anchor = _moved(desk)
    start = anchor.snapshot.text.index(_OTHER)
    return lambda: actions.place(
        desk.claim.pk, actor=desk.chief, anchor=anchor.pk, start=start,
        end=start + len(_OTHER), words=_OTHER,
    )  # fmt: skip


def _place_by_words(desk: Desk) -> Callable[[], Any]:
    anchor = _moved(desk)
    return lambda: actions.place_by_words(
        desk.claim.pk, actor=desk.chief, anchor=anchor.pk, passage=_OTHER
    )


def _edit_source(desk: Desk) -> Callable[[], Any]:
    """Approvals that rest on it are void."""
    source = Source.objects.filter(evidence__review=desk.review("approved")).get()
    return lambda: actions.edit_record(
        Source, source.pk, actor=desk.chief, seen=source.version, changes={"title": "Tableau 5"}
    )


def _withdraw_source(desk: Desk) -> Callable[[], Any]:
    source = claims.source()
    return lambda: actions.withdraw_source(source.pk, actor=desk.chief, reason="Retirée.")


def _restore_source(desk: Desk) -> Callable[[], Any]:
    source = actions.withdraw_source(claims.source().pk, actor=desk.chief, reason="Retirée.")
    return lambda: actions.restore_source(source.pk, actor=desk.chief, reason="Revenue.")


_ROOM = "claims.actions"
CASES: dict[str, Case] = {
    f"{_ROOM}.articles.register_article": _register,
    f"{_ROOM}.articles.edit_article": _edit_article,
    f"{_ROOM}.articles.confirm_date": _confirm,
    f"{_ROOM}.attempts.start": _start,
    f"{_ROOM}.attempts.store": _attempt,
    f"{_ROOM}.attempts.fail": _failed,
    f"{_ROOM}.fetches.ask_for_page": lambda desk: (
        lambda: actions.ask_for_page("https://gazette.example/neuf", actor=desk.chief)
    ),
    f"{_ROOM}.fetches.fetch_again": _again,
    f"{_ROOM}.pages.store_page": _store_page,
    f"{_ROOM}.extract.extract_claims": _find,
    f"{_ROOM}.extract.ask_for_claims": _ask,
    f"{_ROOM}.extract.carry_out": _carry_out,
    f"{_ROOM}.extractions.start": _start_extraction,
    f"{_ROOM}.suggest.suggest": _suggest,
    f"{_ROOM}.suggest.suggest_passage": _suggest_passage,
    f"{_ROOM}.suggest.suggest_selection": _suggest_selection,
    f"{_ROOM}.triage.accept": _accept,
    f"{_ROOM}.triage.dismiss": lambda desk: (
        lambda: actions.dismiss(
            desk.claim.pk, actor=desk.chief, dismissal="opinion", edits={"text": "Autrement."}
        )
    ),
    f"{_ROOM}.triage.merge": _merge,
    f"{_ROOM}.triage.restore": _restore,
    f"{_ROOM}.triage.edit": _edit,
    f"{_ROOM}.claimants.name_claimant": _name,
    f"{_ROOM}.passages.acknowledge": _acknowledge,
    f"{_ROOM}.passages.place": _place,
    f"{_ROOM}.passages.place_by_words": _place_by_words,
    f"{_ROOM}.records.create_record": lambda desk: (
        lambda: actions.create_record(Claimant, actor=desk.chief, name="Rosa Neuve")
    ),
    f"{_ROOM}.records.edit_record": _edit_source,
    f"{_ROOM}.sources.add_source": lambda desk: (
        lambda: actions.add_source(
            actor=desk.chief, title="Neuve", kind="dataset", url="https://stats.example/neuf"
        )
    ),
    f"{_ROOM}.sources.withdraw_source": _withdraw_source,
    f"{_ROOM}.sources.restore_source": _restore_source,
}
