"""What the worker does for those who look for a claim, beside everybody's work."""

import logging
from time import monotonic

from django.db import transaction
from procrastinate.contrib.django import app

from factcheck.matching.embedding import EmbeddingFailed, embedder
from factcheck.matching.index.sides import sides

log = logging.getLogger(__name__)

#: Seconds that one run may take: the next one goes on.
_LONG, _THOROUGH = 50, 3_000
#: Texts that are read anew in one transaction.
_BATCH = 500


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="embed_new_texts", pass_context=False)
def embed_new_texts(timestamp: int) -> None:
    """What was written since gets its vector, at most a minute later; all of it, when the model has
    changed."""
    _embed(_LONG, everything=False)


@app.periodic(cron="17 * * * *")
@app.task(queueing_lock="embed_missed_texts", pass_context=False)
def embed_missed_texts(timestamp: int) -> None:
    """What was missed, for whatever reason, gets its vector."""
    _embed(_THOROUGH, everything=True)


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="count_common_terms", pass_context=False)
def count_common_terms(timestamp: int) -> None:
    """In how many texts the common terms are, where the texts have changed."""
    for side in sides():
        side.index.count()


@app.periodic(cron="41 * * * *")
@app.task(queueing_lock="reread_old_texts", pass_context=False)
def reread_old_texts(timestamp: int) -> None:
    """After an upgrade that reads words otherwise: what was read before is read anew."""
    until = monotonic() + _THOROUGH
    for side in sides():
        while monotonic() < until and (old := side.index.outdated(_BATCH)):
            with transaction.atomic():
                # What is no more since is left out by the lock, and taken out by the repair.
                side.index.repair(dict.fromkeys(old) | side.these(old))


def _embed(seconds: float, *, everything: bool) -> None:
    until = monotonic() + seconds
    try:
        model = embedder()
        if model:
            for side in sides():
                for _done in side.index.embed(
                    model, everything=everything, goes_on=lambda: monotonic() < until
                ):
                    pass
    except EmbeddingFailed as error:
        log.warning("Texts have no vector yet: %s", error)
