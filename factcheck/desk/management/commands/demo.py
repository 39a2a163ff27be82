import json
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from factcheck.desk import database, server
from factcheck.desk.demo.people import Trial, trial
from factcheck.desk.demo.story import Story
from factcheck.errors import DeskError
from reviews.models import ClaimReview

_HOST = "127.0.0.1"


class Command(BaseCommand):
    help = "Tell the whole line: an article, a claim, a verdict by two people, its correction."

    def handle(self, *args: Any, **options: Any) -> None:
        database.migrate()
        found = trial()
        if found is None:
            raise CommandError(
                "The demo wants a database of its own: this one has people already, or is given by"
                " DATABASE_URL. Unset DATABASE_URL, or point it at an empty database with DEBUG=1."
            )
        port = server.free_port(_HOST)
        try:
            with server.web(_HOST, port, workers=1, base_url=settings.PUBLIC_BASE_URL):
                self._tell(_Partner(server.address(_HOST, port), found))
        except (server.NotStarted, DeskError) as error:
            raise CommandError(str(error)) from None

    def _tell(self, partner: "_Partner") -> None:
        story = Story(self._say)
        review = story.until_publication()
        self._say("A partner pulls it over HTTP:")
        self._show(partner, review)
        seen = partner.get("changes/")["next"]

        review = story.correction(review)
        changes = partner.get("changes/", cursor=seen)["results"]
        for change in changes:
            self._say(f"The partner's feed tells: {change['kind']}, version {change['version']}")
        self._say("The partner holds the correction:")
        self._show(partner, review)

        call_command("verify_history", stdout=self.stdout)
        call_command("verify_record", stdout=self.stdout)
        self._say("`make serve` opens the desk to look at all this.")

    def _show(self, partner: "_Partner", review: ClaimReview) -> None:
        self._say(f"  GET /api/v1/verdicts/{review.uid}/")
        verdict = partner.get(f"verdicts/{review.uid}/")
        self.stdout.write(json.dumps(verdict, indent=2, ensure_ascii=False))

    def _say(self, sentence: str) -> None:
        self.stdout.write(f"▸ {sentence}" if not sentence.startswith(" ") else sentence)
        self.stdout.flush()


class _Partner:
    """A partner's program, with nothing but HTTP and a key."""

    def __init__(self, address: str, found: Trial) -> None:
        self.address, self.key = address, found.api_key

    def get(self, path: str, **query: str) -> Any:
        url = f"{self.address}/api/v1/{path}" + (f"?{urlencode(query)}" if query else "")
        request = Request(url, headers={"Authorization": f"Bearer {self.key}"})  # noqa: S310
        with urlopen(request, timeout=30) as answer:  # noqa: S310 - our own server, on loopback
            return json.load(answer)
