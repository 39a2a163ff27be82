"""What is limited, for whom, and what came of asking."""

from dataclasses import dataclass, field
from typing import NamedTuple

MINUTE, DAY = 60, 86_400


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` requests of the subject in a window of so many seconds.

    A window begins with its first request, or `aligned` at multiples of its length: a day at
    midnight in UTC.
    """

    name: str
    subject: str
    most: int
    seconds: int
    aligned: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """Whose requests are counted: one key, under every limit that holds for it, the longest last.

    `policy` is what the header RateLimit-Policy says.
    """

    owner: int
    key: str
    limits: tuple[Limit, ...]
    policy: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        items = [f'"{limit.name}";q={limit.most};w={limit.seconds}' for limit in self.limits]
        object.__setattr__(self, "policy", ", ".join(items))


def account(*, owner: int, key: str, per_minute: int, per_day: int) -> Account:
    """The account of a partner's key.

    The minute is the key's own: a runaway script does not stop the partner's other site. The day
    is the partner's: whoever makes a new key gets no new quota.
    """
    return Account(
        owner,
        key,
        (
            Limit("minute", f"minute:{key}", per_minute, MINUTE),
            Limit("day", f"day:{owner}", per_day, DAY, aligned=True),
        ),
    )


class Standing(NamedTuple):
    """Where one limit stands. Other processes may hold some of what is not `remaining`."""

    limit: Limit
    remaining: int
    resets_in: int  # whole seconds, rounded up


class Grant(NamedTuple):
    """Whether a request is let through. `refused_by` are the limits that are reached, if not;
    `counts` is as how many requests it counts."""

    allowed: bool
    policy: str
    standings: tuple[Standing, ...]
    refused_by: tuple[Standing, ...] = ()
    counts: int = 1
