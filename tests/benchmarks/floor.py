"""The floor: a bare WSGI application, one prepared query over a pooled connection, bytes out."""

import os
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qs

from psycopg import pq
from psycopg_pool import ConnectionPool

pool = ConnectionPool(os.environ["DATABASE_URL"], min_size=1, max_size=4, open=True)

ONE = "SELECT body FROM publications_publishedclaim WHERE id = %s"
_LIST = """
    SELECT body FROM publications_publishedclaim
     WHERE language = %s AND rating_canonical = %s AND status <> 'withdrawn'{more}
     ORDER BY first_published_at DESC, id DESC LIMIT 51
"""
LIST, LIST_UNTIL = _LIST.format(more=""), _LIST.format(more=" AND first_published_at <= %s")
FEED = """
    SELECT p.body FROM publications_feedentry f JOIN publications_publication p
        ON p.id = f.publication_id
     WHERE f.sequence > %s ORDER BY f.sequence LIMIT %s
"""


#: The best of the newest 500 that match: to rank every match collapses on a large record.
SEARCH = """
    WITH newest AS (
        SELECT e.verdict_id, e.vector FROM publications_searchentry e
         WHERE e.config = 'french' AND e.vector @@ plainto_tsquery('french', %s)
         ORDER BY e.number DESC LIMIT 500)
    SELECT h.body FROM newest n JOIN publications_publishedclaim h ON h.id = n.verdict_id
     ORDER BY ts_rank(n.vector, plainto_tsquery('french', %s), 1) DESC LIMIT 20
"""


def rows(sql: str, values: list[Any]) -> list[bytes]:
    with pool.connection() as connection:
        cursor = connection.cursor()
        cursor.format = pq.Format.BINARY
        cursor.execute(sql, values, prepare=True)
        return [body for (body,) in cursor.fetchall()]


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    query = {name: values[0] for name, values in parse_qs(environ["QUERY_STRING"]).items()}
    kind, _, rest = environ["PATH_INFO"].strip("/").partition("/")
    if kind == "one":
        body = rows(ONE, [rest])[0]
    elif kind == "list":
        values = [query[name] for name in ("language", "rating", "published_to") if name in query]
        found = rows(LIST_UNTIL if len(values) == 3 else LIST, values)[:50]
        body = b'{"results":[' + b",".join(found) + b"]}"
    elif kind == "search":
        found = rows(SEARCH, [query["q"], query["q"]])
        body = b'{"results":[' + b",".join(found) + b"]}"
    else:
        found = rows(FEED, [int(query["after"]), int(query["limit"])])
        body = b'{"results":[' + b",".join(found) + b"]}"
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
    start_response("200 OK", headers)
    return [body]
