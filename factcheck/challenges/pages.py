"""Where a reader says that a verdict is wrong, and reads what became of it.

No account, no cookie, no script. The page of a request is known by its address alone, which only
whoever wrote it is given; it says nothing of who that was.
"""

import hashlib
from datetime import UTC
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from factcheck.accounts.addresses import client_address
from factcheck.challenges import actions
from factcheck.challenges.forms import AskForm
from factcheck.challenges.models import CorrectionRequest
from factcheck.errors import DeskError, Invalid, Stale
from factcheck.partners import metering
from factcheck.partners.quota import Limit, shared
from factcheck.publications.formats import words
from factcheck.publications.models import PublishedClaim
from factcheck.publications.rendering import shell

_HOUR, _DAY = 3_600, 86_400
#: From one network address, and from all readers together: what the desk can read.
_PER_HOUR, _PER_DAY = 5, 500


@csrf_exempt  # nobody is signed in here: there is nothing that another site could use
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, id: UUID) -> HttpResponse:
    head = PublishedClaim.objects.filter(pk=id).defer("body").first()
    if head is None:
        raise Http404
    with translation.override(words.of(head.language)):
        if request.method != "POST":
            return _form(request, head, AskForm(initial={"version": head.version}))
        form = AskForm(request.POST)
        if not form.is_valid():
            return _form(request, head, form, status=400)
        return _receive(request, head, form)


@require_safe
def told(request: HttpRequest, id: UUID) -> HttpResponse:
    """What became of a request, for whoever wrote it."""
    rows = CorrectionRequest.objects.select_related("publication", "duplicate_of", "outcome")
    found = rows.defer("publication__body", "outcome__body").filter(uid=id).first()
    if found is None:
        raise Http404
    with translation.override(words.of(found.publication.language)):
        first = found.duplicate_of or found
        return _page(request, "told", {"asked": found, "decided": first})


def _receive(request: HttpRequest, head: PublishedClaim, form: AskForm) -> HttpResponse:
    given = form.cleaned_data
    if wait := _over_limit(request):
        form.add_error(None, _wait_words(wait))
        answer = _form(request, head, form, status=429)
        answer["Retry-After"] = str(wait)
        return answer
    try:
        received = actions.receive(
            head.pk,
            message=given["message"],
            evidence=given["evidence"].splitlines(),
            version=given["version"],
            name=given["name"],
            email=given["email"],
        )
    except DeskError as error:
        return _refused(request, head, form, error)
    return HttpResponseRedirect(
        reverse("correction-request-page", args=[received.request.uid]), status=303
    )


def _refused(
    request: HttpRequest, head: PublishedClaim, form: AskForm, error: DeskError
) -> HttpResponse:
    """The form again, with everything that was typed, and what is wrong."""
    if isinstance(error, Stale):  # who sends it again has read the new version
        typed: Any = form.data
        data = typed.copy()
        data["version"] = str(error.current)
        form.data = data
    fields = error.fields if isinstance(error, Invalid) else {}
    for name, text in fields.items():
        form.add_error(name if name in form.fields else None, text)
    if not fields:
        form.add_error(None, str(error))
    return _form(request, head, form, status=409 if isinstance(error, Stale) else 400)


def _over_limit(request: HttpRequest) -> int:
    """Count this message: 0 lets it through, else so many seconds to wait. The address itself is
    kept nowhere."""
    address = client_address(request) or "unknown"
    whose = hashlib.sha256(address.encode()).hexdigest()[:32]
    limits = [
        Limit("hour", f"reader:{whose}", _PER_HOUR, _HOUR),
        Limit("day", "readers", _PER_DAY, _DAY),
    ]
    reserved = shared.reserve([(limit, 1, 1) for limit in limits], metering.rows)
    return max((int(each.ends_in) + 1 for each in reserved if not each.granted), default=0)


def _wait_words(seconds: int) -> str:
    return _(
        "Too many messages came in a short time. Yours is still here: send it again in"
        " %(minutes)s minutes."
    ) % {"minutes": -(-seconds // 60)}


def _form(
    request: HttpRequest, head: PublishedClaim, form: AskForm, status: int = 200
) -> HttpResponse:
    return _page(request, "ask", {"head": head, "form": form}, status=status)


def _page(
    request: HttpRequest, name: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    spoken = translation.get_language() or "en"
    with timezone.override(UTC):
        whole = shell.frame(spoken) | context
        answer = render(request, f"challenges/{name}.html", whole, status=status)
    answer["Content-Language"] = spoken
    answer["Cache-Control"] = "no-store"
    return answer
