"""What partners do for themselves: their keys, and what they used. Never those of another one."""

from typing import Any

from django.http import HttpResponse
from django.utils import translation
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from factcheck import bodies
from factcheck.errors import Invalid
from factcheck.partners import actions, lookup, metering, usage
from factcheck.partners.api import documentation, serializers
from factcheck.partners.lookup import Caller
from factcheck.partners.middleware import grant_of
from factcheck.partners.models import ApiKey, KeyUsage, Partner
from factcheck.partners.quota import Standing
from factcheck.problems import Problem
from factcheck.publications.api import parameters
from factcheck.publications.document import timestamp

#: How many keys are listed: those that live, and then the newest.
_SHOWN = 100


class AccountView(APIView):
    """Of the partner whose key it is; any scope will do."""

    required_scope: str | None = None
    #: The query parameters that its GET takes.
    query: tuple[parameters.Parameter, ...] = ()
    parser_classes = (bodies.StrictJSONParser,)

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        with translation.override("en"):  # refusals are the verbs' own, in the API's language
            return super().dispatch(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        table = self.query if request.method == "GET" else ()
        self.given = parameters.read(request.META.get("QUERY_STRING", ""), table)
        self.caller: Caller = request.auth  # type: ignore[assignment]

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        answer = super().finalize_response(request, response, *args, **kwargs)
        answer["Cache-Control"] = "no-store"
        return answer

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """The methods are in the `Allow` header, the rest in the schema."""
        return HttpResponse(status=204)


class KeyList(AccountView):
    @documentation.list_keys
    def get(self, request: Request) -> Response:
        """Yours alone, live ones first; the secrets are shown nowhere."""
        found = usage.with_last_use(_keys_of(self.caller))[:_SHOWN]
        return Response({"results": [_key(key, self.caller) for key in found]})

    @documentation.create_key
    def post(self, request: Request) -> Response:
        """The answer shows the key, this once: keep it. Two live ones at most, ten made a day."""
        given = bodies.read(request, serializers.NewKey)
        caller = self.caller
        partner = Partner.objects.get(pk=caller.partner_id)
        days = given.get("expires_in_days", min(actions.DEFAULT_DAYS, partner.longest_key_days))
        try:
            key, secret = actions.create_key(
                partner,
                scopes=given["scopes"],
                days=days,
                label=given.get("label", ""),
                actor=None,
                by_key=caller.key_id,
            )
        except Invalid as error:
            raise _in_our_words(error) from None
        return Response(_key(key, caller) | {"key": str(secret)}, status=201)


class KeyRevocation(AccountView):
    @documentation.revoke_key
    def post(self, request: Request, id: str) -> Response:
        """Refused everywhere within 30 seconds, for good. It may be the key that you call with."""
        given = bodies.read(request, serializers.Revocation)
        caller = self.caller
        found = _keys_of(caller).filter(public_id=id).first()
        if found is None:
            raise Problem("not-found", f"You have no key with the id {id}.")
        actions.revoke_key(
            found.pk, actor=None, reason=given.get("reason", ""), by_key=caller.key_id
        )
        key = usage.with_last_use(_keys_of(caller)).get(pk=found.pk)
        return Response(_key(key, caller) | {"note": _ended(key, caller)})


class UsageOverview(AccountView):
    @documentation.get_usage
    def get(self, request: Request) -> Response:
        """Your limits as they stand with this request counted, and the last 30 days (UTC) of each
        of your keys, without the days on which it was not used."""
        metering.flush()
        keys = list(_keys_of(self.caller).select_related("reading")[:_SHOWN])
        days = usage.lately(keys)
        grant = grant_of(request._request)
        return Response(
            {
                "partner": self.caller.partner,
                "key": self.caller.key_id,
                "limits": [_limit(standing) for standing in grant.standings] if grant else [],
                "keys": [
                    {
                        "id": key.public_id,
                        "label": key.label,
                        "feed": _feed(key),
                        "days": [_day(row) for row in days[key.pk]],
                    }
                    for key in keys
                    if days[key.pk] or key.is_live()
                ],
            }
        )


def _keys_of(caller: Caller) -> Any:
    return ApiKey.objects.filter(partner=caller.partner_id).live_first()


def _key(key: Any, caller: Caller) -> dict[str, Any]:
    last = getattr(key, "last_used_at", None)
    return {
        "id": key.public_id,
        "label": key.label,
        "scopes": key.scopes,
        "created_at": timestamp(key.created_at),
        "expires_at": timestamp(key.expires_at),
        "revoked_at": timestamp(key.revoked_at) if key.revoked_at else None,
        "last_used_at": timestamp(last) if last else None,
        "is_calling": key.public_id == caller.key_id,
    }


def _ended(key: ApiKey, caller: Caller) -> str:
    within = f"within {lookup.REMEMBERED_SECONDS} seconds"
    if key.public_id == caller.key_id:
        return f"You revoked the key that you called with: it is refused {within}."
    return f"The key is refused {within}."


def _limit(standing: Standing) -> dict[str, Any]:
    limit = standing.limit
    return {
        "name": limit.name,
        "counts": "partner" if limit.name == "day" else "key",
        "limit": limit.most,
        "window_seconds": limit.seconds,
        "used": limit.most - standing.remaining,
        "remaining": standing.remaining,
        "resets_in_seconds": standing.resets_in,
    }


def _feed(key: ApiKey) -> dict[str, Any] | None:
    read = getattr(key, "reading", None)
    return read and {"position": read.position, "asked_at": timestamp(read.asked_at)}


def _day(row: KeyUsage) -> dict[str, Any]:
    return {"day": row.day.isoformat(), "requests": row.requests, "refused": row.refused}


def _in_our_words(error: Invalid) -> Invalid:
    """The verb's refusal, by the names of the body's fields."""
    names = {"days": "expires_in_days"}
    return bodies.wrong_fields(
        {names.get(name, name): str(text) for name, text in error.fields.items()}
    )
