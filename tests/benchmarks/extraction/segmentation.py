"""`--segmentation`: where our sentences end, beside where people say they end."""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from claims.extraction import guess_language
from claims.extraction.language import lexicon_of
from claims.extraction.segments import segments
from tests.benchmarks.extraction import spans
from tests.benchmarks.extraction.measures import found
from tests.benchmarks.extraction.treebanks import Joined, Text, texts


def run(files: Sequence[Path], *, without: str = "", language: str = "") -> None:
    """Prints a line for each file and way of putting its sentences together."""
    titles = ("sentences", "P %", "R %", "F1 %", "exact %", "s/MB")
    print(f"{'sentences':<28}{'put together':<20}" + "".join(f"{t:>10}" for t in titles))
    for file in files:
        for how, documents in _ways(file, without):
            print(f"{file.name:<28}{how:<20}{_measured(documents, language)}", flush=True)


def _ways(file: Path, without: str) -> Iterator[tuple[str, list[Text]]]:
    if file.suffix == ".json":
        text, gold = spans.read(file)
        yield "as it is", [Text(text, [(span.start, span.end) for span in gold])]
        return
    for joined in Joined:
        documents = list(texts(file, joined, without))
        if not documents:
            raise SystemExit(f"{file} has no sentence in CoNLL-U (`# text = …`).")
        yield joined.value, documents


def _measured(documents: Sequence[Text], language: str) -> str:
    spoken = language or guess_language(" ".join(document.text for document in documents))
    lexicon = lexicon_of(spoken or "fr")
    gold: set[tuple[int, int]] = set()
    ours: set[tuple[int, int]] = set()
    offset = 0
    used = 0.0
    for document in documents:
        started = time.process_time()
        cut = [(segment.start, segment.end) for segment in segments(document.text, lexicon)]
        used += time.process_time() - started
        gold |= {(offset + start, offset + end) for start, end in document.sentences}
        ours |= {(offset + start, offset + end) for start, end in cut}
        offset += len(document.text) + 1
    ends = found({end for _, end in gold}, {end for _, end in ours})
    shares = (ends.precision, ends.recall, ends.f1, len(gold & ours) / len(gold))
    megabytes = sum(len(document.text.encode()) for document in documents) / 1e6
    return (
        f"{len(gold):>10}" + "".join(f"{share:>10.1%}" for share in shares)
        + f"{used / megabytes:>10.2f}"
    )  # fmt: skip
