"""What the desk's pages ask a proof for: the person shows again that it is them."""

from collections.abc import Collection
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from factcheck.accounts import asking


class AsksForProof(admin.ModelAdmin):
    """An admin that names the acts before which `accounts.asking` asks for a proof.

    `proven` are its verbs, as the workflow's table says (`Machine.proven`), and "add" and "change"
    for its forms; `proven_actions` those of the list's actions that are done at once.
    """

    proven: Collection[str] = ()
    proven_actions: Collection[str] = ()

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        act = "change" if object_id else "add"
        if request.method == "POST" and act in self.proven:
            about = self.get_object(request, object_id) if object_id else self.opts.verbose_name
            if page := asking.before(request, title=_("Save"), about=about):
                return page
        return super().changeform_view(request, object_id, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen = set(request.POST.getlist("action")) & set(self.proven_actions)
        if chosen and (page := asking.before(request, title=self._label(request, chosen.pop()))):
            return page
        return super().changelist_view(request, *args, **kwargs)

    def _label(self, request: HttpRequest, action: str) -> Any:
        found: Any = self.get_actions(request).get(action)
        return found[2] if found else _("Go on")
