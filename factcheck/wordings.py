"""Words that somebody gives to a verb: in the one form in which texts are kept, or refused by the
name of their field."""

from django.utils.translation import gettext as _

from factcheck import text as texts
from factcheck.errors import Invalid


def plain(field: str, text: str, at_most: int | None = None) -> str:
    """The text in the one form in which texts are kept. Raises Invalid for what is no text, or too
    long."""
    try:
        text = texts.canonical(text)
    except Invalid as error:
        raise Invalid(**{field: str(error)}) from None
    if at_most and len(text) > at_most:
        raise Invalid(
            **{
                field: _("This has %(length)s characters; %(most)s is the limit.")
                % {"length": len(text), "most": at_most}
            }
        )
    return text


def needed(field: str, text: str | None, message: str, at_most: int | None = None) -> str:
    """The text without blanks around it. Raises Invalid with the message when there is none."""
    words = plain(field, text or "", at_most).strip()
    if not words:
        raise Invalid(**{field: message})
    return words


def a_reason(reason: str | None) -> str:
    """The reason that a verb asks for."""
    return needed("reason", reason, _("Say why in a few words: it is kept with the decision."))
