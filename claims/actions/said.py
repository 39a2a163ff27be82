"""Who said a passage, as its text tells: what an extractor read, and the columns that keep it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from claims.actions.spans import exact_words
from claims.extraction import Candidate, Precision, Speech
from claims.models import Snapshot


@dataclass(frozen=True, slots=True)
class Said:
    """Whose voice a passage is in; the fields of `Candidate`, which explains them.

    `speaker` is the span of the words that name who says it, None where the text does not say.
    """

    speech: Speech
    speaker: tuple[int, int] | None = None
    cue: str = ""
    on: date | None = None
    precision: Precision | None = None

    @classmethod
    def of(cls, found: Candidate) -> "Said":
        return cls(found.speech, found.claimant_span, found.cue, found.claim_date, found.precision)

    def columns(self, snapshot: Snapshot) -> dict[str, Any]:
        """Of an appearance in this snapshot. Raises Invalid for a speaker outside its text."""
        start, end = self.speaker or (None, None)
        return {
            "speech": self.speech,
            "speaker": exact_words(snapshot, *self.speaker) if self.speaker else "",
            "speaker_start": start,
            "speaker_end": end,
            "cue": self.cue,
            "said_on": self.on,
            "said_precision": self.precision or "",
        }
