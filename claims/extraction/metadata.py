"""What stands in an article's text and is about it: stamps, bylines, credits, links."""

import re

from factcheck.sentences import SUPPORTED
from factcheck.sentences.writing import load

_ISO = r"\d{4}-\d{2}(?:-\d{2})?(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_DATE = (
    rf"(?:{_ISO}|\d{{1,2}}(?:er|st|nd|rd|th)?\s\w{{3,9}}\.?,?\s\d{{4}}"
    r"|\w{3,9}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})"
)
_TIME = (
    r"(?:\d{1,2}\s?[h:.]\s?(?:\d{2})?(?:\s?[ap]\.?m\b\.?)?(?:\s?(?:UTC|GMT|CEST|CET|E[SD]T|BST))?)"
)
_WHEN = rf"(?:\w{{3,9}},?\s)?{_DATE}(?:,?\s?(?:à|at|[-–—|•·])?\s?{_TIME})?"
_STAMPED = (
    r"(?:publiée?|mise?\s(?:à|a)\sjour|modifiée?|postée?|créée?|(?:last\s)?updated|published|posted"
    r"|modified|created|date)"
)
_NAME = r"[^\W\d_a-zà-ÿ][\w.'’-]*(?:\s[^\W\d_a-zà-ÿ][\w.'’-]*){1,3}"
_BY = rf"(?:[Pp]ar|PAR|[Bb]y|BY)\s{_NAME}(?:(?:,|\s(?:et|and|avec|with))\s{_NAME}){{0,3}}"
_GAP = r"[\s,;:|•·–—-]*"

#: Before the first sentence, on the same line: "date 2023-03", "Publié le 3 mars 2023 à 10h –".
_LEADING = re.compile(
    rf"(?:(?i:{_STAMPED}\s?:?\s(?:le\s|on\s)?){_WHEN}|{_ISO}"
    rf"|(?:{_BY}|{_WHEN})(?=\s?[|•·–—]|\s-\s))"
    rf"{_GAP}(?=\S)"
)
_AGENCY = r"(?:AFP|AP|Reuters|REUTERS|ATS|Belga|PA|dpa)"
#: "PARIS (AFP) –", "LONDON, March 3 (Reuters) -"
_DATELINE = re.compile(
    rf"[^\W\d_a-zà-ÿ][\w'’ .-]{{1,40}}(?:,\s[\w .]{{3,30}})?\s\({_AGENCY}\)\s?[-–—:]+\s(?=\S)"
)
_BYLINE = re.compile(rf"{_BY}(?:\s?[(,|•·–—-].{{0,80}})?\.?")
_STAMP = re.compile(rf"(?i:{_STAMPED}\s?:?\s(?:le\s|on\s)?)?{_WHEN}\.?")
_LINK = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+")
_CREDIT = re.compile(
    rf"(?:/\s?(?:{_AGENCY}|Getty(?:\sImages)?|SIPA|EPA|MAXPPP)|[©℗]\s?[\w /.-]{{2,60}})\)?\.?\Z"
)
#: A footnote or an entry of a bibliography.
_REFERENCE = re.compile(r"\W{0,3}\^\s|.{0,250}\b(?:ISBN|ISSN|doi:)", re.S)
#: "Claire Dumas is a reporter at the Gazette": who wrote, below the article.
_AUTHOR = re.compile(
    rf"{_NAME}\s(?:est\s(?:une?\s)?(?:journaliste|chroniqueu(?:r|se)|correspondante?|pigiste"
    r"|éditorialiste)\s(?:à|au|aux|pour|chez|en|basée?|spécialisée?|indépendante?)\b"
    r"|(?:is|was)\s(?:an?|the)\s(?:\w+\s){0,2}(?:reporter|correspondent|journalist|columnist"
    r"|contributor|(?:staff|freelance|senior)\swriter)\s(?:at|for|with|based|in|covering|who)\b)"
)
#: Whom to call: a telephone number in few words.
_TELEPHONE = re.compile(r"(?:\b0\d|\+\d{2}[ .]?\d)(?:[ .-]?\d\d){4}\b")
_LONGEST_CONTACT = 120
_ROUNDS = 5  # stamps one after the other
_LONGEST_NOTE = 300  # characters; what is longer is text, whatever it begins with


def body_start(text: str, start: int, end: int) -> int:
    """Where the article's own words begin: behind any metadata that is glued before them."""
    for _round in range(_ROUNDS):
        found = _LEADING.match(text, start, end) or _DATELINE.match(text, start, end)
        if not found or text[found.end()].islower():
            break
        start = found.end()
    return start


def is_metadata(words: str) -> bool:
    """Whether a passage is a note about the article rather than a sentence of it."""
    if len(words) > _LONGEST_NOTE:
        return False
    return bool(
        _OPENER.match(words)
        or _STAMP.fullmatch(words)
        or _BYLINE.fullmatch(words)
        or _REFERENCE.match(words)
        or _AUTHOR.match(words)
        or (len(words) <= _LONGEST_CONTACT and _TELEPHONE.search(words))
        or is_caption(words)
        or _is_mostly_link(words)
    )


def is_caption(words: str) -> bool:
    """A short paragraph at whose end somebody is credited."""
    return len(words) <= _LONGEST_NOTE and _CREDIT.search(words[-100:]) is not None


def _is_mostly_link(words: str) -> bool:
    rest, links = _LINK.subn(" ", words)
    return links > 0 and len(rest.split()) <= 3


def _openers() -> re.Pattern[str]:
    """The languages' openers in one expression: a page may carry notes in another language."""
    phrases = {entry for language in SUPPORTED for entry in load(language).entries(_SECTION)}
    return re.compile(
        rf"[\s>→▶*(\[•-]{{0,4}}(?:{'|'.join(_pattern(p) for p in sorted(phrases, reverse=True))})",
        re.IGNORECASE,
    )


def _pattern(phrase: str) -> str:
    """Any space between words, either apostrophe, and no half word at the end."""
    loose = re.escape(phrase).replace(r"\ ", r"\s{0,2}" if phrase.endswith(":") else r"\s")
    return loose.replace("'", "['’]") + (r"\b" if phrase[-1].isalnum() else "")


_SECTION = "metadata openers"
_OPENER = _openers()
