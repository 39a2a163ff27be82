"""A reader of the public pages: no key, no cookie."""

from typing import Any

from django.test import Client
from lxml import etree


def get(path: str, query: Any = None, **headers: Any) -> Any:
    return Client().get(path, query, headers=headers)


def tree(path: str, query: Any = None, *, status: int = 200, **more: Any) -> Any:
    """The page as a tree."""
    answer = get(path, query, **more)
    assert answer.status_code == status, path
    return etree.HTML(answer.content.decode())


def words(node: Any) -> str:
    """What is read in it, blanks as one."""
    return " ".join("".join(node.itertext()).split())


def main(page: Any) -> str:
    return words(page.find(".//main"))
