import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.actions import fetch_article, register_article
from claims.reading import Metadata, read
from factcheck.errors import DeskError
from factcheck.piping import open_bytes

_URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_ABOUT = ("url", "title", "publisher", "author", "language", "published_on")


class Command(BaseCommand):
    help = "Store an article (text or HTML) and print its id alone on stdout."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "source",
            metavar="FILE-or-URL",
            help="a file, or a web address to fetch; - reads from stdin",
        )
        parser.add_argument("--url", default="", help="where the article was published")
        parser.add_argument("--title", default="")
        parser.add_argument("--publisher", default="")
        parser.add_argument("--author", default="")
        parser.add_argument(
            "--language", default="", help="BCP 47, such as fr or en-GB; guessed when left out"
        )
        parser.add_argument("--published-on", default="", metavar="YYYY-MM-DD")

    def handle(self, *args: Any, **options: Any) -> None:
        about = {name: options[name] for name in _ABOUT}
        try:
            if _URL.match(options["source"]):
                registered = fetch_article(
                    options["source"], actor=None, tell=self.stderr.write, **about
                )
            else:
                with open_bytes(options["source"]) as file:
                    article = read(file.read())
                registered = register_article(article, actor=None, **about)
        except DeskError as error:
            raise CommandError(str(error)) from None
        self.stderr.write(_said(registered.created, registered.new_text))
        if kept := registered.told_kept():
            self.stderr.write(kept)
        if became := registered.told_became():
            self.stderr.write(became)
        self._tell(Metadata.stored(registered.snapshot.metadata))
        self.stdout.write(str(registered.article.pk))

    def _tell(self, metadata: Metadata) -> None:
        """What was found in it, and what was found and not believed."""
        for line in metadata.lines():
            guessed = ", guessed" if line.guessed else ""
            self.stderr.write(f"  {line.label}: {line.value} ({line.origin}{guessed})")
        for line in metadata.dropped():
            self.stderr.write(
                f"  not taken: {line.label}: {line.value} ({line.origin}; {line.why})"
            )


def _said(created: bool, new_text: bool) -> str:
    if created:
        return "The article is stored."
    if new_text:
        return "This article was here already; the new text is stored beside the earlier one."
    return "This very text is here already: nothing was changed."
