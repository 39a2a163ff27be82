"""Where somebody shows that it is them who was away for long, or before a form with passwords; and
then goes on."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from factcheck.accounts import asking, proof, sessions
from factcheck.accounts.pages import following


@sensitive_post_parameters()
def prove(request: HttpRequest) -> HttpResponse:
    form = proof.given(request)
    is_known = sessions.is_proved(request.session) and not sessions.was_left(request.session)
    if not is_known and (form is None or not proof.proves(request, form)):
        return asking.page(request, form, title=_("Is it you?"))
    return HttpResponseRedirect(following(request))
