"""The verbs of correction requests: each is one transaction with its event."""

from factcheck.challenges.actions.deciding import (
    accept,
    correct,
    decline,
    discard,
    mark_duplicate,
    reconsider,
)
from factcheck.challenges.actions.receiving import MOST_EVIDENCE, receive
from factcheck.challenges.actions.settling import settle

__all__ = [
    "MOST_EVIDENCE",
    "accept",
    "correct",
    "decline",
    "discard",
    "mark_duplicate",
    "receive",
    "reconsider",
    "settle",
]
