"""The record against the desk's journal, which tells of each publication in the same transaction.

An event that has a `content_hash` and a `version` says what was published of its subject, and by
whom: `authored_by` and `approved_by` name the two people, where it was written since it does. What
the record alone was told (a bulk of made-up verdicts) has no journal, and is passed over.
"""

from collections.abc import Iterator

from django.db import connection

_TELLS = "data ?& ARRAY['content_hash', 'version']"

# Compared as JSON: an event that was altered may hold anything.
_UNLIKE = f"""
    WITH compared AS (
        SELECT e.id, e.subject, e.data->'version' AS told, p.id IS NOT NULL AS is_there,
               concat_ws(', ',
                    CASE WHEN to_jsonb(p.content_hash) <> e.data->'content_hash'
                         THEN 'content_hash' END,
                    CASE WHEN p.published_by_id IS DISTINCT FROM e.actor_id
                         THEN 'published_by' END,
                    CASE WHEN to_jsonb(p.authored_by_id) <> e.data->'authored_by'
                         THEN 'authored_by' END,
                    CASE WHEN to_jsonb(p.approved_by_id) <> e.data->'approved_by'
                         THEN 'approved_by' END) AS wrong
          FROM history_event e
          LEFT JOIN publications_publication p
                 ON p.verdict = e.subject AND to_jsonb(p.version) = e.data->'version'
         WHERE {_TELLS})
    SELECT * FROM compared WHERE NOT is_there OR wrong <> '' ORDER BY id"""  # noqa: S608

_UNTOLD = f"""
    SELECT p.verdict, p.version FROM publications_publication p
     WHERE EXISTS (SELECT FROM history_event WHERE subject = p.verdict)
       AND NOT EXISTS (SELECT FROM history_event WHERE {_TELLS}
                          AND subject = p.verdict AND data->'version' = to_jsonb(p.version))
     ORDER BY p.verdict, p.version"""  # noqa: S608


def differences() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(_UNLIKE)
        for event, verdict, version, is_there, wrong in cursor:
            if is_there:
                yield f"{verdict} v{version}: event {event} of the journal says another {wrong}."
            else:
                yield f"{verdict} v{version}: event {event} tells of it, and it is not there."
        cursor.execute(_UNTOLD)
        for verdict, version in cursor:
            yield f"{verdict} v{version}: no event of the journal tells of it."
