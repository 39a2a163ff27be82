"""What keeps the worker's own house in order."""

from typing import Any

from procrastinate.contrib.django import app

#: A worker shows every ten seconds that it lives; one that was silent for so long was killed.
_SILENT_SECONDS = 60
#: What is done needs no keeping for longer: what came of it stands elsewhere.
_KEPT_HOURS = 7 * 24


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="take_up_lost_jobs", pass_context=True)
async def take_up_lost_jobs(context: Any, timestamp: int) -> None:
    """A worker that is killed leaves its jobs as being done: they are given to the others."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=_SILENT_SECONDS):
        await manager.retry_job(job)


@app.periodic(cron="23 3 * * *")
@app.task(queueing_lock="forget_old_jobs", pass_context=True)
async def forget_old_jobs(context: Any, timestamp: int) -> None:
    """Jobs that succeeded are deleted after a week: a desk makes thousands a day."""
    await context.app.job_manager.delete_old_jobs(nb_hours=_KEPT_HOURS)
