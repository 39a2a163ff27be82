"""What was read about an article, on its page: each thing with where it comes from."""

from typing import Any

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from claims.models import Article
from claims.reading import Metadata

_SHOWN = 60  # characters of a value in a message


class FoundPages(ModelAdmin):
    """The part of an article's admin that tells what was found in the original."""

    def tell_found(self, request: HttpRequest, metadata: Metadata) -> None:
        """At once, when it is taken in; the page's table has it for later."""
        found = [_told(line) for line in metadata.lines()]
        if found:
            self.message_user(request, _("Found: %(found)s.") % {"found": "; ".join(found)})
        dropped = "; ".join(
            f"{line.label}: {line.value[:_SHOWN]} ({line.why})" for line in metadata.dropped()
        )
        if dropped:
            self.message_user(request, _("Not taken: %(what)s.") % {"what": dropped}, "warning")

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        answer = super().render_change_form(request, context, *args, **kwargs)
        article: Article | None = kwargs.get("obj")
        snapshot = context.get("snapshot")
        if article and snapshot:
            metadata = Metadata.stored(snapshot.metadata)
            answer.context_data |= {  # type: ignore[attr-defined]
                "found": list(metadata.lines()),
                "dropped": list(metadata.dropped()),
            }
        return answer


def _told(line: Any) -> str:
    guessed = _(", guessed") if line.guessed else ""
    return f"{line.label}: {line.value[:_SHOWN]} ({line.origin}{guessed})"
