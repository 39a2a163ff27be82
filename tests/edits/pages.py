"""A desk's page as a browser holds it: the form as it came, filled in and sent."""

from typing import Any

from django.test import Client
from lxml import html

from factcheck.accounts.models import User


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


class Page:
    """A page that came, and its form of this id."""

    def __init__(self, client: Client, answer: Any, form: str) -> None:
        self.client, self.status = client, answer.status_code
        self.address = answer.request["PATH_INFO"]
        self.tree = html.fromstring(answer.content.decode() or "<p></p>")
        for area in self.tree.iter("textarea"):  # HTML drops the first line end, lxml does not
            area.text = (area.text or "").removeprefix("\n")
        found = self.tree.xpath(f"//form[@id='{form}']") if form else []
        self.form: Any = found[0] if found else None
        self._id = form

    @property
    def text(self) -> str:
        return " ".join(self.tree.text_content().split())

    @property
    def compared(self) -> str:
        """The two versions side by side, of a save that came too late."""
        return " ".join("".join(self.tree.xpath("//*[@class='comparison']//text()")).split())

    def value(self, name: str) -> str:
        return str(self.form.fields[name])

    def save(self, **typed: Any) -> "Page":
        """Send the form as it is, with what is typed over it."""
        data: dict[str, list[str]] = {}
        for name, value in self.form.form_values():
            data.setdefault(name, []).append(value)
        data |= {name: [str(value)] for name, value in typed.items()}
        data["_continue"] = ["Save"]
        answer = self.client.post(self.address, data)
        return Page(self.client, answer, self._id)


def opened(client: Client, address: str, form: str) -> Page:
    return Page(client, client.get(address), form)
