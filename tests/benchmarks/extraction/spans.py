"""Gold spans of a text: `NAME.json`, a list of `{"start": …, "end": …}`, beside `NAME.txt`.

`label` says whether a span is worth a check; offsets count code points of the text.
"""

import json
from pathlib import Path
from typing import NamedTuple


class Span(NamedTuple):
    start: int
    end: int
    label: object = None


def read(file: Path) -> tuple[str, list[Span]]:
    """Raises SystemExit with what is missing."""
    beside = file.with_suffix(".txt")
    if not beside.exists():
        raise SystemExit(f"{file} holds spans of a text: {beside} is missing.")
    # As it stands: a translated line end would shift every offset after it.
    text = beside.read_bytes().decode("utf-8")
    try:
        spans = [
            Span(row["start"], row["end"], row.get("label"))
            for row in json.loads(file.read_text("utf-8"))
        ]
    except (TypeError, KeyError, ValueError) as error:
        raise SystemExit(f'{file} is no list of {{"start", "end"}}: {error!r}.') from None
    for span in spans:
        if not 0 <= span.start < span.end <= len(text):
            raise SystemExit(f"{file}: {span.start} to {span.end} is no span of {beside}.")
    return text, sorted(spans)
