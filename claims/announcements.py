"""What this room tells others, in the same transaction, without knowing who listens.

An action sends these by name; nothing is sent by saving a row. A listener that raises a DeskError
stops the action, and nothing is changed.
"""

from django.dispatch import Signal

#: A claim was accepted (claim, actor).
claim_accepted = Signal()

#: A claim is about to be merged away (claim, into, actor).
claim_merging = Signal()

#: What a published document would quote has changed (claims: ids, actor, because: event name).
content_changed = Signal()

#: A page shows this claim, and asks: who knows published verdicts on much the same? (claim). Each
#: listener returns a list of `claims.matching.neighbours.Verdict`. Nothing is changed.
neighbours_wanted = Signal()
