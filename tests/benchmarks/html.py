"""`make bench ARGS="--only html --html PATH"`: article texts out of pages, as people took them out.

PATH is a copy of a set in the form of scrapinghub's article-extraction-benchmark:
`html/<id>.html.gz` and `ground-truth.json`. The measure is that set's: shingles of four words,
precision and recall of each page, their means, and the F1 of these.
"""

import gzip
import json
import re
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from claims.reading.charsets import decode
from claims.reading.page.reading import read_page

Shingles = Counter[tuple[str, ...]]

_WORD = re.compile(r"\w+")
_SHINGLE = 4


def report(folder: Path) -> None:
    """Print the figures of the whole set."""
    truths = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    pages = [(folder / "html" / f"{key}.html.gz", truth) for key, truth in truths.items()]
    precision, recall, seconds = zip(*_measured(pages), strict=True)
    p, r = (statistics.mean(v for v in values if v is not None) for values in (precision, recall))
    print(
        f"{len(pages)} pages: F1 {2 * p * r / (p + r):.4f}, precision {p:.4f}, recall {r:.4f};"
        f" {statistics.median(seconds) * 1e3:.0f} ms of CPU a page, {max(seconds) * 1e3:.0f} at"
        " most. Goal: F1 0.957."
    )


def _measured(pages: list[tuple[Path, dict[str, str]]]) -> Iterator[tuple[float | None, ...]]:
    for file, truth in pages:
        raw = gzip.decompress(file.read_bytes())
        began = time.process_time()
        text = read_page(decode(raw, declares=True).text, today=date.today()).text
        seconds = time.process_time() - began
        yield *_scores(_shingles(truth.get("articleBody", "")), _shingles(text)), seconds


def _scores(true: Shingles, found: Shingles) -> tuple[float | None, ...]:
    """Precision and recall; None where there is nothing to be found, or nothing was."""
    if true == found:
        return (1.0, 1.0) if true else (None, None)
    both = (true & found).total()
    return both / found.total() if found else None, both / true.total() if true else None


def _shingles(text: str) -> Shingles:
    words = _WORD.findall(text)
    places = range(max(1, len(words) - _SHINGLE + 1))
    return Counter(tuple(words[at : at + _SHINGLE]) for at in places if words)
