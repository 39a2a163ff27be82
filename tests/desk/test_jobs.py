"""The queue of background work, as administrators see it."""

from collections.abc import Callable

from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.factories import claims

SignIn = Callable[[str], Client]


def test_its_pages_keep_to_the_policy(db: None, sign_in: SignIn) -> None:
    """No styles or scripts within: the browser would leave them out, and complain."""
    fetch = claims.fetch("https://gazette.example/queue")
    job = ProcrastinateJob.objects.get()
    client = sign_in("")
    for page in ("", f"{job.pk}/change/"):
        content = client.get(f"/admin/procrastinate/procrastinatejob/{page}").content.decode()
        assert " style=" not in content
        assert "<script>" not in content
        assert f"&quot;pk&quot;: {fetch.pk}" in content
        assert job.task_name in content
