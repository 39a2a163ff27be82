"""What the worker does for the record."""

from procrastinate.contrib.django import app

from factcheck.publications.sealing import signing


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="sign_head", pass_context=False)
def sign_head(timestamp: int) -> None:
    """What was published since is sealed, at most a minute later."""
    signing.sign()
