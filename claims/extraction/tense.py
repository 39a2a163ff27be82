"""What happened and what is foretold: verb forms, told by auxiliaries and endings."""

from collections.abc import Iterator
from functools import lru_cache

from claims.extraction.lexicon import Lexicon
from claims.extraction.sentence import Sentence

_REACH = 4  # words between an auxiliary and its participle: "a pourtant bien été publié"


def past_events(sentence: Sentence) -> Iterator[str]:
    """ "a été publié", "were told", "rose"."""
    auxiliaries = sentence.lexicon.words("auxiliaries")
    articles = sentence.lexicon.words("articles")
    open_from: int | None = None
    for at, word in enumerate(sentence.words):
        if word.norm in auxiliaries:
            if open_from is None or at - open_from > _REACH:
                open_from = at
        elif word.norm in articles:
            open_from = None  # a noun follows: "est la partie"
        elif _is_participle(word.norm, sentence.lexicon):
            if open_from is not None and at - open_from <= _REACH:
                yield sentence.said(open_from, at + 1)
            elif sentence.lexicon.language == "en" and at:
                yield sentence.said(at, at + 1)
            open_from = None


def futures(sentence: Sentence) -> Iterator[str]:
    """Verbs in the simple future: "augmentera"."""
    for at, word in enumerate(sentence.words):
        if _is_future(word.norm, sentence.lexicon):
            yield sentence.said(at, at + 1)


@lru_cache(maxsize=8192)
def _is_future(word: str, lexicon: Lexicon) -> bool:
    return _ends(word, "future endings", lexicon) and word not in lexicon.words("no future")


@lru_cache(maxsize=8192)
def _is_participle(word: str, lexicon: Lexicon) -> bool:
    return word in lexicon.words("irregular participles") or (
        len(word) > 3
        and _ends(word, "participle endings", lexicon)
        and word not in lexicon.words("no participles")
    )


def _ends(word: str, section: str, lexicon: Lexicon) -> bool:
    """Whether the word is longer than one of the endings, and ends so."""
    return word[1:].endswith(tuple(lexicon.words(section)))
