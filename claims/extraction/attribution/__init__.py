"""Who said it? Each sentence's speaker, by rules; blank rather than guessed. Pure, and linear.

    quotations ─┐
    tokens ─ cues (verbs, speakers) ─ memory ─ voices ─ attributions (wording, dates)

`quotations` finds the passages in quotes, `cues` what tells that somebody speaks ("a déclaré",
"according to") and with `speakers` whom it names, `memory` whom "he" or a surname means, `voices`
goes through the text sentence by sentence. The words it knows are data: `speech.txt`.
"""

from claims.extraction.attribution.said import OWN, Attribution
from claims.extraction.attribution.voices import attributions

__all__ = ["OWN", "Attribution", "attributions"]
