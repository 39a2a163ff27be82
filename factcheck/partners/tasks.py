"""What the worker does for partners: it tells them what was published. In a queue of its own, so
that a worker of its own can do it."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from factcheck.partners.webhooks import jobs, passes

#: When something breaks on our side (the database is away, say); what is wrong with an endpoint is
#: written down, and has waits of its own.
_OWN_FAULTS = RetryStrategy(max_attempts=10, wait=5)


@app.task(name=jobs.TELL, queue=jobs.QUEUE, retry=_OWN_FAULTS)
def tell_partners() -> None:
    """Something was published: have every endpoint told that was not told of all."""
    jobs.wake_those_behind()


@app.task(name=jobs.DELIVER, queue=jobs.QUEUE, retry=_OWN_FAULTS)
def deliver(webhook: int) -> None:
    """Send an endpoint what is due, and come again when more is."""
    jobs.come_again(webhook, passes.run(webhook))


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="catch_up_with_partners", queue=jobs.QUEUE, pass_context=False)
def catch_up_with_partners(timestamp: int) -> None:
    """What no job knows of any more, or never did, is found by the clock."""
    jobs.wake_all()
