"""The words of a span, as a snapshot has them."""

from django.utils.translation import gettext as _

from claims.models import Snapshot
from factcheck.errors import Invalid


def exact_words(snapshot: Snapshot, start: int, end: int) -> str:
    """The words of a span. Raises Invalid when it is not inside the text, or blank."""
    length = len(snapshot.text)
    if not 0 <= start < end <= length:
        raise Invalid(
            span=_(
                "The passage from %(start)s to %(end)s is not in the text, which has %(length)s"
                " characters: 0 ≤ start < end ≤ %(length)s."
            )
            % {"start": start, "end": end, "length": length}
        )
    exact = snapshot.text[start:end]
    if not exact.strip():
        raise Invalid(span=_("The passage has no words: select the sentence that is claimed."))
    return exact
