"""What the address of an article's page says: which claims are shown, and which one is chosen."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from claims.workflow import State

ALL, UNSETTLED = "all", "unsettled"
TEXT, WORTH = "text", "worth"
ORDERS = {TEXT: _("as in the text"), WORTH: _("most worth checking first")}


class Choice(NamedTuple):
    """What a page's address says: the chosen claim, which are shown, and in which order."""

    claim: int | None = None
    show: str = ALL
    order: str = TEXT

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> "Choice":
        """From an address; what makes no sense in it is as if it were not there."""
        claim, show, order = (str(given.get(name, "")) for name in cls._fields)
        return cls(
            int(claim) if claim.isdecimal() and len(claim) < 19 else None,
            show if show in {*State, UNSETTLED} else ALL,
            WORTH if order == WORTH else TEXT,
        )

    def address(self, **other: Any) -> str:
        """As a query, with what is other; what goes without saying is left out."""
        wanted = self._replace(**other)
        default = Choice()
        return "?" + urlencode(
            {
                name: value
                for name, value in wanted._asdict().items()
                if value != getattr(default, name)
            }
        )

    def link(self) -> str:
        """The beginning of an address that chooses another claim: its number is to follow."""
        others = self.address(claim=None)
        return f"{others}{'' if others == '?' else '&'}claim="
