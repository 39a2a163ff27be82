"""The desk's roles and what each may do: the one table from which the groups are made.

`grant_roles` runs at the end of every `migrate`, so that a new verb's permission reaches its roles
with the release that brings it. It adds what the table names and takes nothing away: a desk may
give its groups more.
"""

from typing import Any

from django.utils.translation import gettext_noop

_READ = ("view",)
_WORK = ("add", "change", "view")


def _model(app: str, names: str, verbs: tuple[str, ...]) -> set[str]:
    return {f"{app}.{verb}_{name}" for name in names.split() for verb in verbs}


_READ_CLAIMS = _model(
    "claims",
    "article snapshot fetch extraction claim claimant appearance anchor source topic",
    _READ,
)
_READ_REVIEWS = _model(
    "reviews",
    "claimreview evidence approval rating ratingscale contribution comment mention",
    _READ,
) | _model("history", "event", _READ)
_READ_RECORD = _model("publications", "publication publishedclaim feedentry epoch", _READ)
_READ_CHALLENGES = _model("challenges", "correctionrequest", _READ)
_DECIDE_CHALLENGES = {"challenges.decide_correctionrequest"}
_READ_ELSEWHERE = _model("elsewhere", "importedreview importedversion feedimport", _READ)

_CONTRIBUTOR = {"claims.view_article", "claims.view_snapshot", "claims.view_claim"} | {
    "claims.view_fetch",
    "claims.add_article",
    "claims.suggest_claim",
}
_REVIEWER = (
    _CONTRIBUTOR
    | _READ_CLAIMS
    | _READ_REVIEWS
    | _READ_RECORD
    | _READ_CHALLENGES
    | {"challenges.add_correctionrequest"}
    | _READ_ELSEWHERE
    | _model("claims", "article claimant source", _WORK)
    | {"claims.withdraw_source"}
    | {f"claims.{verb}_claim" for verb in ["change", "accept", "dismiss", "merge", "restore"]}
    | {
        f"reviews.{verb}_claimreview"
        for verb in ["open", "take", "release", "edit", "submit", "revise"]
    }
    | {"reviews.add_comment"}
)
_APPROVER = (
    _REVIEWER
    | _DECIDE_CHALLENGES
    | {
        f"reviews.{verb}_claimreview"
        for verb in ["approve", "request_changes", "confirm_withdrawal"]
    }
)
_EDITOR = (
    _REVIEWER
    | _DECIDE_CHALLENGES
    | _model("claims", "topic", _WORK)
    | _model("reviews", "ratingscale", _WORK)
    | {
        f"reviews.{verb}_claimreview"
        for verb in [
            "give",
            "publish",
            "propose_withdrawal",
            "confirm_withdrawal",
            "abandon",
            "reopen",
        ]
    }
)
_PARTNER_MANAGER = (
    _READ_RECORD
    | _model("partners", "partner apikey webhook", _WORK)
    | _model("partners", "keyusage delivery deliveryattempt", _READ)
    | {"partners.revoke_apikey"}
)
_AUDITOR = (
    _READ_CLAIMS
    | _READ_REVIEWS
    | _READ_RECORD
    | _READ_CHALLENGES
    | _READ_ELSEWHERE
    | _model("partners", "partner apikey keyusage webhook delivery deliveryattempt", _READ)
    | _model("accounts", "user", _READ)
    | _model("auth", "group", _READ)
)

ROLES: dict[str, set[str]] = {
    gettext_noop("contributor"): _CONTRIBUTOR,
    gettext_noop("reviewer"): _REVIEWER,
    gettext_noop("approver"): _APPROVER,
    gettext_noop("editor"): _EDITOR,
    gettext_noop("partner manager"): _PARTNER_MANAGER,
    gettext_noop("auditor"): _AUDITOR,
}


def grant_roles(using: str = "default", **_: Any) -> None:
    """Make the groups, and give each the permissions of the table that exist by now."""
    from django.contrib.auth.models import Group, Permission

    codes = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.using(using).select_related("content_type")
    }
    for name, wanted in ROLES.items():
        group, _created = Group.objects.using(using).get_or_create(name=name)
        group.permissions.add(*(codes[code] for code in wanted if code in codes))
