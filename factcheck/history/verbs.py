"""What an event's verb is called, for people: what its button says, in their language."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from factcheck.history import replay

#: What happens to records: they have no workflow to name it.
_OF_RECORDS: dict[str, Any] = {
    "create": _("create"),
    "edit": _("edit"),
    "change": _("change"),
    "register": _("register"),
    "new_text": _("new text"),
    "withdraw": _("withdraw"),
    "restore": _("restore"),
    "revoke": _("revoke"),
    "write": _("write"),
    "retract": _("retract"),
}


def label(verb: str) -> str:
    """The name of `subject:verb`, by the workflow's table where the subject has one. A verb that no
    table knows (any more) is told by its own words."""
    kind, _colon, name = verb.partition(":")
    machine = next((each.machine for each in replay.subjects() if each.kind == kind), None)
    labels = {each.verb: each.label for each in machine.transitions} if machine else _OF_RECORDS
    return capfirst(str(labels.get(name) or name.replace("_", " ")))
