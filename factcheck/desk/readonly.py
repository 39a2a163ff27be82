"""What is only to be read in the admin."""

from typing import Any

from django.http import HttpRequest

from factcheck.desk.lists import LongList


class ReadOnlyAdmin(LongList):
    """Nobody adds, changes or deletes here; what is written is written by verbs."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
