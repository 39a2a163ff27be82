"""A person at the desk: opens pages, fills in forms and presses buttons, over real HTTP."""

from typing import Any

import httpx
from lxml import html

PASSWORD = "a-long-enough-password"


class Page:
    """A page as it came, with its forms."""

    def __init__(self, answer: httpx.Response) -> None:
        self.status = answer.status_code
        self.url = str(answer.url)
        self.tree = html.fromstring(answer.text, base_url=self.url)
        for area in self.tree.iter("textarea"):  # HTML drops the first line end, lxml does not
            area.text = (area.text or "").removeprefix("\n")

    @property
    def text(self) -> str:
        return " ".join(self.tree.text_content().split())

    @property
    def buttons(self) -> list[str]:
        """The verbs that can be pressed, by their labels."""
        found = self.tree.xpath("//section[@class='verbs']//*[self::a or self::button]")
        return [
            button.text_content().strip(" …") for button in found if "disabled" not in button.attrib
        ]

    def form(self, css_id: str) -> Any:
        return self.tree.get_element_by_id(css_id)


class Person:
    """Somebody who is signed in."""

    def __init__(self, address: str, username: str) -> None:
        self.http = httpx.Client(base_url=address, follow_redirects=True, timeout=60)
        page = self.open("/admin/login/")
        form = page.form("login-form")
        page = self._send(form, {"username": username, "password": PASSWORD})
        assert "login" not in page.url, page.text

    def open(self, path: str) -> Page:
        return Page(self.http.get(path))

    def save(self, page: Page, model: str, **fields: Any) -> Page:
        """Fill in the form of a model's page, and save."""
        return self._send(page.form(f"{model}_form"), {**fields, "_continue": "Save"})

    def press(self, page: Page, verb: str, **answers: Any) -> Page:
        """Press a verb's button; where it asks something first, answer."""
        forms = page.tree.xpath(f"//form[contains(@action, '/do/{verb}/')]")
        if forms:
            return self._send(forms[0], {})
        links = page.tree.xpath(f"//a[contains(@href, '/do/{verb}/')]/@href")
        assert links, f"there is no button “{verb}”: {page.buttons}"
        asking = self.open(links[0])
        return self._send(asking.tree.xpath("//div[@id='content-main']/form")[0], answers)

    def _send(self, form: Any, fields: dict[str, Any]) -> Page:
        values = [(name, value) for name, value in form.form_values() if name not in fields]
        for name, value in fields.items():
            values += [(name, item) for item in (value if isinstance(value, list) else [value])]
        data: dict[str, Any] = {}
        for name, value in values:
            value = str(value).replace("\n", "\r\n")  # as a browser sends it
            data.setdefault(name, []).append(value)
        url = form.action or form.base_url
        return Page(self.http.post(url, data=data, headers={"Referer": form.base_url}))
