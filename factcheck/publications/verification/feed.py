"""The change feed: its numbers without a gap, everything in it, and each entry in its epoch."""

from collections.abc import Iterator

from django.db import connection

from factcheck.publications.rules import epoch_token

#: Of epochs that began before tokens were made of what they say, which are the first ones.
_BY_CHANCE = "length(token) = 16 AND length(coalesce(before, '')) <> 32"
_SAID_OTHERWISE = f"""
    SELECT number FROM (SELECT e.*, lag(token) OVER (ORDER BY number) AS before
                          FROM publications_epoch e) e
     WHERE token <> {epoch_token("e", "before")} AND NOT ({_BY_CHANCE})"""  # noqa: S608


def differences() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sequence, before FROM (SELECT sequence,"
            " lag(sequence, 1, 0::bigint) OVER (ORDER BY sequence) AS before"
            " FROM publications_feedentry) entries WHERE sequence <> before + 1"
        )
        for sequence, before in cursor:
            yield f"The change feed has a gap between {before} and {sequence}."
        cursor.execute(
            "SELECT p.verdict, p.version FROM publications_publication p"
            " LEFT JOIN publications_feedentry f ON f.publication_id = p.id"
            " WHERE f.sequence IS NULL"
        )
        for verdict, version in cursor:
            yield f"{verdict} v{version}: the change feed does not show it."
        cursor.execute(
            "SELECT f.sequence FROM publications_feedentry f"
            " LEFT JOIN publications_publication p ON p.id = f.publication_id WHERE p.id IS NULL"
        )
        for (sequence,) in cursor:
            yield f"The change feed's {sequence} shows nothing."
        cursor.execute(
            "SELECT sequence, verdict, version FROM (SELECT f.sequence, p.verdict, p.version,"
            " lag(p.version, 1, 0) OVER (PARTITION BY p.verdict ORDER BY f.sequence) AS before"
            " FROM publications_feedentry f JOIN publications_publication p"
            " ON p.id = f.publication_id) told WHERE version <> before + 1"
        )
        for sequence, verdict, version in cursor:
            yield f"{verdict} v{version}: the change feed tells it out of order, at {sequence}."
    yield from _epochs()


def _epochs() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT number, before FROM (SELECT number,"
            " lag(number, 1, 0) OVER (ORDER BY number) AS before"
            " FROM publications_epoch) epochs WHERE number <> before + 1"
        )
        for number, before in cursor:
            yield f"No epoch is between {before} and {number}."
        cursor.execute(_SAID_OTHERWISE)
        for (number,) in cursor:
            yield (
                f"Epoch {number} does not say what it said when it began: its reason, its time or"
                " its token is another, or the epoch before it is."
            )
        cursor.execute(
            "SELECT sequence, epoch, before, number FROM (SELECT sequence, epoch,"
            " lag(epoch, 1, 1) OVER (ORDER BY sequence) AS before FROM publications_feedentry) f"
            " LEFT JOIN publications_epoch e ON e.number = f.epoch"
            " WHERE number IS NULL OR epoch < before"
        )
        for sequence, epoch, before, number in cursor:
            if number is None:
                yield f"The change feed's {sequence} is of epoch {epoch}, which never began."
            else:
                yield f"The change feed's {sequence} is of epoch {epoch}, after epoch {before}."
