"""Who says it: of the speakers that the extractor names how many are right, and whom it misses."""

import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from claims.extraction import Candidate, Speech, extract, guess_language
from tests.benchmarks.extraction.voices import Labelled, Text, texts

_TITLES = ("sentences", "named", "given", "precision", "recall", "open", "voice P", "voice R")
_SMALL = {"the", "a", "an", "le", "la", "les", "l", "un", "une", "himself", "herself"}
_TITLES_OF_PEOPLE = {"mr", "mrs", "ms", "m", "mme", "dr", "sen", "rep", "gov", "pres", "professor"}
_LINKS = {"of", "for", "to", "from", "by", "with", "'s", "de", "du", "des", "d", "pour", "à", "au"}
_PLACED = re.compile(r"[,(]| (?:in|at|on|who|dans|chez|sur|qui) ")
_DOCUMENTS = {"poll", "polls", "polling", "survey", "average", "data", "records", "report"}


def run(files: Sequence[Path], *, language: str = "", show: str = "") -> None:
    """Print a row for each set; with `show`, the sentences of this outcome as well.

    Of the sentences whose speaker the label names, `recall` is the share in which we name the same;
    `precision` that of the speakers we give who are right. Not judged (`open`) is whom we give
    where the label has but a pronoun. `voice` are the sentences that are told to be somebody's.
    """
    print(f"{'who says it':<20}" + "".join(f"{title:>11}" for title in (*_TITLES, "s per MB")))
    for file in files:
        tally: Counter[str] = Counter()
        used, size = 0.0, 0
        for text in texts(file):
            started = time.process_time()
            spoken = language or text.language or guess_language(text.text) or "fr"
            found = extract(text.text, language=spoken)
            used += time.process_time() - started
            size += len(text.text.encode())
            for label, candidate in _pairs(text, found):
                outcome = _outcome(label, candidate)
                tally.update(_counts(label, candidate, outcome))
                if outcome == show:
                    _print(label, candidate)
        if not tally:
            raise SystemExit(f"{file} has no sentence that is labelled.")
        print(f"{file.name:<20}{_row(tally)}{used / size * 1e6:>11.2f}", flush=True)


def _pairs(text: Text, found: list[Candidate]) -> Iterator[tuple[Labelled, Candidate]]:
    """Each labelled sentence with what we read of it; questions and headlines are no candidates."""
    if text.attributions:
        for each in sorted(found, key=lambda each: each.start):
            yield text.attributions.sentence(each.start, each.end), each
    for label in text.sentences:
        for each in found:
            shared = min(each.end, label.end) - max(each.start, label.start)
            if shared > 0.5 * (label.end - label.start):
                yield label, each
                break


def _outcome(label: Labelled, candidate: Candidate) -> str:
    if not candidate.claimant:
        return "missed" if label.is_attributed and label.speakers else "blank"
    if any(is_same(candidate.claimant, name) for name in label.speakers):
        return "right"
    return "open" if label.by_pronoun else "wrong"


def _counts(label: Labelled, candidate: Candidate, outcome: str) -> Iterator[str]:
    yield from ("sentences", outcome)
    if label.is_attributed and label.speakers:
        yield "named"
        if outcome == "right":
            yield "found"
    if not label.partly:
        ours = candidate.speech is not Speech.OWN
        yield from ["theirs"] * label.is_attributed + ["ours"] * ours
        yield from ["both"] * (label.is_attributed and ours)


def is_same(ours: str, theirs: str) -> bool:
    """Whether two phrases name the same: "Brown", "Mr. Brown", "Brown, the mayor" and "mayor of
    Lyon Ann Brown" do, "Brown's office" and "a friend of Brown" do not. A poll is its maker's."""
    parts = [_words(part) for part in theirs.split(",")]
    heads = [_words(_PLACED.split(f"{theirs} ")[0]), *(part for part in parts[1:] if len(part) > 1)]
    return any(_ends_alike(_words(ours), head) for head in heads)


def _ends_alike(one: list[str], other: list[str]) -> bool:
    """Whether the shorter one is the end of the longer, and not another's there: or stands before
    all that "of" or "for" adds."""
    short, long = sorted((one, other), key=len)
    if not short:
        return False
    if long[-len(short) :] == short:
        return long[-len(short) - 1 : -len(short)] == [] or long[-len(short) - 1] not in _LINKS
    link = next((at for at, word in enumerate(long) if word in _LINKS and word != "'s"), len(long))
    return long[max(0, link - len(short)) : link] == short


def _words(phrase: str) -> list[str]:
    found = re.findall(r"'s\b|[\w-]+(?:\.\w)*", phrase.lower().replace("’", "'").replace("\n", " "))
    kept = [word for word in found if word not in _SMALL | _TITLES_OF_PEOPLE]
    while len(kept) > 1 and kept[-1] in _DOCUMENTS:
        kept.pop()
    return kept


def _row(tally: Counter[str]) -> str:
    given = tally["right"] + tally["wrong"]
    shares = (
        _share(tally["right"], given), _share(tally["found"], tally["named"]), f"{tally['open']}",
        _share(tally["both"], tally["ours"]), _share(tally["both"], tally["theirs"]),
    )  # fmt: skip
    counts = (tally["sentences"], tally["named"], given)
    return "".join(f"{cell:>11}" for cell in (*counts, *shares))


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"


def _print(label: Labelled, candidate: Candidate) -> None:
    names = " | ".join(label.speakers) or "nobody"
    print(f"  [{candidate.claimant or '–'} · {candidate.cue}] for [{names}]: {candidate.quote}")
