"""Finding claims with an extractor that takes its time: in the worker."""

from procrastinate.contrib.django import app

from claims import actions


@app.task(pass_context=False)
def find_claims(extraction: int) -> None:
    """Carry out a search that somebody asked for. May be run again: it is done once."""
    actions.carry_out(extraction)
