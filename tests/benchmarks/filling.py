"""A desk with many rows, for benchmarks: made by PostgreSQL itself, within minutes.

Triggers and foreign keys are off while it is filled (`session_replication_role = replica`, which
takes a superuser): these rows have hardly any history, and are good for nothing but lists. Only
ever in a database of the benchmark's own.
"""

import psycopg

from factcheck.publications.search import facets

_ACTORS = (
    "Le gouvernement",
    "La mairie de Lyon",
    "Le ministre de la Santé",
    "La région Bretagne",
    "L’hôpital public",
    "Le syndicat",
    "La Banque de France",
    "L’Union européenne",
)
_VERBS = ("a doublé", "a supprimé", "a réduit de 12 %", "n’a jamais financé", "a caché", "a triplé")
_THINGS = (
    "les dépenses d’éducation",
    "les lits d’hôpital",
    "la taxe foncière",
    "les vaccins",
    "les retraites des cheminots",
    "le nombre de fonctionnaires",
    "l’aide au logement",
)


def _of(number: int, values: tuple[str, ...]) -> str:
    """One of the values for each row `n`, as if by chance; `number` makes other chances."""
    quoted = ", ".join(f"'{value}'" for value in values)
    return f"(ARRAY[{quoted}])[1 + (hashint8(n * 31 + {number}) & 2147483647) % {len(values)}]"


def _up_to(most: int, number: int = 0) -> str:
    """A number from 1, as if by chance."""
    return f"(1 + (hashint8(n * 17 + {number}) & 2147483647) % {most})"


_SENTENCE = (
    f"{_of(1, _ACTORS)} || ' ' || {_of(2, _VERBS)} || ' ' || {_of(3, _THINGS)}"
    " || ' en ' || (1990 + n % 35) || ', dossier ' || n || '.'"
)
_CLAIM_STATE = _of(4, ("suggested", "suggested", "accepted", "accepted", "dismissed", "duplicate"))
_REVIEW_STATE = _of(
    5,
    (
        "open",
        "submitted",
        "approved",
        "published",
        "published",
        "published",
        "withdrawn",
        "abandoned",
    ),
)
_AGO = "now() - n * interval '3 minutes'"
_HELD = 150

