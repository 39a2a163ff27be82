"""What a partner typed: parsed into alternatives of terms, and written as PostgreSQL's tsquery.

    emploi chômage        both words, anywhere, in any form that the language gives them
    "taux d'emploi"       these words in this order; %-signs and decimals are words too
    vaccin*               every word that begins so
    -vaccin  -"à vie"     not where this stands
    lyon OR marseille     either side; OR binds last

Nothing of the text reaches PostgreSQL but the letters and digits of its words, in quotes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from factcheck.publications.search import stems, words
from factcheck.publications.search.words import Word

#: Each is looked up in every language, and its places are compared for each verdict found.
MOST_WORDS = 32
SHORTEST_PREFIX = 3

#: Begins a word that no stemmer touches (it has digits); `finding` takes it away again.
AS_WRITTEN = "9q9"

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_PART = re.compile(r'(?P<minus>(?<!\S)-)?"(?P<phrase>[^"]*)"|(?P<plain>(?:(?!(?<!\S)-")[^"])+)')
_EXCLUDED = re.compile(r"(?<!\S)-(?=\w)(\S+)")
_APART = re.compile(r"[\s,;()\[\]{}|&!<>]")


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or several that follow each other. With `prefix`, the last one only begins so."""

    words: tuple[Word, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Alternative:
    """Every wanted term, and none of the unwanted."""

    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...]

    def prefixes(self) -> list[str]:
        return [term.words[-1].text for term in self.wanted if term.prefix]


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for: any of these."""

    alternatives: tuple[Alternative, ...]

    def is_exact(self) -> bool:
        """Whether `loosely` finds exactly what was asked for: all are single words."""
        terms = (t for a in self.alternatives for t in (*a.wanted, *a.unwanted))
        return not any(term.prefix or len(term.words) > 1 for term in terms)

    def wanted(self) -> Iterator[Term]:
        for alternative in self.alternatives:
            yield from alternative.wanted


def parse(text: str) -> Asked:
    """What the text asks for. Raises ValueError, whose sentence says what is wrong with it, in the
    reader's language (to machines, English)."""
    text = text.translate(_QUOTES)
    if text.count('"') % 2:
        raise ValueError(_("A quotation mark is not closed: a phrase stands between two of them."))
    found = [a for part in _alternatives(text) if (a := _alternative(part))]
    if not found:
        raise ValueError(_("It has no word to look for: give at least one, of letters or digits."))
    if any(not alternative.wanted for alternative in found):
        raise ValueError(_("It only excludes: say also what to look for, in each part of an OR."))
    asked = Asked(tuple(found))
    if sum(len(t.words) for a in found for t in (*a.wanted, *a.unwanted)) > MOST_WORDS:
        raise ValueError(_("It takes at most %(most)s words.") % {"most": MOST_WORDS})
    return asked


def tsquery(asked: Asked, config: str) -> str:
    """All that was asked, for `to_tsquery(config, …)`."""
    return " | ".join(f"({_every(alternative, config)})" for alternative in asked.alternatives)


def any_word(asked: Asked, config: str) -> str:
    """Any of the wanted words: to rank by. (PostgreSQL weighs `&` by each pair of words, at length;
    that all words are there is known by then.)"""
    found: list[str] = []
    for term in asked.wanted():
        found += [_forms(word, config) for word in term.words]
        if term.prefix:
            found.append(f"'{AS_WRITTEN}{term.words[-1].text}':*")
    return " | ".join(dict.fromkeys(found))


def loosely(alternative: Alternative, config: str) -> str:
    """The single words of one alternative: all that the index finds quickly, and not too little.
    Empty if there is none."""
    wanted = [
        Term((word,))
        for term in alternative.wanted
        for word in (term.words[:-1] if term.prefix else term.words)
    ]
    unwanted = [t for t in alternative.unwanted if len(t.words) == 1 and not t.prefix]
    return _every(Alternative(tuple(wanted), tuple(unwanted)), config)


def _alternatives(text: str) -> list[list[tuple[str, str]]]:
    """The text split at OR, each part as pieces: (kind, text)."""
    parts: list[list[tuple[str, str]]] = [[]]
    for found in _PART.finditer(text):
        if (phrase := found["phrase"]) is not None:
            parts[-1].append(("-phrase" if found["minus"] else "phrase", phrase))
            continue
        first, *others = re.split(r"(?<!\S)OR(?!\S)", found["plain"])
        parts[-1].append(("plain", first))
        parts.extend([("plain", other)] for other in others)
    return parts


def _alternative(pieces: list[tuple[str, str]]) -> Alternative | None:
    wanted: list[Term] = []
    unwanted: list[Term] = []
    for kind, text in pieces:
        if kind == "plain":
            for excluded in _EXCLUDED.findall(text):
                unwanted.extend(_terms(excluded))
            wanted.extend(_terms(_EXCLUDED.sub(" ", text)))
        elif term := _phrase(text):
            (unwanted if kind == "-phrase" else wanted).append(term)
    return Alternative(tuple(wanted), tuple(unwanted)) if wanted or unwanted else None


def _phrase(text: str) -> Term | None:
    found = tuple(words.of(text))
    return _term(found, text) if found else None


def _terms(text: str) -> Iterator[Term]:
    """Words that hang together, such as `porte-parole` or `12%`, are a phrase."""
    together: list[Word] = []
    for word in words.of(text):
        if together and _APART.search(text, together[-1].end, word.start):
            yield _term(tuple(together), text)
            together = []
        together.append(word)
    if together:
        yield _term(tuple(together), text)


def _term(found: tuple[Word, ...], text: str) -> Term:
    prefix = text.startswith("*", found[-1].end)
    if prefix and len(found) == 1 and len(found[0].text) < SHORTEST_PREFIX:
        raise ValueError(
            _("Before a * there are at least %(least)s letters or digits.")
            % {"least": SHORTEST_PREFIX}
        )
    return Term(found, prefix)


def _every(alternative: Alternative, config: str) -> str:
    wanted = [_one(term, config) for term in alternative.wanted]
    return " & ".join(wanted + [f"!{_one(term, config)}" for term in alternative.unwanted])


def _one(term: Term, config: str) -> str:
    *before, last = term.words
    if term.prefix and not before:
        # Of words as written: `vaccinat` is longer than the stem.
        return f"'{AS_WRITTEN}{last.text}':*"
    ending = f"'{last.text}':*" if term.prefix else _forms(last, config)
    return f"({' <-> '.join([*(_forms(word, config) for word in before), ending])})"


def _forms(word: Word, config: str) -> str:
    quoted = [f"'{form}'" for form in stems.forms(word, config)]
    return f"({' | '.join(quoted)})"
