"""What is known of an original, each with where it comes from; as the snapshot keeps it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

LABELS = {
    "title": _("title"),
    "author": _("author"),
    "publisher": _("publisher"),
    "published_on": _("published on"),
    "modified_on": _("changed on"),
    "language": _("language"),
    "url": _("address"),
    "charset": _("character set"),
}
ORIGINS = {
    "json-ld": _("the page's JSON-LD"),
    "opengraph": _("the page's Open Graph tags"),
    "meta": _("the page's meta tags"),
    "html": _("the page's HTML"),
    "url": _("the page's address"),
    "guess": _("a guess from the page"),
    "text": _("the words of the text"),
    "mark": _("its byte order mark"),
    "transport": _("how it was sent"),
    "document": _("the document"),
    "bytes": _("its bytes"),
}
REASONS = {
    "too_long": _("too long"),
    "no_date": _("no date"),
    "future": _("in the future"),
    "before_publication": _("before it was published"),
    "no_name": _("no name"),
    "no_language": _("no language"),
    "no_address": _("no web address"),
    "other_site": _("an address of another site"),
    "front_page": _("the site's front page"),
    "contradicted": _("the text is in another language"),
    "not_so": _("the bytes are not in it"),
}


class Line(NamedTuple):
    """One thing known, or dropped, as a person reads it."""

    label: Any
    value: str
    origin: Any
    guessed: bool = False
    why: Any = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """`fields`: {name: {"value", "origin", and "guessed": True where it is}}.

    `notes`: what was dropped: [{"field", "value", "origin", "why"}].
    """

    fields: dict[str, dict[str, Any]] = field(default_factory=dict)
    notes: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def stored(cls, document: dict[str, Any]) -> "Metadata":
        """From a snapshot's column; an empty one for a snapshot from before there was any."""
        return cls(document.get("fields", {}), document.get("notes", []))

    def document(self) -> dict[str, Any]:
        """As the snapshot keeps it."""
        return {"fields": self.fields, "notes": self.notes} if self.fields else {}

    def value(self, name: str) -> str | None:
        return self.fields.get(name, {}).get("value")

    def day(self, name: str) -> date | None:
        value = self.value(name)
        return date.fromisoformat(value) if value else None

    def guessed(self, name: str) -> bool:
        return bool(self.fields.get(name, {}).get("guessed"))

    def lines(self) -> Iterator[Line]:
        """What is known, in the order of LABELS."""
        for name, label in LABELS.items():
            if known := self.fields.get(name):
                origin = ORIGINS.get(known["origin"], known["origin"])
                yield Line(label, known["value"], origin, bool(known.get("guessed")))

    def dropped(self) -> Iterator[Line]:
        for note in self.notes:
            origin = ORIGINS.get(note["origin"], note["origin"])
            label = LABELS.get(note["field"], note["field"])
            yield Line(label, note["value"], origin, why=REASONS.get(note["why"], note["why"]))
