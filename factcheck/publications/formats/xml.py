"""Text as XML 1.0 can carry it."""

import re

#: What no XML 1.0 document may contain, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text(given: str) -> str:
    """The text with a replacement sign for each character that XML cannot carry."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", given)
