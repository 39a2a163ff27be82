"""A verdict as a small card, for the pages of others: by an iframe, no script, no cookie.

Its words are those of the verdict as it stands: a correction shows as soon as the card is loaded
again, and whoever embedded it has nothing to do.
"""

from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _

from factcheck.publications.document import WITHDRAWN
from factcheck.publications.formats import words
from factcheck.publications.rendering import documents, shell

#: Pixels. A long claim is cut; with larger letters, the card scrolls.
WIDTH, HEIGHT = 600, 320


def page(document: dict[str, Any]) -> str:
    """The card as a page of its own."""
    spoken = words.of(document["language"])
    context = {"document": documents.shown(document), "title": title(document)}
    return shell.html("card", spoken, context, lang=spoken)


def title(document: dict[str, Any]) -> str:
    """What it is called, for who cannot see it, in its language."""
    if document["status"] == WITHDRAWN:
        with translation.override(words.of(document["language"])):
            return _("Verdict withdrawn")
    return documents.plain(document["headline"])


def url(id: str) -> str:
    """Where the card is."""
    return shell.absolute(reverse("card", args=[id]))


def snippet(document: dict[str, Any], width: int = WIDTH, height: int = HEIGHT) -> str:
    """The HTML that embeds it. In its sandbox nothing is allowed but to open a link elsewhere."""
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy"'
        ' sandbox="allow-popups allow-popups-to-escape-sandbox"'
        ' style="border:0;max-width:100%"></iframe>',
        url(document["id"]),
        title(document),
        width,
        height,
    )
