"""A language as BCP 47 names it, from what is stated; else what the letters show. Pure."""

import re
import unicodedata
from collections import Counter
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
    "HANGUL": "ko", "HIRAGANA": "ja", "KATAKANA": "ja", "THAI": "th", "GREEK": "el", "HEBREW": "he",
    "GEORGIAN": "ka", "ARMENIAN": "hy", "TAMIL": "ta", "TELUGU": "te", "KANNADA": "kn",
    "MALAYALAM": "ml", "GUJARATI": "gu", "SINHALA": "si", "KHMER": "km", "LAO": "lo",
    "MYANMAR": "my", "GURMUKHI": "pa", "ORIYA": "or",
}  # fmt: skip
_SAMPLE = 400


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
    """The language whose own script most of the text is in; "" where a script has many."""
    letters = [c for c in text[:_SAMPLE] if c.isalpha()]
    counts = Counter(_SCRIPTS.get(unicodedata.name(c, "").split(" ")[0], "") for c in letters)
    if counts["ja"]:  # beside Han, which Chinese and Japanese share
        return "ja" if counts["ja"] * 5 >= len(letters) else ""
    language, count = counts.most_common(1)[0] if counts else ("", 0)
    return language if language and count * 2 > len(letters) else ""


def _spelled(tag: str) -> str:
    """en-GB, zh-Hant-TW: by RFC 5646, 2.1.1."""
    first, *rest = tag.replace("_", "-").split("-")
    size = {2: str.upper, 4: str.title}
    return "-".join([first.lower(), *(size.get(len(part), str.lower)(part) for part in rest)])
