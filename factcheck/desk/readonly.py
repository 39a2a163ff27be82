"""What is only to be read in the admin."""

import json
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from factcheck.desk.lists import LongList
from factcheck.text import escaped


def as_json(value: Any) -> SafeString:
    """A value of a JSON column, for people who want to see exactly what it is."""
    return format_html("<pre>{}</pre>", escaped(json.dumps(value, indent=2, ensure_ascii=False)))


class ReadOnlyAdmin(LongList):
    """Nobody adds, changes or deletes here; what is written is written by verbs."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
