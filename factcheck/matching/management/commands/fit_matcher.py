import random
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from factcheck.errors import Invalid
from factcheck.matching import calibration
from factcheck.matching.embedding import EmbeddingFailed, embedder

_EXAMPLE = "fr=posts.json en=checkthat-2a fr:en=translated"


class Command(BaseCommand):
    help = (
        "Fit the matcher's probabilities to labelled sets, with the embedder that is set and with"
        " words alone, and write the weights with how they were fitted and how good they are."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "sets",
            nargs="+",
            metavar="LANGUAGE=PATH",
            help=f"labelled sets, e.g. {_EXAMPLE}: a folder as CheckThat! has it, or a JSON list of"
            " `post` and `normalized claim`; fr:en is French texts about English claims",
        )
        parser.add_argument(
            "--output", type=Path, default=calibration.FILE, help="the file to write"
        )
        parser.add_argument(
            "--note",
            action="append",
            default=[],
            help="under which licence a set is, or whatever else who uses the weights should know",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            from factcheck.matching.fitting import fitted, report, sets
        except ModuleNotFoundError:
            raise CommandError(
                "Fitting needs numpy, which comes with requirements-embeddings.txt."
            ) from None
        try:
            read = [sets.read_set(*each) for each in sets.all_named(options["sets"], _EXAMPLE)]
            known = _present(options["output"])
            found: dict[str, Any] = {}
            for used in dict.fromkeys([None, embedder()]):
                chance = random.Random(7)  # noqa: S311 - so that a fit can be repeated
                made = [fitted.examples_of(each, used, chance) for each in read]
                weights = fitted.fitted(made, vectors=used is not None)
                name = used.model if used else calibration.WORDS_ALONE
                figures = [
                    report.of(each, examples, weights)
                    for each, examples in zip(read, made, strict=True)
                ]
                self.stdout.write(f"\n{name}\n" + "\n".join(report.lines(figures)))
                found[name] = {**weights._asdict(), "figures": figures}
        except (Invalid, EmbeddingFailed) as error:
            raise CommandError(str(error)) from None
        content = {
            "fitted": {
                "on": datetime.now(UTC).date().isoformat(),
                "by": "manage.py fit_matcher",
                "sets": [report.described(each) for each in read],
                "notes": options["note"] or ["Nothing was said of the sets' licences."],
            },
            "calibrations": {**known, **found},
        }
        try:
            calibration.write(options["output"], content)
        except OSError as error:
            reason = f"{options['output']} cannot be written: {error.strerror}."
            raise CommandError(reason) from None
        self.stdout.write(f"\nWritten to {options['output']}.")


def _present(output: Path) -> dict[str, Any]:
    """Calibrations for other models stay."""
    return calibration.content(output)["calibrations"] if output.exists() else {}
