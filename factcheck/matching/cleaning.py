"""A post or a sentence without what says nothing about its claim. Pure."""

import re
import unicodedata

#: Of a longer text only the beginning is read, so that no text takes long. Characters.
LONGEST = 10_000
#: So many words in a row that were there before are a repeat: posts are often pasted twice.
_REPEAT = 6

_ADDRESS = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/|t\.co/)\S+", re.IGNORECASE)
# How an embedded post is signed: "— Jane Doe (@jane) January 6, 2020". The name may matter.
_SIGNATURE = re.compile(r"[—–-]\s*([^—–\n]{1,60}?)\s*\(@\w{1,20}\)[^\n]{0,30}?\d{4}\s*\Z")
_HANDLE = re.compile(r"(?<!\w)@(\w{1,40})")
_HASHTAG = re.compile(r"(?<!\w)#(\w{1,80})")
_HUMP = re.compile(
    r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])|(?<=[A-ZÀ-Þ])(?=[A-ZÀ-Þ][a-zà-ÿ])|_|(?<=[^\W\d_])(?=\d)"
)
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}(?=\W|\Z)")
_MAYBE_PICTURE = re.compile(r"[^\0-\u2000]")
_PICTURES = frozenset({"So", "Sk", "Cf", "Cs", "Co", "Cn"})
_WORD = re.compile(r"\w+")
_SPACE = re.compile(r"\s+")


def clean(text: str) -> str:
    """What a person would read out: no addresses, handles or emoji, tags as words, repeats once."""
    text = unicodedata.normalize("NFC", text[:LONGEST])
    text = _ADDRESS.sub(" ", text)
    text = _SIGNATURE.sub(r". \1", text)
    text = _HANDLE.sub(_as_words, text)
    text = _HASHTAG.sub(_as_words, text)
    text = _INITIALS.sub(lambda found: found.group().replace(".", ""), text)
    text = _MAYBE_PICTURE.sub(_without_picture, text)
    return _SPACE.sub(" ", _once(text)).strip()


def _as_words(found: re.Match[str]) -> str:
    """`#AustralianFires` is two words."""
    return _HUMP.sub(" ", found.group(1))


def _without_picture(found: re.Match[str]) -> str:
    """Emoji and their joiners; not currency signs or degrees."""
    character = found.group()
    if "\ufe00" <= character <= "\ufe0f":
        return " "
    return " " if unicodedata.category(character) in _PICTURES else character


def _once(text: str) -> str:
    words = [(found.start(), found.group().lower()) for found in _WORD.finditer(text)]
    if len(words) - len({word for _start, word in words}) < _REPEAT:
        return text
    seen: set[tuple[str, ...]] = set()
    kept: list[str] = []
    at = begun = 0
    while at + _REPEAT <= len(words):
        shingle = tuple(word for _start, word in words[at : at + _REPEAT])
        if shingle not in seen:
            seen.add(shingle)
            at += 1
            continue
        kept.append(text[begun : words[at][0]])
        at += _REPEAT
        while at < len(words) and tuple(w for _s, w in words[at - _REPEAT + 1 : at + 1]) in seen:
            at += 1
        begun = words[at][0] if at < len(words) else len(text)
    kept.append(text[begun:])
    return " ".join(kept)
