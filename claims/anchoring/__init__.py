"""Where the passages of a text stand in a later text of the same article. Pure: no models.

kinds      how surely a passage was found again, as data
words      a text cut into words and signs, and the form in which only typography is no difference
alignment  which word of the new text is which of the old one
finding    each passage's place: exact, set otherwise, changed, unsure or gone

In the spirit of the W3C Web Annotation model (text quote and text position selectors), but by an
alignment of the two texts instead of a fuzzy search for each quote: a figure, a name or a negation
that became another is a small difference for such a search, and all the difference for a desk.
"""

from claims.anchoring.finding import Found, find_again
from claims.anchoring.kinds import FOUND, TO_BE_SEEN, Kind

__all__ = ["FOUND", "TO_BE_SEEN", "Found", "Kind", "find_again"]