#: Rows for each 100 claims (or a number of their own), and what is in them; the rest is left empty.
_TABLES: dict[str, tuple[float | str, dict[str, str]]] = {
    "claims_claimant": (20, {"name": f"'Jeanne ' || {_of(6, _THINGS)} || ' ' || n"}),
    "claims_topic": ("50", {"slug": "'topic-' || n", "name": "'Topic ' || n"}),
    "claims_source": (
        30,
        {
            "title": f"'Rapport ' || n || ' sur ' || {_of(7, _THINGS)}",
            "kind": _of(8, ("official", "news", "study")),
            "url": "'https://stats' || n % 90 || '.example/' || n",
            "publisher": "'Institut ' || n % 300",
            "withdrawn_because": "CASE WHEN n % 3000 = 0 THEN 'Retracted.' ELSE '' END",
        },
    ),
    "claims_article": (
        20,
        {
            "title": f"'Débat sur ' || {_of(9, _THINGS)} || ', ' || n",
            "published_on": f"({_AGO})::date",
            "url": "'https://gazette.example/' || n",
            "publisher": "'La Gazette ' || n % 300",
        },
    ),
    "claims_snapshot": (
        20,
        {
            "article_id": "n",
            "text": _SENTENCE,
            "language": "'fr'",
            "media_type": "'text/plain'",
            "sha256": f"encode(sha256(convert_to({_SENTENCE}, 'UTF8')), 'hex')",
        },
    ),
    "claims_claim": (
        100,
        {
            "text": _SENTENCE,
            "language": _of(10, ("fr", "fr", "fr-CA", "en")),
            "status": _CLAIM_STATE,
            "claimant_id": _up_to(20_000),
            "score": "random()",
            "topics": "ARRAY['topic-' || 1 + n % 50]",
            "dismissal": f"CASE {_CLAIM_STATE} WHEN 'dismissed' THEN 'opinion' ELSE '' END",
            "merged_into_id": f"CASE {_CLAIM_STATE} WHEN 'duplicate' THEN 1 + (n + 7) % 1000 END",
        },
    ),
    "claims_appearance": (
        100,
        {
            "claim_id": "n",
            "snapshot_id": _up_to(20_000),
            "start": "0",
            '"end"': "9",
            "exact": "'Il a dit.'",
        },
    ),
    "reviews_claimreview": (
        100,
        {
            "claim_id": "n",
            "language": "'fr'",
            "status": f"CASE WHEN n <= {_HELD} THEN 'in_review' ELSE {_REVIEW_STATE} END",
            "revision": "1",
            "is_public": f"n > {_HELD} AND {_REVIEW_STATE} = 'published'",
            "holder_id": f"CASE WHEN n <= {_HELD} THEN 10000 + n % 30 END",
            "lease_until": f"CASE WHEN n <= {_HELD} THEN now() + interval '3 hours' END",
            "headline": f"CASE WHEN n > {_HELD} THEN 'Non, ' || {_SENTENCE} ELSE '' END",
            "review_by": "CASE WHEN n % 10 = 0 THEN current_date - 100 + n % 400 END",
        },
    ),
    "reviews_evidence": (
        150,
        {
            "review_id": _up_to(100_000),
            "source_id": _up_to(30_000, 1),
            "stance": "'refutes'",
        },
    ),
    "reviews_approval": (
        50,
        {"review_id": "n", "revision": "1", "version": "5", "approved_by_id": "10000 + n % 30"},
    ),
    "reviews_contribution": (
        100,
        {"review_id": "n", "revision": "1", "person_id": "10000 + n % 30"},
    ),
    "history_event": (
        300,
        {
            "verb": _of(
                11, ("claim:suggest", "claim:accept", "review:open", "review:take", "review:edit")
            ),
            "version": "1",
            "actor_id": "CASE WHEN n % 4 > 0 THEN 10000 + n % 30 END",
            "at": _AGO,
            "transaction": "1",
        },
    ),
    "partners_partner": (
        "300",
        {
            "name": "'Partner ' || n",
            "slug": "'partner-' || n",
            "active": "true",
            "requests_per_minute": "600",
            "requests_per_day": "100000",
            "longest_key_days": "365",
        },
    ),
    "partners_apikey": (
        "3000",
        {
            "partner_id": _up_to(300),
            "public_id": "lpad(n::text, 8, '0')",
            "scopes": "ARRAY['read']",
            "expires_at": "now() + interval '1 year'",
        },
    ),
    "elsewhere_feedimport": ("200", {"name": "'feed-' || n || '.json'"}),
    "elsewhere_importedreview": (
        100,
        {
            "key": "md5(n::text) || md5(n::text)",
            "url": "'https://desk' || n % 40 || '.example/check/' || n",
            "publisher": "'Desk ' || n % 40",
            "claim": _SENTENCE,
            "language": _of(21, ("fr", "fr", "en", "es", "")),
            "claimant": f"'Jeanne ' || {_of(22, _THINGS)}",
            "rating": _of(23, ("false", "false", "mixed", "true", "")),
            "rating_label": _of(24, ("Faux", "Trompeur", "Vrai")),
            "rating_because": "'by_words'",
            "reviewed_on": "CASE WHEN n % 50 > 0 THEN current_date - n % 3000 END",
            "last_feed_id": "1 + n % 200",
        },
    ),
}

# What a verdict is: the newest has the highest number, as in the record.
_VERDICT = "md5(n::text)::uuid"
_KIND = "CASE n % 100 WHEN 1 THEN 'corrected' WHEN 2 THEN 'withdrawn' ELSE 'published' END"
_LATER = "n % 100 IN (1, 2)"
_RATING = _of(12, ("true", "mostly_true", "mixed", "mostly_false", "false", "false", "false"))
_PUBLISHED_AT = "now() - (1000001 - n) * interval '5 minutes'"
_HASH = "encode(sha256(n::text::bytea), 'hex')"
_BLOCKS = ", ".join(
    f"(-((n >> {bits}) * {len(facets.BLOCKS)} + {level}) - 1)::int"
    for level, bits in enumerate(facets.BLOCKS)
)
_COMMON = {"language": "'fr'", "version": f"CASE WHEN {_LATER} THEN 2 ELSE 1 END"}

