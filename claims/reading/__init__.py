"""From bytes to an article: its text, and what the page says about itself.

originals   a text or a page as it comes in, and what is refused
charsets    its bytes as characters; letters: which they are, where nobody says so
refusals    what is not taken in, and what to do then
page/       HTML: pure, and read in a process apart
apart       that process, and its limits
language    what the page says against what the text shows
metadata    what is known of it, each with where it comes from
"""

from claims.reading.metadata import Metadata
from claims.reading.originals import HTML, PLAIN, ReadArticle, read

__all__ = ["HTML", "PLAIN", "Metadata", "ReadArticle", "read"]
