"""Who may call the API: `Authorization: Bearer <key>` (RFC 6750), the key's scopes and limits."""

from typing import Any

from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, NotAuthenticated
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from factcheck.partners import keys, lookup, metering, quota, reading
from factcheck.partners.lookup import Caller
from factcheck.partners.middleware import GRANT
from factcheck.partners.quota import Grant
from factcheck.problems import Problem

_HOW = "Send your API key in the header “Authorization: Bearer fck_live_…”."


class ApiKeyAuthentication(BaseAuthentication):
    """Raises a 401 that says what to do for a key that is malformed, wrong, expired or revoked.

    A request with a good key is counted here, whatever comes of it: a 429 when a limit is reached.
    """

    def authenticate(self, request: Request) -> tuple[Caller, Caller] | None:
        _refuse_key_in_url(request)
        given = request.headers.get("Authorization")
        if given is None:
            return None
        scheme, _, text = given.partition(" ")
        if scheme.lower() != "bearer":
            raise AuthenticationFailed(f"This authorization scheme is not supported. {_HOW}")
        key = keys.parse(text.strip())
        if key is None:
            raise AuthenticationFailed(
                "This is no API key of ours: its checksum does not fit. Was it cut or mistyped?"
            )
        caller = lookup.owner(key)
        if caller is None:
            raise AuthenticationFailed(
                "This API key is not valid. Check it, or ask your contact for a new one."
            )
        if caller.refusal:
            raise AuthenticationFailed(caller.refusal)
        _count(request, caller)
        return caller, caller

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="factcheck"'


class HasScope(BasePermission):
    """The key carries the view's `required_scope`: `read` where the view names none; None is any
    key. A view with `counts_as` says of a request as how many it counts; what is beyond the one
    that was counted at the door is counted here: a 429 when there are not so many left."""

    def has_permission(self, request: Request, view: Any) -> bool:
        caller = request.auth
        if not isinstance(caller, Caller):
            raise NotAuthenticated(f"An API key is needed. {_HOW}")
        scope = getattr(view, "required_scope", "read")
        if scope is not None and scope not in caller.scopes:
            own = ", ".join(sorted(caller.scopes))
            raise Problem("missing-scope", f"This needs the scope “{scope}”; your key has: {own}.")
        counts = getattr(view, "counts_as", _as_one)(request)
        if counts > 1:
            grant = metering.take(caller.account, counts=counts - 1)
            _let_through(request, grant._replace(counts=counts))
        return True


def _as_one(_request: Request) -> int:
    return 1


def _count(request: Request, caller: Caller) -> None:
    _let_through(request, request.META.get(GRANT) or metering.take(caller.account))
    reading.note(caller.key_id, request.path_info, request.META.get("QUERY_STRING", ""))


def _let_through(request: Request, grant: Grant) -> None:
    request.META[GRANT] = grant
    if not grant.allowed:
        raise over_limit(grant)


def over_limit(grant: Grant) -> Problem:
    """The 429 that says which limit was reached, and when to come back."""
    refusal = quota.refusal(grant)
    # The member's name is the draft's own.
    more: dict[str, Any] = {"violated-policies": refusal.policies}
    return Problem(refusal.type, refusal.detail, **more)


def _refuse_key_in_url(request: Request) -> None:
    for name, values in request.query_params.lists():
        if any(keys.looks_like_one(value) for value in values):
            raise Problem(
                "key-in-url",
                "Never put an API key into a URL: it ends up in logs and histories, so have this"
                f" one revoked. {_HOW}",
                parameter=name,
            )
