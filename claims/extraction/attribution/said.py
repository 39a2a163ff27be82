"""What is known of who said a passage."""

from dataclasses import dataclass
from datetime import date

from claims.extraction.candidate import Precision, Speech


@dataclass(frozen=True, slots=True)
class Attribution:
    """In whose voice a passage speaks: the fields of `Candidate`, which explains them.

    `claimant` is `text[slice(*span)]`. A name that the text gives in full before is given in full,
    with the span where it stands so.
    """

    speech: Speech
    claimant: str = ""
    span: tuple[int, int] | None = None
    cue: str = ""
    claim: str = ""
    said_on: date | None = None
    precision: Precision | None = None


#: The author's own voice. When they said it is the article's date, which is known without us.
OWN = Attribution(Speech.OWN)
