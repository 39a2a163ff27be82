"""The verbs of endpoints: each checks who may, locks, changes, and writes its event.

A partner does them itself over the API: then `by_key` is the id of the key that it calls with.
"""

from factcheck.partners.webhooks.actions.changing import (
    OVERLAP,
    challenge,
    change,
    delete,
    disable,
    pause,
    resume,
    rotate,
)
from factcheck.partners.webhooks.actions.registering import register
from factcheck.partners.webhooks.actions.sending import replay, test

__all__ = [
    "OVERLAP",
    "challenge",
    "change",
    "delete",
    "disable",
    "pause",
    "register",
    "replay",
    "resume",
    "rotate",
    "test",
]
