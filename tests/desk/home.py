"""What is read of the home page."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone
from lxml import html

from factcheck.accounts.models import User, Visit

HOME = "/admin/"


def page(client: Client) -> Any:
    answer = client.get(HOME)
    assert answer.status_code == 200
    return html.fromstring(answer.content.decode())


def words(tree: Any, panel: str = "content-main") -> str:
    return " ".join(tree.get_element_by_id(panel).text_content().split())


def numbers(tree: Any) -> dict[str, tuple[str, str]]:
    """Each queue's number and its address."""
    links = tree.xpath("//a[@data-queue]")
    return {link.get("data-queue"): (link.text, link.get("href")) for link in links}


def was_here(person: User, hours: float) -> None:
    before = timezone.now() - timedelta(hours=hours)
    Visit.objects.create(person=person, seen_at=timezone.now(), before=before)
