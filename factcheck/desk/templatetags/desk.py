"""What the desk's templates say of verbs and events."""

import re
from typing import Any, NamedTuple

from django import template
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _

from factcheck import text as texts
from factcheck.history import verbs
from factcheck.history.models import Event

register = template.Library()

_HASH = re.compile("[0-9a-f]{64}")


@register.filter
def admin_verb(opts: Any, name: str = "verb") -> str:
    """The URL name of a verb's page: `{% url opts|admin_verb object.pk verb %}`."""
    return f"admin:{opts.app_label}_{opts.model_name}_{name}"


@register.filter
def admin_address(row: Model) -> str:
    """The page of a row."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


class Line(NamedTuple):
    """One thing that an event says it changed. `before` None: only what is now is told."""

    name: str
    before: Any
    after: Any


@register.filter
def told(event: Event) -> list[Line]:
    """What changed, in lines: from the event's own data."""
    data = dict(event.data)
    changes = data.pop("changes", {})
    lines = [Line(_words(name), *_pair(pair)) for name, pair in changes.items()]
    lines += [
        Line(_words(name), None, _brief(value))
        for name, value in data.items()
        if value and name not in _FOR_MACHINES
    ]
    return lines


#: Kept with the event, and shown where it belongs: the checklist, the approval.
_FOR_MACHINES = {"gate", "reasons", "appearances"}


#: For words of people within a sentence of ours.
register.filter("straight", texts.straight)


#: What an event's verb is called.
register.filter("verb_label", verbs.label)


@register.filter
def state_label(state: str) -> str:
    """A state's name, as people read it."""
    return _(state.replace("_", " ")) if state else ""


def _pair(pair: list[Any]) -> tuple[str, str]:
    before, after = pair
    return _brief(before), _brief(after)


def _brief(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{_words(name)}: {_brief(part)}" for name, part in value.items() if part)
    if isinstance(value, list):
        return ", ".join(_brief(part) for part in value)
    text = "–" if value in (None, "") else texts.straight(str(value))
    if _HASH.fullmatch(text):
        return f"{text[:12]}…"
    return text if len(text) <= 200 else f"{text[:199]}…"


def _words(name: str) -> str:
    """A field's name as people read it: in their language, where the model says it so too."""
    return _(name.replace("_", " "))
