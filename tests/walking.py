"""Walking through pages by their links, as a curious visitor does."""

import re
from collections.abc import Callable, Iterable
from urllib.parse import urljoin, urlsplit

#: Pages whose addresses differ in these alone are of a kind.
_NUMBERS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+|=[^&]*")
#: What is no page, ends the visit, or shows a list once more in another order.
_NOT_FOLLOWED = re.compile(
    r"^/(api|feeds|static|record|metrics)/|/(logout|jsi18n|procrastinate)/|\.json$"
    r"|_changelist_filters=|_facets=|[?&][op]=|&"
)


def walk(
    starts: Iterable[str], visit: Callable[[str], Iterable[str]], *, of_a_kind: int, at_most: int
) -> list[str]:
    """Visit pages from these on, `of_a_kind` of those that are alike and `at_most` in all. `visit`
    opens a path and says where its links lead. Returns what was opened."""
    waiting, known = list(starts), set(starts)
    opened: list[str] = []
    kinds: dict[str, int] = {}
    while waiting and len(opened) < at_most:
        path = waiting.pop(0)
        opened.append(path)
        for link in visit(path):
            to = urlsplit(urljoin(path, link))
            on = to.path + (f"?{to.query}" if to.query else "")
            kind = _NUMBERS.sub("#", on)
            if to.netloc or to.scheme or on in known or kinds.get(kind, 0) >= of_a_kind:
                continue
            if not _NOT_FOLLOWED.search(on):
                known.add(on)
                kinds[kind] = kinds.get(kind, 0) + 1
                waiting.append(on)
    return opened
