"""A language as BCP 47 names it, from what is stated; else what letters and words show. Pure."""

import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from factcheck.elsewhere.reading.labels import folded
from factcheck.elsewhere.reading.notes import Notes
from factcheck.elsewhere.reading.texts import as_text

_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z0-9]{2,8}))*")
_UNKNOWN = frozenset({"und", "mul", "zxx", "xx", "mis"})
#: Names that feeds write instead of a tag.
_NAMES = {
    "english": "en", "french": "fr", "francais": "fr", "spanish": "es", "espanol": "es",
    "portuguese": "pt", "portugues": "pt", "german": "de", "deutsch": "de", "italian": "it",
    "italiano": "it", "dutch": "nl", "nederlands": "nl", "polish": "pl", "polski": "pl",
    "turkish": "tr", "turkce": "tr", "arabic": "ar", "العربية": "ar", "hindi": "hi", "हिनद": "hi",
    "russian": "ru", "русскии": "ru", "ukrainian": "uk", "українська": "uk", "indonesian": "id",
    "chinese": "zh", "中文": "zh", "japanese": "ja", "日本語": "ja", "korean": "ko", "한국어": "ko",
    "romanian": "ro", "romana": "ro", "greek": "el", "ελληνικα": "el", "hungarian": "hu",
    "magyar": "hu", "swedish": "sv", "svenska": "sv", "norwegian": "no", "norsk": "no",
    "danish": "da", "dansk": "da", "finnish": "fi", "suomi": "fi", "croatian": "hr",
    "hrvatski": "hr", "serbian": "sr", "slovak": "sk", "czech": "cs", "bengali": "bn",
    "tamil": "ta", "telugu": "te", "urdu": "ur", "persian": "fa", "farsi": "fa", "hebrew": "he",
}  # fmt: skip
#: Scripts that one language alone is written in, by how Unicode calls their letters.
_SCRIPTS = {
    "HANGUL": "ko", "THAI": "th", "GREEK": "el", "HEBREW": "he",
    "GEORGIAN": "ka", "ARMENIAN": "hy", "TAMIL": "ta", "TELUGU": "te", "KANNADA": "kn",
    "MALAYALAM": "ml", "GUJARATI": "gu", "SINHALA": "si", "KHMER": "km", "LAO": "lo",
    "MYANMAR": "my", "GURMUKHI": "pa", "ORIYA": "or",
}  # fmt: skip
#: Of scripts that several have: letters that the language uses and others do not, and letters that
#: it never uses.
_SHARED = {
    "ARABIC": [("ar", frozenset("ةيىك"), frozenset("پچژگکیےٹڈڑںہھۆێڕټډړڤ"))],
    "CYRILLIC": [
        ("ru", frozenset("ыэъ"), frozenset("іїєґўјљњћђќѓѕәіңғүұқөһ")),
        ("uk", frozenset("їєґ"), frozenset("ыэъёўјљњћђ")),
    ],
}
_FEWEST_HAN = 8
_SAMPLE = 400
_WORD = re.compile(r"[^\W\d_]+")
#: The first language must have so many small words, and so many times those of the second.
_FEWEST, _LEAD = 3, 1.5


def stated(value: Any, notes: Notes) -> str:
    """The tag that is stated, in its usual spelling; "" for none."""
    node = value[0] if isinstance(value, list) and value else value
    if isinstance(node, dict):
        node = node.get("alternateName") or node.get("name")
    given = as_text(node).strip()
    if not given:
        return ""
    tag = _NAMES.get(folded(given), given)
    if not _TAG.fullmatch(tag) or len(tag) > 20 or tag[:3].lower() in _UNKNOWN:
        notes.add("language", "no_language", given)
        return ""
    return _spelled(tag)


def shown(text: str) -> str:
    """The language whose own script it is in, or whose small words clearly prevail; else ""."""
    return _by_letters(text) or _by_words(text)


def _by_letters(text: str) -> str:
    letters = [c for c in text[:_SAMPLE].lower() if c.isalpha()]
    scripts = Counter(unicodedata.name(letter, "").split(" ")[0] for letter in letters)
    if (scripts["HIRAGANA"] + scripts["KATAKANA"]) * 5 >= len(letters) > 0:
        return "ja"  # with Han, which Chinese and Japanese share
    script, count = scripts.most_common(1)[0] if scripts else ("", 0)
    if count * 2 <= len(letters):
        return ""
    if script in _SHARED:
        used = set(letters)
        found = [
            name for name, own, foreign in _SHARED[script] if used & own and not used & foreign
        ]
        return found[0] if len(found) == 1 else ""
    if script == "CJK":
        return "zh" if len(letters) == count >= _FEWEST_HAN else ""
    return _SCRIPTS.get(script, "")


def _by_words(text: str) -> str:
    words = Counter(_WORD.findall(text.lower()))
    hits = {
        language: sum(words[word] for word in small) for language, small in _small_words().items()
    }
    (language, most), (_second, less) = sorted(hits.items(), key=lambda each: -each[1])[:2]
    # A lone letter is a word here and half a word there.
    longer = [word for word in _small_words()[language] & words.keys() if len(word) > 1]
    return language if most >= max(_FEWEST, _LEAD * less) and len(longer) > 1 else ""


@cache
def _small_words() -> dict[str, frozenset[str]]:
    lines = Path(__file__).with_name("small_words.txt").read_text().splitlines()
    parts = (line.partition(":") for line in lines if line and not line.startswith("#"))
    return {language: frozenset(words.split()) for language, _colon, words in parts}


def _spelled(tag: str) -> str:
    """en-GB, zh-Hant-TW: by RFC 5646, 2.1.1."""
    first, *rest = tag.replace("_", "-").split("-")
    size = {2: str.upper, 4: str.title}
    return "-".join([first.lower(), *(size.get(len(part), str.lower)(part) for part in rest)])
