"""What a person's own name may be: one line of words, as everybody reads it."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from factcheck.text import BIDI_OVERRIDES

#: Unicode's control characters, ends of lines and of paragraphs, and halves of a character.
_NO_WORDS = frozenset({"Cc", "Zl", "Zp", "Cs"})


def one_line(name: str) -> None:
    """A validator: raises ValidationError for what hides in a name or turns it around. Elsewhere
    such signs may be words of others, which are kept; a colleague's name is typed by us."""
    for sign in name:
        if sign in BIDI_OVERRIDES or unicodedata.category(sign) in _NO_WORDS:
            raise ValidationError(
                _(
                    "A name is one line of words, without signs that nobody sees: %(sign)s is one."
                    " Type the name anew."
                )
                % {"sign": f"U+{ord(sign):04X}"}
            )
