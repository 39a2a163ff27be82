"""Who may ask at which address: one table for the whole project.

An address that is not in it fails `test_addresses.py`, which also tries each policy. It is written
from the design (the roles of the workflow, the partner API), not from the code.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True, slots=True)
class Policy:
    """`who` is asked for what, by which methods (a read includes HEAD)."""

    who: str
    needs: str = ""
    methods: tuple[str, ...] = ("GET",)


def public(*methods: str) -> Policy:
    """Anybody, and everybody gets the same."""
    return Policy("public", methods=methods or ("GET",))


def key(scope: str, *methods: str) -> Policy:
    """A partner's key with this scope; “any” takes each."""
    return Policy("key", scope, methods or ("GET",))


def desk(*methods: str) -> Policy:
    """Whoever is signed in at the desk."""
    return Policy("desk", methods=methods or ("GET", "POST"))


def way_in(*methods: str) -> Policy:
    """The desk's door: anybody, before they are known."""
    return Policy("way in", methods=methods or ("GET", "POST"))


ANY = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
#: Only with the operator's token.
TOKEN = Policy("token")

POLICIES: dict[str, Policy] = {
    "healthz": public(),
    "readyz": public(),
    "metrics": TOKEN,
    "": public(),
    "search/": public(),
    "corrections/": public(),
    "methodology/": public(),
    "verdicts/<uuid:id>/": public(),
    "verdicts/<uuid:id>/versions/<int:number>/": public(),
    "verdicts/<uuid:id>/claimreview.json": public(),
    "verdicts/<uuid:id>/correction/": public("GET", "POST"),
    "correction-requests/<uuid:id>/": public(),
    "embed/<uuid:id>/": public(),
    "^oembed/?$": public(),
    "robots.txt": public(),
    "sitemap.xml": public(),
    "sitemaps/pages.xml": public(),
    "sitemaps/<int:number>.xml": public(),
    "record/": public(),
    "record/head/": public(),
    "record/checkpoint": public(),
    "record/proof/": public(),
    "record/consistency/": public(),
    "record/leaves/": public(),
    "record/prove.py": public(),
    "feeds/claimreview.json": public(),
    "feeds/verdicts.atom": public(),
    "feeds/corrections.atom": public(),
    "v1alpha1/claims:search": key("read"),
    "v1alpha1/claims:imageSearch": public(*ANY),  # says in Google's words that there is none
    "v1alpha1/<path:rest>": public(*ANY),
    "api/v1/schema/": public("GET", "OPTIONS"),
    "api/v1/docs/": public(),
    "api/v1/guide/": public(),
    "api/v1/guide/examples/<str:name>": public(),
    "api/v1/verdicts/": key("read"),
    "api/v1/verdicts/<uuid:id>/": key("read"),
    "api/v1/verdicts/<uuid:id>/versions/": key("read"),
    "api/v1/changes/": key("read"),
    "api/v1/snapshot/": key("read"),
    "api/v1/match/": key("match", "POST"),
    "api/v1/annotate/": key("match", "POST"),
    "api/v1/usage/": key("any"),
    "api/v1/keys/": key("any", "GET", "POST"),
    "api/v1/^keys/(?P<id>[0-9A-Za-z]{8})/revoke/$": key("any", "POST"),
    "api/v1/webhooks/": key("webhooks", "GET", "POST"),
    "api/v1/webhooks/<uuid:id>/": key("webhooks", "GET", "PATCH", "DELETE"),
    **{
        f"api/v1/webhooks/<uuid:id>/{verb}/": key("webhooks", "POST")
        for verb in ("rotate", "challenge", "pause", "resume", "test", "replay")
    },
    "api/v1/webhooks/<uuid:id>/deliveries/": key("webhooks"),
    "api/v1/webhooks/<uuid:id>/deliveries/<slug:delivery>/": key("webhooks"),
    "api/v1/correction-requests/": key("submit", "GET", "POST"),
    "api/v1/correction-requests/<uuid:id>/": key("submit"),
    "admin/login/": way_in(),
    "admin/logout/": way_in("POST"),
    "admin/account/language/": way_in("POST"),
    "admin/account/password/<uidb64>/<token>/": way_in(),
    "admin/account/": desk(),
    "admin/account/second-factor/": desk(),
    "admin/account/code/": desk(),
    "admin/account/proof/": desk(),
    "admin/account/sessions/end/": desk("POST"),
    "admin/": desk(),
    "admin/password_change/": desk(),
    "admin/password_change/done/": desk(),
    "admin/autocomplete/": desk(),
    "admin/jsi18n/": desk(),
    "admin/r/<path:content_type_id>/<path:object_id>/": desk(),
    "admin/(?P<url>.*)$": desk(),
}

_CONTRIBUTORS = {"contributor", "reviewer", "approver", "editor", "auditor"}
_REVIEWERS = {"reviewer", "approver", "editor", "auditor"}
_RECORD = _REVIEWERS | {"partner manager"}
_PARTNERS = {"partner manager", "auditor"}

#: Which roles see a model's pages; at all of its addresses others are refused.
SEEN_BY: dict[str, set[str]] = {
    **dict.fromkeys(["article", "snapshot", "claim", "fetch"], _CONTRIBUTORS),
    **dict.fromkeys(["extraction", "appearance", "anchor", "claimant", "topic"], _REVIEWERS),
    "source": _REVIEWERS,
    **dict.fromkeys(
        ["claimreview", "evidence", "approval", "contribution", "comment", "ratingscale"],
        _REVIEWERS,
    ),
    "event": _REVIEWERS,
    "correctionrequest": _REVIEWERS,
    **dict.fromkeys(["importedreview", "feedimport"], _REVIEWERS),
    **dict.fromkeys(["publication", "publishedclaim", "feedentry", "epoch"], _RECORD),
    **dict.fromkeys(["partner", "apikey", "webhook", "delivery"], _PARTNERS),
    "user": {"auditor"},
    "group": {"auditor"},
    "procrastinatejob": set(),
}


@dataclass(frozen=True, slots=True)
class Address:
    """One of the project's: its route, and the admin's model and page where it is one of those."""

    route: str
    model: str = ""


def every() -> Iterator[Address]:
    """All that the project answers, the admin's included."""
    yield from _walk(get_resolver(), "")


def _walk(resolver: Any, before: str) -> Iterator[Address]:
    for each in resolver.url_patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _walk(each, route)
        elif isinstance(each, URLPattern):
            yield Address(route, _model(route))


def _model(route: str) -> str:
    parts = route.split("/")
    is_models = parts[0] == "admin" and len(parts) > 3 and "<" not in parts[2]
    return parts[2] if is_models and parts[1] not in ("account", "password_change") else ""
