"""Sentences of Universal Dependencies files (CoNLL-U), put together to texts again."""

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path
from typing import NamedTuple


class Joined(Enum):
    """Treebanks drop most line ends; a headline has no stop that would tell where it ends."""

    LINES = "no stop, own line"
    SPACES = "all by a space"


class Text(NamedTuple):
    text: str
    sentences: list[tuple[int, int]]


class _Sentence(NamedTuple):
    text: str
    opens_document: bool
    opens_paragraph: bool
    space_after: bool


_COMMENT = re.compile(r"^# (text|sent_id|newdoc|newpar)\b(?:.*?= ?(.*))?$", re.M)
_ENDED = re.compile(r"[.!?…;:][\s\"'’”»›)\]]*\Z")


def texts(file: Path, joined: Joined, without: str = "") -> Iterator[Text]:
    """The file's documents; the whole file where it marks none. `without` leaves out the
    sentences whose id begins so."""
    document: list[_Sentence] = []
    for sentence in _sentences(file.read_text("utf-8"), without):
        if sentence.opens_document and document:
            yield _put_together(document, joined)
            document = []
        document.append(sentence)
    if document:
        yield _put_together(document, joined)


def _sentences(conllu: str, without: str) -> Iterator[_Sentence]:
    for block in re.split(r"\n\s*\n", conllu):
        said = {name: value or "" for name, value in _COMMENT.findall(block)}
        if "text" in said and not (without and said.get("sent_id", "").startswith(without)):
            last_word = block.rstrip().rsplit("\n", 1)[-1]
            yield _Sentence(
                said["text"].strip(),
                "newdoc" in said,
                "newpar" in said,
                "SpaceAfter=No" not in last_word.rsplit("\t", 1)[-1],
            )


def _put_together(document: Iterable[_Sentence], joined: Joined) -> Text:
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    end = 0
    before: _Sentence | None = None
    for sentence in document:
        gap = _gap(before, sentence, joined) if before else ""
        pieces += [gap, sentence.text]
        start = end + len(gap)
        end = start + len(sentence.text)
        spans.append((start, end))
        before = sentence
    return Text("".join(pieces), spans)


def _gap(before: _Sentence, sentence: _Sentence, joined: Joined) -> str:
    if sentence.opens_paragraph:
        return "\n\n"
    unended = not (_ENDED.search(before.text) and _ENDED.search(sentence.text))
    if joined is Joined.LINES and unended:
        return "\n"
    return " " if before.space_after else ""
