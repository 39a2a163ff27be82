"""`--ranking`: whether the sentences that people want checked come first."""

import time
from collections.abc import Sequence
from pathlib import Path

from claims.extraction import extract, guess_language
from tests.benchmarks.extraction import sheets, spans
from tests.benchmarks.extraction.measures import Ranked


def run(files: Sequence[Path], *, language: str = "") -> None:
    """Prints a line for each file."""
    titles = ("rows", "worth it", "AUC", "AP", "in 20 %", "P@10", "s/MB")
    print(f"{'ranking':<28}" + "".join(f"{title:>10}" for title in titles))
    for file in files:
        print(f"{file.name:<28}{_measured(file, language)}", flush=True)


def _measured(file: Path, language: str) -> str:
    started = time.process_time()
    of_a_text = file.suffix == ".json"
    scored, size = _of_spans(file, language) if of_a_text else _of_rows(file, language)
    used = time.process_time() - started
    try:
        ranked = Ranked.of(scored)
    except ValueError as error:
        raise SystemExit(f"{file}: {error}") from None
    figures = (
        ranked.auc, ranked.average_precision, ranked.recall_in_first(0.2), ranked.precision_at(10)
    )  # fmt: skip
    return (
        f"{len(scored):>10}{sum(ranked.labels) / len(scored):>10.1%}"
        + "".join(f"{figure:>10.3f}" for figure in figures)
        + f"{used / size * 1e6:>10.2f}"
    )


def _of_rows(file: Path, language: str) -> tuple[list[tuple[float, bool]], int]:
    """Each row is a text of its own: nothing around it helps. It has its best sentence's score,
    and none where it is a headline or a question."""
    rows = sheets.read(file)
    spoken = language or guess_language(" ".join(row.text for row in rows)) or "fr"
    scored = [(_best(row.text, spoken), row.worth_it) for row in rows]
    return scored, sum(len(row.text.encode()) for row in rows)


def _best(text: str, language: str) -> float:
    return max((candidate.score for candidate in extract(text, language=language)), default=0.0)


def _of_spans(file: Path, language: str) -> tuple[list[tuple[float, bool]], int]:
    """A text's spans have the score of the candidate that covers most of each."""
    text, gold = spans.read(file)
    candidates = extract(text, language=language or guess_language(text) or "fr")
    scored = []
    for span in gold:
        shared = [(min(c.end, span.end) - max(c.start, span.start), c.score) for c in candidates]
        most, score = max(shared, default=(0, 0.0))
        scored.append((score if most > 0 else 0.0, sheets.is_worth_it(span.label)))
    return scored, len(text.encode())
