"""The counters that all processes share: rows in PostgreSQL, each statement a transaction."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from factcheck.partners.quota.limits import Limit

Run = Callable[[str, Sequence[Any]], list[Any]]

#: A reservation takes at most this part of what is left, unless one request needs more. So a
#: process that falls silent right before the limit is reached keeps at most 1.6 % of it from the
#: others; and a limit of 600 takes about 240 statements, one of 100,000 about 580.
SHARE = 64


def _part(rest: str) -> str:
    """What is granted when so many are left: what is needed, or nothing."""
    return (
        f"CASE WHEN {rest} < need THEN 0 ELSE greatest(need, least(want, ({rest}) / {SHARE})) END"
    )


# Each row is locked by its update, so `used` is exact; rows come in the order of the account's
# limits, so that two statements never wait for one another. Whoever waited for the row may find
# that the window ended meanwhile: so the clock is read again then. A window that ends later than a
# new one would is of a clock that was wrong.
_RESERVE = f"""
    WITH asked AS (
        SELECT * FROM unnest(%s::text[], %s::integer[], %s::bigint[], %s::boolean[], %s::bigint[],
                             %s::bigint[])
            AS asked (subject, seconds, most, aligned, want, need)
    )
    INSERT INTO partners_quotacount AS q (subject, ends, seconds, most, used, granted)
    SELECT subject,
           CASE WHEN aligned THEN (floor(clock / seconds) + 1) * seconds ELSE clock + seconds END,
           seconds, most, part, part
      FROM asked, (SELECT extract(epoch FROM clock_timestamp())::float8) AS now (clock),
           LATERAL (SELECT {_part("most")}) AS grant_ (part)
    ON CONFLICT (subject) DO UPDATE
       SET (ends, seconds, most, used, granted) = (
           SELECT CASE WHEN same THEN q.ends
                       WHEN clock < excluded.ends THEN excluded.ends
                       ELSE excluded.ends + excluded.seconds
                            * (floor((clock - excluded.ends) / excluded.seconds) + 1) END,
                  excluded.seconds, excluded.most, spent + part, part
             FROM (SELECT extract(epoch FROM clock_timestamp())::float8) AS now (clock),
                  (SELECT want, need FROM asked WHERE asked.subject = excluded.subject) AS asked,
                  LATERAL (SELECT clock < q.ends AND q.ends <= clock + excluded.seconds + 1)
                       AS window_ (same),
                  LATERAL (SELECT CASE WHEN same THEN q.used ELSE 0 END) AS before (spent),
                  LATERAL (SELECT {_part("excluded.most - spent")}) AS grant_ (part))
    RETURNING subject, granted, used, ends,
              ends - extract(epoch FROM clock_timestamp())::float8
"""  # noqa: S608 - words and a number of our own

_GIVE_BACK = """
    UPDATE partners_quotacount SET used = greatest(0, used - %s)
     WHERE subject = %s AND ends = %s RETURNING used
"""

# It waits for nobody, so that nobody waits for it in a circle.
_CLEAN = """
    DELETE FROM partners_quotacount WHERE subject IN (
        SELECT subject FROM partners_quotacount
         WHERE ends < extract(epoch FROM clock_timestamp()) - 86400 FOR UPDATE SKIP LOCKED)
    RETURNING subject
"""


class Reserved(NamedTuple):
    """What a reservation got: none of a limit that is reached."""

    granted: int
    used: int  # by everybody, this included
    ends: float  # of the window: seconds since 1970; it also names the window
    ends_in: float  # seconds


def reserve(wanted: Sequence[tuple[Limit, int, int]], run: Run) -> list[Reserved]:
    """Of each limit reserve up to so many requests, and at least so many or none; one statement."""
    rows = run(
        _RESERVE,
        (
            [limit.subject for limit, _want, _need in wanted],
            [limit.seconds for limit, _want, _need in wanted],
            [limit.most for limit, _want, _need in wanted],
            [limit.aligned for limit, _want, _need in wanted],
            [want for _limit, want, _need in wanted],
            [need for _limit, _want, need in wanted],
        ),
    )
    found = {row[0]: Reserved(*row[1:]) for row in rows}
    return [found[limit.subject] for limit, _want, _need in wanted]


def give_back(unspent: Iterable[tuple[str, float, int]], run: Run) -> None:
    """Return what was reserved of (subject, end of its window, number), while the window lasts."""
    for subject, ends, number in unspent:
        run(_GIVE_BACK, (number, subject, ends))


def clean(run: Run) -> None:
    """Remove the counters that nobody used for a day: those of ended keys."""
    run(_CLEAN, ())
