"""Pages of a list that cost the same however long it grows."""

from typing import Any

from django.core.paginator import Paginator
from django.utils.functional import cached_property

#: What can be paged through. Nobody turns so many pages by hand: they filter, or search.
REACHABLE = 10_000


class BoundedPaginator(Paginator):
    """Counts, and turns, to the last reachable row and no further.

    Counting a million rows takes seconds, and so does turning to their last page.
    """

    @cached_property
    def _counted(self) -> int:
        rows: Any = self.object_list
        if not hasattr(rows, "order_by"):
            return len(rows)
        return rows.order_by()[: REACHABLE + 1].count()

    @property
    def count(self) -> int:
        return min(self._counted, REACHABLE)

    @property
    def is_cut(self) -> bool:
        """Whether there are more rows than can be paged through."""
        return self._counted > REACHABLE
