from typing import Any

from django.core.management.base import BaseCommand, CommandError

from factcheck.history import replay
from factcheck.history.models import Event


class Command(BaseCommand):
    help = (
        "Prove that the state of every tracked row is the replay of its events, and that no event"
        " was altered."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        broken = list(replay.differences())
        for sentence in broken:
            self.stderr.write(sentence)
        if broken:
            raise CommandError(f"{len(broken)} things do not hold.")
        kinds = ", ".join(subject.kind for subject in replay.subjects())
        self.stdout.write(
            f"History holds: {Event.objects.count()} events replay to the state of every row"
            f" ({kinds})."
        )
