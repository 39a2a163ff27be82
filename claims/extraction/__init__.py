"""Which sentences of an article deserve a check? Text in, candidates with exact spans out. Pure.

    text ─ blocks ─ segments ─ (features ─ ranking) ─ candidates, best first

`factcheck.sentences` cuts the text into paragraphs and list items, and those into sentences;
`segments` sets headlines, questions and `metadata` aside, `features` finds what a checker would
notice in a sentence, and `ranking` adds it up. The words it knows are data: `lexicons/`.
"""

from claims.extraction.candidate import Candidate, Found, Precision, Reason, Speech
from claims.extraction.rules import extract
from factcheck.sentences import SUPPORTED, guess_language

__all__ = [
    "SUPPORTED",
    "Candidate",
    "Found",
    "Precision",
    "Reason",
    "Speech",
    "extract",
    "guess_language",
]
