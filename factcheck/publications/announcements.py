"""What the record tells others, in the same transaction, without knowing who listens."""

from django.dispatch import Signal

#: Something was said to the world (publication). It gets its place in the change feed when the
#: transaction commits; the bulk writer announces nothing.
published = Signal()
