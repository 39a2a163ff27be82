"""A link that leads to words in a page, and makes the browser show them.

URL fragment text directives (https://wicg.github.io/scroll-to-text-fragment/). A browser that does
not know them opens the page at its top.
"""

from urllib.parse import quote

#: Longer passages are named by how they begin and end: a page may have its own signs between.
_LONGEST, _EDGE = 120, 5


def address(url: str, exact: str) -> str:
    """The page's address with the passage in it."""
    page, _sharp, fragment = url.partition("#")
    fragment = fragment.partition(":~:")[0]
    passage = ",".join(map(_quoted, _ends(exact)))
    return f"{page}#{fragment}:~:text={passage}" if passage else url


def _ends(exact: str) -> list[str]:
    words = exact.split()
    one_line = "\n" not in exact.strip()
    if not words or (one_line and len(exact) <= _LONGEST) or len(words) < 2 * _EDGE:
        return [" ".join(words)] if words else []
    return [" ".join(words[:_EDGE]), " ".join(words[-_EDGE:])]


def _quoted(text: str) -> str:
    # A dash would part a prefix from the passage.
    return quote(text, safe="").replace("-", "%2D")