_RECORD: dict[str, dict[str, str]] = {
    "publications_publication": _COMMON
    | {
        "id": "n",
        "verdict": _VERDICT,
        "kind": _KIND,
        "content_hash": _HASH,
        "previous_hash": f"CASE WHEN {_LATER} THEN {_HASH} ELSE '' END",
        "correction_note": "CASE n % 100 WHEN 1 THEN 'Le chiffre.' ELSE '' END",
        "withdrawal_reason": "CASE n % 100 WHEN 2 THEN 'La source.' ELSE '' END",
        "authored_by_id": "10001",
        "approved_by_id": "10002",
        "published_by_id": "10001",
        "published_at": _PUBLISHED_AT,
    },
    "publications_feedentry": {"sequence": "n", "epoch": "1", "publication_id": "n"},
    "publications_publishedclaim": _COMMON
    | {
        "id": _VERDICT,
        "publication_id": "n",
        "status": _KIND,
        "headline": f"'Non, ' || {_SENTENCE}",
        "rating_code": _RATING,
        "rating_canonical": _RATING,
        "claimant": "'Jeanne ' || n % 5000",
        "first_published_at": _PUBLISHED_AT,
        "updated_at": _PUBLISHED_AT,
        "content_hash": _HASH,
    },
    "publications_searchentry": {
        "verdict_id": _VERDICT,
        "number": "n",
        "config": "'french'",
        "facets": f"ARRAY[{_BLOCKS}, {facets.config('french')}]",
        "vector": f"to_tsvector('french', array_to_string(factcheck_words({_SENTENCE}), ' '))",
    },
}

_PEOPLE = {"id": "10000 + n", "username": "'person-' || n", "is_active": "true", "is_staff": "true"}

#: What a column is left at, by its type.
_EMPTY = {
    "varchar": "''",
    "text": "''",
    "bool": "false",
    "int2": "0",
    "int4": "0",
    "int8": "0",
    "float8": "0",
    "jsonb": "'{}'",
    "_varchar": "'{}'",
    "_text": "'{}'",
    "bytea": "''",
    "uuid": "gen_random_uuid()",
    "timestamptz": "now()",
}


def fill(connection: psycopg.Connection, claims: int) -> None:
    """So many claims, and what belongs to them. Numbers begin at 1 in every table."""
    _insert(connection, "accounts_user", 200, _PEOPLE)
    for table, (share, columns) in _TABLES.items():
        rows = int(share) if isinstance(share, str) else int(claims * share / 100)
        _insert(connection, table, rows, {"id": "n"} | columns)


def publish(connection: psycopg.Connection, verdicts: int) -> None:
    """So many published verdicts, and how they are searched; their documents are empty."""
    for table, columns in _RECORD.items():
        _insert(connection, table, verdicts, columns)


def _insert(connection: psycopg.Connection, table: str, rows: int, columns: dict[str, str]) -> None:
    """Rows from 1; their indexes are made afterwards, which is quicker."""
    needed = connection.execute(
        "SELECT column_name, udt_name FROM information_schema.columns"
        " WHERE table_name = %s AND is_nullable = 'NO' AND column_default IS NULL",
        [table],
    ).fetchall()
    given = {name.strip('"') for name in columns}
    values = columns | {f'"{name}"': _EMPTY[kind] for name, kind in needed if name not in given}
    indexes = connection.execute(_INDEXES, [table]).fetchall()
    with connection.transaction():
        connection.execute("SET LOCAL session_replication_role = replica")
        connection.execute("SET LOCAL maintenance_work_mem = '512MB'")
        for name, _definition in indexes:
            connection.execute(f'DROP INDEX "{name}"')
        connection.execute(
            f"INSERT INTO {table} ({', '.join(values)})"
            f" SELECT {', '.join(values.values())} FROM generate_series(1, {rows}) AS n"
            " ON CONFLICT DO NOTHING"
        )
        for _name, definition in indexes:
            connection.execute(definition)
        connection.execute(_NUMBERED, [table])


#: Those that are no constraint.
_INDEXES = """
SELECT c.relname, pg_get_indexdef(c.oid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
 WHERE i.indrelid = %s::regclass AND NOT i.indisunique
"""
#: What the desk adds later has numbers of its own.
_NUMBERED = """
SELECT setval(pg_get_serial_sequence(attrelid::regclass::text, attname), 10000000)
  FROM pg_attribute WHERE attrelid = %s::regclass AND attidentity <> ''
"""
