"""How a passage was found again in a later text. Pure data."""

from enum import StrEnum


class Kind(StrEnum):
    """From the surest to what is gone."""

    #: The very words, in the very sentence; they may have moved within the article.
    EXACT = "exact"
    #: The same words and signs in the same order, set otherwise: blanks, the shape of quotation
    #: marks, apostrophes and dashes, how accents are encoded.
    QUOTE = "quote"
    #: Found by what stands around it, or within it: its words, or those of its sentence, differ.
    CHANGED = "changed"
    #: The very words stand there, at several places or where others stood: nothing tells which.
    UNSURE = "unsure"
    #: The text has nothing that could be it.
    ORPHANED = "orphaned"


#: The same statement, without anybody having to look.
FOUND = frozenset({Kind.EXACT, Kind.QUOTE})
#: A person has to look: it is not known to be the same statement.
TO_BE_SEEN = frozenset(Kind) - FOUND
