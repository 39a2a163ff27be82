"""What this process holds of the limits and spends by itself. Safe for threads."""

import os
from threading import Lock
from time import monotonic
from typing import NamedTuple

from factcheck.partners.quota import shared
from factcheck.partners.quota.limits import DAY, Account, Grant, Limit, Standing
from factcheck.partners.quota.shared import Reserved, Run

#: The first block of a key, when nothing is known of its traffic.
FIRST = 16
#: A block is meant to last this long, and grows at most by this factor.
SECONDS, GROWTH = 1.0, 4
#: What was not touched for so long is given back.
IDLE = 2.0


class Block:
    """Requests of one limit that are reserved and not spent yet, of one window."""

    __slots__ = ("ends", "ends_at", "granted", "granted_at", "left", "limit", "spent_at", "used")

    def __init__(self, limit: Limit) -> None:
        self.limit = limit
        self.left = self.granted = self.used = 0
        # The window's end by the database's clock, which names it, and by this process's own.
        self.ends = self.ends_at = 0.0
        self.granted_at = self.spent_at = 0.0

    def is_dry(self, now: float, counts: int = 1) -> bool:
        """Whether there is less than a request takes that counts as so many."""
        return self.left < counts or now >= self.ends_at

    def is_closed(self, now: float) -> bool:
        """Whether the limit was found to be reached, and its window lasts."""
        return self.used >= self.limit.most and self.left < 1 and now < self.ends_at

    def needed(self, now: float, counts: int) -> int:
        """What is missing for a request that counts as so many."""
        return counts if now >= self.ends_at else counts - self.left

    def wanted(self, now: float) -> int:
        """As many as a second of the latest traffic takes."""
        if not self.granted_at:
            return FIRST
        spent = self.granted - self.left
        rate = spent / max(now - self.granted_at, 0.001)
        return max(1, min(int(rate * SECONDS), GROWTH * max(spent, 1)))

    def receive(self, got: Reserved, asked_at: float) -> None:
        # Counted from before the statement, the window ends here no later than in the database.
        self.ends_at = asked_at + got.ends_in
        same = got.ends == self.ends
        self.left = got.granted + (self.left if same else 0)
        self.granted, self.granted_at = self.left, asked_at
        self.used, self.ends = got.used, got.ends

    def give_up(self) -> tuple[str, float, int]:
        """Keep none: what there was, for `shared.give_back`."""
        unspent = self.left
        self.granted -= unspent
        self.used -= unspent
        self.left = 0
        return self.limit.subject, self.ends, unspent

    def standing(self, now: float) -> Standing:
        if now >= self.ends_at:  # the next window has not begun
            return Standing(self.limit, self.limit.most, self.limit.seconds)
        remaining = max(0, self.limit.most - self.used + self.left)
        # The moment after the end, so that whoever waits as told is not a blink too early.
        return Standing(self.limit, remaining, int(self.ends_at - now) + 1)

    def day(self, now: float) -> tuple[int, float]:
        """Today, in days since 1970, by the database's clock; and when it ends, by our own."""
        ahead = self.ends - self.ends_at
        today = int((now + ahead) // DAY)
        return today, (today + 1) * DAY - ahead


class Tally(NamedTuple):
    """How often a key was used on a day, since it was last written down."""

    key: str
    day: int
    requests: int
    refused: int
    last_at: float  # monotonic


class Spender:
    """One key: the blocks that its requests are taken from, and how many there were."""

    __slots__ = ("account", "blocks", "day", "day_ends_at", "last_at", "refused", "requests")

    def __init__(self, account: Account, blocks: tuple[Block, ...]) -> None:
        self.account, self.blocks = account, blocks
        self.day = self.requests = self.refused = 0
        self.day_ends_at = self.last_at = 0.0


class Purse:
    """What one owner's keys hold. Its lock is held while more is reserved: the owner's other
    threads need the same, and nobody else waits."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.spenders: dict[str, Spender] = {}
        self.blocks: dict[str, Block] = {}
        self.tallies: list[Tally] = []

    def take(self, account: Account, run: Run, counts: int) -> Grant:
        with self.lock:
            spender = self.spenders.get(account.key)
            if spender is None or spender.account is not account:
                spender = self._spender(account)
            blocks, now = spender.blocks, monotonic()
            missing = [block for block in blocks if block.is_dry(now, counts)]
            if missing:
                missing = self._filled(blocks, missing, counts, now, run)
            if not missing:
                for block in blocks:
                    block.left -= counts
                    block.spent_at = now
            self._count(spender, now, counts, allowed=not missing)
            return Grant(
                not missing,
                account.policy,
                tuple([block.standing(now) for block in blocks]),
                tuple([block.standing(now) for block in missing]) if missing else (),
                counts,
            )

    def _spender(self, account: Account) -> Spender:
        """The key's; its counts stay when the account was read anew, with other limits perhaps."""
        blocks = []
        for limit in account.limits:
            block = self.blocks.setdefault(limit.subject, Block(limit))
            block.limit = limit
            blocks.append(block)
        spender = self.spenders.setdefault(account.key, Spender(account, ()))
        spender.account, spender.blocks = account, tuple(blocks)
        return spender

    def _filled(
        self, blocks: tuple[Block, ...], dry: list[Block], counts: int, now: float, run: Run
    ) -> list[Block]:
        """Reserve more for the dry ones. Returns those that stay empty: their limit is reached."""
        closed = [block for block in blocks if block.is_closed(now)]
        if closed:
            return closed
        asked = [(b.limit, b.wanted(now), b.needed(now, counts)) for b in dry]
        for block, reserved in zip(dry, shared.reserve(asked, run), strict=True):
            block.receive(reserved, now)
        return [block for block in blocks if block.left < counts]

    def _count(self, spender: Spender, now: float, counts: int, *, allowed: bool) -> None:
        if now >= spender.day_ends_at:
            self._write_down(spender)
            # The last limit is the longest one: it was asked for just now, or its window lasts.
            spender.day, spender.day_ends_at = spender.blocks[-1].day(now)
        if allowed:
            spender.requests += counts
        else:
            spender.refused += counts
        spender.last_at = now

    def _write_down(self, spender: Spender) -> None:
        if spender.requests or spender.refused:
            self.tallies.append(
                Tally(
                    spender.account.key,
                    spender.day,
                    spender.requests,
                    spender.refused,
                    spender.last_at,
                )
            )
            spender.requests = spender.refused = 0

    def hand_over(self) -> list[Tally]:
        with self.lock:
            for spender in self.spenders.values():
                self._write_down(spender)
            tallies, self.tallies = self.tallies, []
            return tallies

    def unspent(self, now: float, idle: float) -> list[tuple[str, float, int]]:
        """Give up what was not touched for so long."""
        with self.lock:
            return [
                block.give_up()
                for block in self.blocks.values()
                if not block.is_dry(now) and now - block.spent_at >= idle
            ]

    def holds_any(self, now: float) -> bool:
        with self.lock:
            return any(not block.is_dry(now) for block in self.blocks.values())


_purses: dict[int, Purse] = {}


def take(account: Account, run: Run, counts: int = 1) -> Grant:
    """Spend one request, if every limit allows it; a refused one spends nothing. A large one may
    count as several: all of them are spent, or none.

    Raises what `run` raises, and then nothing was spent either.
    """
    purse = _purses.get(account.owner)
    if purse is None:
        purse = _purses.setdefault(account.owner, Purse())
    return purse.take(account, run, counts)


def give_back(run: Run, *, idle: float = IDLE) -> bool:
    """Return what is held without use. Says whether this process still holds something."""
    now = monotonic()
    purses = list(_purses.values())
    for purse in purses:
        shared.give_back(purse.unspent(now, idle), run)
    return any(purse.holds_any(now) for purse in purses)


def hand_over() -> list[Tally]:
    """The use of all keys since the last time, for whoever writes it down."""
    return [tally for purse in list(_purses.values()) for tally in purse.hand_over()]


def forget() -> None:
    """Hold nothing: what was reserved is lost until the windows end."""
    _purses.clear()


# A forked child that kept its parent's blocks would spend them a second time.
os.register_at_fork(after_in_child=forget)
