"""`robots.txt`, by RFC 9309: whether a site wants us to read a page of it."""

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from protego import Protego

#: What sites call us in their rules.
PRODUCT = "factcheck-desk"
#: How much of a robots.txt is read (RFC 9309, 2.5), and for how long it is kept (2.4).
MOST_BYTES = 500 * 1024
KEPT_SECONDS = 24 * 60 * 60
_KEPT = 1_000
_GROUP = re.compile(r"\s*user-?agent\s*:\s*([^#]*)", re.IGNORECASE)


class Rules:
    """What one site says. `None` in place of a text: it says nothing."""

    def __init__(self, text: str | None) -> None:
        self._rules = None if text is None else Protego.parse(_ours(text))

    def allow(self, url: str) -> bool:
        return self._rules is None or self._rules.can_fetch(url, PRODUCT)


class Robots:
    """The rules of sites, kept for a day in this process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: OrderedDict[object, tuple[float, Rules]] = OrderedDict()
        self._lock = threading.Lock()

    def rules(self, origin: object, ask: Callable[[], str | None]) -> Rules:
        """Those of a scheme, host and port. `ask` gets the text, or None where there is none;
        what it raises is not kept."""
        with self._lock:
            until, rules = self._kept.get(origin, (0.0, None))
        if rules is not None and until > self._clock():
            return rules
        rules = Rules(ask())
        with self._lock:
            self._kept[origin] = (self._clock() + KEPT_SECONDS, rules)
            self._kept.move_to_end(origin)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return rules


def _ours(text: str) -> str:
    """The text with the groups of others under one name, and each name once in a group.

    The parser copies a group's rules to each name of it: half a megabyte of names and rules costs
    it a minute and gigabytes. Names are matched whole, as RFC 9309 (2.2.1) has it.
    """
    lines: list[str] = []
    group: set[str] = set()
    for line in text.splitlines():
        named = _GROUP.match(line)
        if not named:
            lines.append(line)
            if ":" in line.partition("#")[0]:
                group = set()
            continue
        name = named[1].strip().lower()
        name = name if name in ("*", PRODUCT) else "another"
        if name not in group:
            group.add(name)
            lines.append(f"User-agent: {name}")
    return "\n".join(lines)
