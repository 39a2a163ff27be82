"""Whom a surname, a function or a pronoun means, from what stands before it in the text."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from typing import NamedTuple

from claims.extraction.attribution.kinds import Kind, Speaker
from claims.extraction.lexicon import Lexicon
from factcheck.sentences.words import normal

_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-Ž](?:[\w\u0300-\u036f]|[-’'](?=[^\W\d_a-z]))*"
_PARTICLE = r"(?:d[eu]|des|la|le|von|van|der|den|bin|ben|al|el|of|the)"
_FULL = re.compile(rf"\b(?<!['’-]){_CAPITAL}(?:[ \u00a0](?:{_PARTICLE} ){{0,2}}{_CAPITAL}){{1,4}}")
_INSIDE = re.compile(rf"(?:(?<=[\w,;][ \u00a0])|(?<=\b[ldLD]['’]))({_CAPITAL})")


class Who(NamedTuple):
    """Somebody who spoke, at `text[start:end]`, in the sentence number `sentence`."""

    start: int
    end: int
    speaker: Speaker
    sentence: int


class Memory:
    """Fed with the speakers in the order of the text."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self._text, self._lexicon = text, lexicon
        #: Words that have a capital where none is asked for: names, wherever they stand.
        self.known = frozenset(normal(found) for found in _INSIDE.findall(text))
        self._full: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        self._places: list[int] = []
        self._names: list[str] = []
        self._read_names()
        self._last: list[Who] = []

    def resolved(
        self, speaker: Speaker, sentence: int, since: int, *, continues: bool
    ) -> Who | None:
        """Who that is, if it is certain. `since` is the first sentence that may tell a pronoun.

        Whoever it is will be meant by the pronouns after it.
        """
        if speaker.kind is Kind.NAME:
            who = self._in_full(speaker, sentence)
        elif speaker.kind is Kind.BODY:
            who = Who(speaker.start, speaker.end, speaker, sentence)
        elif speaker.kind is Kind.NOBODY:
            self._last.append(Who(0, 0, speaker, sentence))
            return None
        else:
            meant = self._meant(speaker, since, continues)
            if meant is None:
                return None
            who = meant._replace(sentence=sentence)
        self._last.append(who)
        return who

    def _in_full(self, speaker: Speaker, sentence: int) -> Who:
        """The name as it stands in full before, if there is only one such name."""
        who = Who(speaker.start, speaker.end, speaker, sentence)
        words = speaker.norm.split()
        before = [
            full
            for full in self._full[words[-1]][:50]
            if full[0] < speaker.start and full[2].endswith(f" {speaker.norm}")
        ]
        if len(words) > 1 or not before or len({name for _start, _end, name in before}) > 1:
            return who
        start, end, name = before[0]
        given = self._gender(name)
        if given and speaker.gender and given != speaker.gender:
            return who
        full = speaker._replace(norm=name, gender=speaker.gender or given)
        return Who(start, end, full, sentence)

    def _meant(self, speaker: Speaker, since: int, continues: bool) -> Who | None:
        recent = [who for who in self._last[-6:] if who.sentence >= since]
        if not recent or recent[-1].speaker.kind is Kind.NOBODY:
            return None
        last = recent[-1]
        if speaker.kind is Kind.ROLE:
            return last if speaker.role == last.speaker.role else None
        if not _agrees(speaker, last.speaker, self._lexicon):
            return None
        others = {who.speaker.norm for who in recent} - {last.speaker.norm, ""}
        if continues:
            return last
        if any(
            _agrees(speaker, who.speaker, self._lexicon)
            for who in recent
            if who.speaker.norm in others
        ):
            return None
        return None if self._has_rival(speaker, last) else last

    def _has_rival(self, pronoun: Speaker, who: Who) -> bool:
        """Whether somebody else of this gender is named since."""
        first = bisect_left(self._places, who.speaker.start)
        for name in self._names[first : bisect_right(self._places, pronoun.start)][:20]:
            if self._gender(name) == pronoun.gender and not _same(name, who.speaker.norm):
                return True
        return False

    def _read_names(self) -> None:
        lexicon = self._lexicon
        titles = frozenset().union(
            *(
                lexicon.words(section)
                for section in (
                    "masculine titles", "feminine titles", "other titles", "roles",
                    "sentence starters", "determiners", "conjunctions", "prepositions", "adverbs",
                )
            )
        )  # fmt: skip
        for found in _FULL.finditer(self._text):
            start, words = found.start(), found.group().split()
            while len(words) > 1 and normal(words[0]).rstrip(".") in titles:
                is_office = words[1:2] == ["of"]  # "Secretary of State John Kerry"
                start += len(words[0]) + 1
                words = words[1:]
                while is_office and len(words) > 2 and not self._gender(normal(words[0])):
                    start += len(words[0]) + 1
                    words = words[1:]
            if len(words) < 2 or normal(words[0]) in lexicon.words("places in names"):
                continue
            name = normal(self._text[start : found.end()])
            self._full[name.split()[-1]].append((start, found.end(), name))
            self._places.append(start)
            self._names.append(name)

    def _gender(self, name: str) -> str:
        given = name.split()[0].split("-")[0]
        if given in self._lexicon.words("masculine first names"):
            return "m"
        return "f" if given in self._lexicon.words("feminine first names") else ""


def _same(name: str, other: str) -> bool:
    return bool({*name.split()[-1:]} & {*other.split()[-1:]})


def _agrees(pronoun: Speaker, speaker: Speaker, lexicon: Lexicon) -> bool:
    """Whether a pronoun may mean somebody; of what cannot be told, yes."""
    if pronoun.plural != speaker.plural or speaker.kind is Kind.NOBODY:
        return False
    if lexicon.language == "en":
        if not pronoun.gender:
            return not speaker.gender
        if speaker.kind is not Kind.NAME:
            return False
    return not speaker.gender or not pronoun.gender or speaker.gender == pronoun.gender
