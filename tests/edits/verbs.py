"""Every verb that is pressed on a page, or on a list, and a row on which it can be."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from claims import actions as triage
from claims.models import Article, Source
from claims.reading import read
from factcheck.partners.models import ApiKey, Webhook
from tests.allowed.acting import Situation
from tests.allowed.reviews import situations
from tests.factories import challenges, claims, partners, people, publications, webhooks
from tests.reviews.verbs import digest


@dataclass(frozen=True, slots=True)
class Press:
    """`make` returns the row, and who may press (None: anybody). `both` says why two who press at
    once may both be right, or is empty: exactly one is."""

    make: Callable[[], tuple[Any, Any]]
    answers: Callable[[Any], dict[str, Any]] = lambda row: {}
    both: str = ""


def _in(name: str, relation: str = "stranger") -> Callable[[], tuple[Any, Any]]:
    def make() -> tuple[Any, Any]:
        it: Situation = situations.made(name)
        return it.row, it.people[relation]

    return make


def _free(make: Callable[[], Any]) -> Callable[[], tuple[Any, Any]]:
    return lambda: (make(), people.superuser())


def _said(**answers: Any) -> Callable[[Any], dict[str, Any]]:
    return lambda row: answers


_REASON = _said(reason="Ainsi.")


def _guessed() -> Article:
    address = "https://gazette.example/2026/03/02/" + people.person().username
    page = f'<html><head><link rel="canonical" href="{address}"></head><body><p>{claims.TEXT}'
    return triage.register_article(read(page.encode()), actor=None, language="fr").article


def _merged() -> Any:
    return triage.merge(claims.claim().pk, actor=people.superuser(), into=claims.claim().pk)


def _withdrawn_source() -> Source:
    return triage.withdraw_source(claims.source().pk, actor=people.superuser(), reason="Retirée.")


def _request() -> Any:
    publication = publications.publish()
    row = challenges.request(publication)
    challenges.request(publication, "C’est faux, et je peux le montrer.")
    publications.correct(publication)
    return row


def _key() -> ApiKey:
    return partners.key(partner=partners.partner(people.person().username))[0]


def _endpoint(state: str = "active") -> Callable[[], Webhook]:
    def make() -> Webhook:
        owner = partners.partner(people.person().username)
        return webhooks.proven(owner, f"https://{owner.slug}.example/hook", state)

    return make


def _schedule(row: Any) -> dict[str, Any]:
    return {"publish_at_0": "2036-01-01", "publish_at_1": "08:00"}


def _give(row: Any) -> dict[str, Any]:
    return {"person": people.reviewer().pk}


def _duplicate(row: Any) -> dict[str, Any]:
    other = type(row).objects.filter(verdict=row.verdict).exclude(pk=row.pk).get()
    return {"duplicate_of": other.pk}


def _correction(row: Any) -> dict[str, Any]:
    versions = type(row.publication).objects.filter(verdict=row.verdict)
    return {"outcome": versions.latest("version").pk}


_REVIEW = {
    "take": Press(_in("open")),
    "give": Press(_in("open"), _give),
    "release": Press(_in("in_review", "holder")),
    "take_over": Press(_in("in_review"), _REASON),
    "submit": Press(_in("in_review", "holder")),
    "request_changes": Press(_in("submitted"), _REASON),
    "recall": Press(_in("submitted", "author")),
    "approve": Press(_in("submitted"), lambda row: {"digest": digest(row)}),
    "schedule": Press(_in("approved"), _schedule),
    "unschedule": Press(_in("scheduled")),
    "publish": Press(_in("approved")),
    "revise": Press(_in("published"), _REASON),
    "propose_withdrawal": Press(_in("published"), _said(public_reason="Une erreur.")),
    "decline_withdrawal": Press(_in("proposed"), _REASON),
    "withdraw": Press(_in("proposed")),
    "note": Press(_in("published"), _said(claimant_contacted="on", notes="Relu.")),
    "abandon": Press(_in("open"), _REASON),
    "reopen": Press(_in("abandoned"), _REASON),
    "comment": Press(
        _in("open"), _said(text="Lu."), both="a comment changes nothing of the review"
    ),
}


_CLAIM = {
    "accept": Press(_free(claims.claim)),
    "dismiss": Press(_free(claims.claim), _said(dismissal="opinion")),
    "merge": Press(_free(claims.claim), lambda row: {"into": claims.claim().pk}),
    "restore": Press(_free(_merged)),
}
_REQUEST = {
    "accept": Press(_free(_request)),
    "decline": Press(_free(_request), _said(answer="Non.")),
    "mark_duplicate": Press(_free(_request), _duplicate),
    "discard": Press(_free(_request), _REASON),
    "correct": Press(_free(_request), _correction),
    "reconsider": Press(
        _free(lambda: challenges.actions.accept(_request().pk, actor=people.superuser())), _REASON
    ),
}
_WEBHOOK = {
    "rotate": Press(_free(_endpoint()), _said(hours=1)),
    "test": Press(_free(_endpoint())),
    "replay": Press(
        _free(_endpoint()),
        _said(first=1),
        both="nothing waits: nothing is written",
    ),
    "pause": Press(_free(_endpoint())),
    "resume": Press(_free(_endpoint("paused"))),
    "challenge": Press(_free(_endpoint("disabled"))),
    "disable": Press(_free(_endpoint()), _REASON),
    "delete": Press(_free(_endpoint()), _REASON),
}

VERBS: dict[tuple[str, str], Press] = {
    **{("reviews.claimreview", verb): press for verb, press in _REVIEW.items()},
    **{("claims.claim", verb): press for verb, press in _CLAIM.items()},
    **{("challenges.correctionrequest", verb): press for verb, press in _REQUEST.items()},
    **{("partners.webhook", verb): press for verb, press in _WEBHOOK.items()},
    ("claims.article", "confirm_date"): Press(_free(_guessed)),
    ("claims.article", "extract"): Press(
        _free(claims.article), both="the second search finds what the first one suggested"
    ),
    ("claims.article", "suggest"): Press(
        _free(claims.article), _said(passage=claims.CLAIM), both="a passage may be suggested twice"
    ),
    ("claims.article", "fetch"): Press(
        _free(claims.article), both="an address that waits is not asked for twice"
    ),
    ("claims.source", "withdraw"): Press(_free(claims.source), _REASON),
    ("claims.source", "restore"): Press(_free(_withdrawn_source), _REASON),
    ("claims.fetch", "again"): Press(_free(claims.given_up)),
    ("partners.apikey", "revoke"): Press(_free(_key)),
}

#: Takes back one comment, named by a button beside it.
ELSEWHERE = {("reviews.claimreview", "retract")}
