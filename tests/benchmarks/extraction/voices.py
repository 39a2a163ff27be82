"""Texts in which people marked who says what: JSON lines of ours, and the folders of PolNeAR.

A line of `NAME.jsonl` is one text:

    {"text": "…", "language": "fr", "sentences": [
        {"start": 0, "end": 42, "speech": "reported", "speakers": ["Jeanne Martin", "ministre"]}]}

Offsets count code points. `speech` is own, direct or reported, null where either would do.
`speakers` are the names under which the text tells who says it, any of them right; none where it
names nobody.

PolNeAR (Newell et al., LREC 2018) has `text/NAME.txt` and `attributions/NAME_CODE.ann` beside each
other: each attribution has its source, its cue and its content, in words as they stand: "he", too.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

Span = tuple[int, int]

_MOST = 0.6  # of a sentence that belongs to an attribution, and it is attributed
_OPENING = "“\"'‘"
_PRONOUNS = {
    "he", "she", "it", "they", "who", "we", "i", "you", "his", "her", "their", "its", "which",
    "that", "him", "them", "these", "those", "this", "some", "many", "others", "one", "both",
}  # fmt: skip


class Labelled(NamedTuple):
    """A sentence; of one that is `partly` somebody's, nothing else is asked than whose.

    `by_pronoun` tells that somebody is meant whom the label does not name.
    """

    start: int
    end: int
    speech: str | None  # None for somebody's, in either way
    speakers: tuple[str, ...] = ()
    partly: bool = False
    by_pronoun: bool = False

    @property
    def is_attributed(self) -> bool:
        return self.speech != "own" and not self.partly


class Text(NamedTuple):
    """With the sentences that are labelled; without any, `attributions` label those we find."""

    text: str
    language: str
    sentences: list[Labelled]
    attributions: "Attributions | None" = None


class _Attribution(NamedTuple):
    source: str
    parts: list[Span]  # source, cue and content
    content: list[Span]


class Attributions:
    """The labels of a text of PolNeAR, by sentence."""

    def __init__(self, text: str, found: list[_Attribution]) -> None:
        self._text, self._found = text, found

    def sentence(self, start: int, end: int) -> Labelled:
        """Attributed where most of it is somebody's content, with its source and cue."""
        length = end - start
        found = [each for each in self._found if _within(each.parts, start, end)]
        most = [each for each in found if _within(each.parts, start, end) >= _MOST * length]
        told = most or found
        names = tuple(each.source for each in told if each.source and not _is_pronoun(each.source))
        by_pronoun = any(_is_pronoun(each.source) for each in told)
        if not most:
            return Labelled(start, end, None if found else "own", names, bool(found), by_pronoun)
        quoted = any(self._text[each.content[0][0]] in _OPENING for each in most)
        return Labelled(start, end, "direct" if quoted else "reported", names, False, by_pronoun)


def texts(path: Path) -> Iterator[Text]:
    """Raises SystemExit where there is nothing to read."""
    if path.is_dir():
        yield from _polnear(path)
        return
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        sentences = [
            Labelled(each["start"], each["end"], each["speech"], tuple(each["speakers"]))
            for each in row["sentences"]
        ]
        yield Text(row["text"], row.get("language", ""), sentences)


def _polnear(folder: Path) -> Iterator[Text]:
    files = sorted((folder / "text").glob("*.txt"))
    if not files:
        raise SystemExit(f"{folder} has no text/*.txt: PolNeAR's data/train or data/dev is meant.")
    for file in files:
        text = file.read_bytes().decode("utf-8")
        marked = sorted((folder / "attributions").glob(f"{file.stem}_????.ann"))
        if marked:  # some have several readers: the first
            found = list(_read(marked[0].read_text("utf-8"), text))
            yield Text(text, "en", [], Attributions(text, found))


def _read(marked: str, text: str) -> Iterator[_Attribution]:
    """Stand-off: `T3<tab>Cue 444 460<tab>words`, `E1<tab>Attribution:T5 Content:T4 Source:T2`."""
    spans: dict[str, list[Span]] = {}
    for number, places in re.findall(r"^(T\d+)\t\w+ ([\d ;]+)\t", marked, re.M):
        spans[number] = [
            (int(start), int(end)) for start, end in re.findall(r"(\d+) (\d+)", places)
        ]
    for roles in re.findall(r"^E\d+\tAttribution:\S+(.*)$", marked, re.M):
        by_role: dict[str, list[Span]] = defaultdict(list)
        for role, number in re.findall(r"(Source|Cue|Content)\d*:(T\d+)", roles):
            by_role[role] += spans.get(number, [])
        if by_role["Content"]:
            source = " ".join(text[start:end] for start, end in by_role["Source"])
            parts = [span for role in by_role.values() for span in role]
            yield _Attribution(source, parts, sorted(by_role["Content"]))


def _within(spans: list[Span], start: int, end: int) -> int:
    return sum(max(0, min(end, last) - max(start, first)) for first, last in spans)


def _is_pronoun(source: str) -> bool:
    return source.lower() in _PRONOUNS
