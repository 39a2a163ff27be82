"""Where sentences end, in French and English. One pass, looking back and ahead a bounded way."""

import re
from collections.abc import Iterator

from factcheck.sentences.words import normal
from factcheck.sentences.writing import Writing

# Signs that end a sentence, and the quotes and brackets that close right after them.
_STOP = re.compile(r"([.!?…]+)((?:[ \u00a0\u202f]?[»›]|[\"”’')\]])*)|;")
_SPACE = re.compile(r"\s*")
_OPENERS = re.compile(r"(?:[\[(](?:\.{3}|…)[\])]\s?|[\"'“”‘«‹(\[¿¡—–-]\s?){0,4}")
_DASH_OR_LINK = re.compile(r"[-–—]\s|https?:|www\.")
_NEXT_WORD = re.compile(r"[\w\u0300-\u036f]+(?:['’](?=\w))?")
_INNER_CAPITAL = re.compile(r"[^\W\d_]{1,2}[A-Z]")  # mRNA, iPhone
_LAST_WORD = re.compile(r"[\w\u0300-\u036f]+(?:[.-]{1,2}[\w\u0300-\u036f]+)*\Z")
_DOTTED = re.compile(r"(?:\w\.-?)+\w")  # U.S, J.-C, e.g
_NUMERAL = re.compile(r"\d|[IVXLC]+\b")
_LOOK_BACK = 24
_CLOSES_LATE = re.compile(r"[ \u00a0\u202f]\"(?=\s|\Z)")  # « … une bête ! " Le … »
_LONGEST_QUOTE = 1_000


def sentences(text: str, start: int, end: int, writing: Writing) -> Iterator[tuple[int, int]]:
    """Spans without the white space around them; together they hold everything else."""
    begin = start
    for stop in _STOP.finditer(text, start, end):
        closed = _closed(text, begin, stop.end(), end)
        after = _after_space(text, closed, end)
        if after < end and _ends(text, begin, stop, after, end, writing):
            yield begin, closed
            begin = after
    if begin < end:
        yield begin, end


def _closed(text: str, begin: int, position: int, end: int) -> int:
    """Behind a straight quote that stands apart and closes: one is open in the sentence."""
    late = _CLOSES_LATE.match(text, position, end)
    is_open = late and text.count('"', max(begin, position - _LONGEST_QUOTE), position) % 2
    return late.end() if late and is_open else position


def _after_space(text: str, position: int, end: int) -> int:
    space = _SPACE.match(text, position, end)
    return space.end() if space else position


def _ends(
    text: str, begin: int, stop: re.Match[str], after: int, end: int, writing: Writing
) -> bool:
    """Whether the sentence ends at this stop, given what comes after the space behind it."""
    if after == stop.end():
        return _is_glued(text, stop, end, writing)
    following = _OPENERS.match(text, after, end)
    opens = following.end() if following else after
    if opens >= end:
        return False
    signs = stop.group(1)
    if signs is None:  # a semicolon, in a list of sentences
        return text[opens].isupper() and _is_in("sentence starters", text, opens, end, writing)
    trails_off = signs in ("..", "...", "…")
    if not _may_begin(text, opens) and not (
        (not trails_off and not stop.group(2))
        and (
            _is_in("careless starters", text, opens, end, writing)
            or (signs == "." and _DASH_OR_LINK.match(text, after, end))
        )
    ):
        return False
    if signs == ".":
        return not _abbreviates(text, begin, stop.start(), opens, end, writing)
    return not (trails_off and text[stop.start() - 1 : stop.start()] in ("(", "["))


def _is_glued(text: str, stop: re.Match[str], end: int, writing: Writing) -> bool:
    """Whether only the space is missing, as pages lose it: "of high quality.You will find"."""
    word = text[max(0, stop.start() - 3) : stop.start()]
    next_letters = text[stop.end() : min(end, stop.end() + 2)]
    return (
        stop.group(1) in (".", "!", "?")
        and len(word) == 3
        and word.isalpha()
        and word.islower()
        and next_letters[:1].isupper()
        and not next_letters[1:].isupper()
        and _is_in("sentence starters", text, stop.end(), end, writing)
    )


def _may_begin(text: str, opens: int) -> bool:
    """Capitals, digits, and letters of scripts that have no capitals."""
    first = text[opens]
    if first.islower():
        return _INNER_CAPITAL.match(text, opens) is not None
    return first.isalpha() or first.isdigit()


def _abbreviates(text: str, begin: int, dot: int, opens: int, end: int, writing: Writing) -> bool:
    """Whether the dot belongs to the word before it and the sentence goes on."""
    found = _LAST_WORD.search(text, max(begin, dot - _LOOK_BACK), dot)
    if not found:
        return False
    last, word = found.group(), found.group().lower()
    in_capitals = last[0].isupper()
    if word in writing.words("abbreviations that go on"):
        return True
    if in_capitals and word in writing.words("abbreviated titles"):
        return True
    if found.start() == begin and _counts(last):
        return True
    if _NUMERAL.match(text, opens, end) and word in writing.words("abbreviations before a number"):
        return True
    may_abbreviate = (
        _DOTTED.fullmatch(last)
        or word in writing.words("abbreviations")
        or (in_capitals and (len(last) == 1 or word in writing.words("abbreviations in capitals")))
    )
    return bool(may_abbreviate) and not _is_starter(text, opens, end, writing)


def _counts(word: str) -> bool:
    """`1.` before the words of a point."""
    return word.isdigit() and len(word) <= 3


def _is_starter(text: str, opens: int, end: int, writing: Writing) -> bool:
    """A small word in a capital letter begins a sentence; a name may not."""
    return not text[opens].islower() and _is_in("sentence starters", text, opens, end, writing)


def _is_in(section: str, text: str, position: int, end: int, writing: Writing) -> bool:
    found = _NEXT_WORD.match(text, position, end)
    return found is not None and normal(found.group()) in writing.words(section)
