"""The desk's clockwork: what happens by itself, in the worker."""

from procrastinate.contrib.django import app

from reviews.actions import expire_leases, publish_due


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="expire_leases", pass_context=False)
def end_leases(timestamp: int) -> None:
    """Reviews whose lease has run out go back into the queue."""
    expire_leases()


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="publish_due", pass_context=False)
def publish_scheduled(timestamp: int) -> None:
    """What was scheduled for now is published."""
    publish_due()
