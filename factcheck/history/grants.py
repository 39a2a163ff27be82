"""What the application's role may do with each table: granted from the guards on the models.

The guards (`guards.py`) bind everybody, except that a table's owner can switch triggers off. So the
application is not the owner, and what the guards refuse always it may not even ask for. Nobody has
to remember it: a model with a guard has its privileges by the next `migrate`.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import LiteralString

from django.apps import apps
from django.db import connection, models, transaction
from psycopg.sql import SQL, Composable, Identifier

READ = frozenset({"SELECT"})
APPEND = READ | {"INSERT"}
KEEP = APPEND | {"UPDATE"}
CHANGE = KEEP | {"DELETE"}
_ALL = CHANGE | {"TRUNCATE", "REFERENCES", "TRIGGER"}

#: Django's own, which has no model that is installed: what was migrated is the owner's to say.
_WITHOUT_MODEL = {"django_migrations": READ}

_LOCK = 7_310_462_003

_OWNED = """
    SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')
        AND pg_has_role(relowner, 'USAGE')"""

#: Nothing is made, not even for a moment: a temporary table of the same name would be read by the
#: guards in the place of ours.
_AROUND: tuple[LiteralString, ...] = (
    "REVOKE CREATE ON SCHEMA public FROM {role}, PUBLIC",
    "GRANT USAGE ON SCHEMA public TO {role}",
    "REVOKE CREATE, TEMPORARY ON DATABASE {database} FROM {role}, PUBLIC",
    "GRANT CONNECT ON DATABASE {database} TO {role}",
    "REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {role}, PUBLIC",
    "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}",
)

_EXCESS = """
    SELECT relname, string_agg(kind, ', ' ORDER BY kind)
      FROM unnest(%s::text[], %s::text[]) AS given (name, kinds)
      JOIN pg_class ON relname = name AND relnamespace = 'public'::regnamespace,
           unnest(string_to_array(kinds, ',')) kind
     WHERE has_table_privilege(pg_class.oid, kind)
     GROUP BY relname ORDER BY relname"""

#: pgtrigger lets anybody pass by its triggers who sets `pgtrigger.ignore`, and writes this function
#: anew with each trigger. Here it listens to its owner alone, whoever they have become meanwhile.
_ONLY_THE_OWNER_IGNORES = """
    CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name)
    RETURNS boolean LANGUAGE plpgsql AS $$
        DECLARE named text := current_setting('pgtrigger.ignore', true);
        BEGIN
            IF coalesce(named, '') = '' THEN RETURN false; END IF;
            RETURN trigger_name = ANY (named::text[]) AND (
                SELECT bool_and(pg_has_role(each, proowner, 'USAGE'))
                  FROM pg_proc, unnest(ARRAY[current_user, session_user]) each
                 WHERE oid = 'public._pgtrigger_should_ignore(name)'::regprocedure
            );
        END;
    $$"""


def of(model: type[models.Model]) -> frozenset[str]:
    """The privileges on a model's table."""
    guards = {trigger.name for trigger in getattr(model._meta, "triggers", ())}
    if "append_only" in guards:
        return APPEND
    return KEEP if "never_deleted" in guards else CHANGE


def wanted() -> Mapping[str, frozenset[str]]:
    """The privileges on each table of the project, by its name; on others there are none."""
    tables = {
        model._meta.db_table: of(model)
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.proxy
    }
    return tables | _WITHOUT_MODEL


def give(role: str) -> None:
    """Grant the role what it needs, and take from it all else; as the tables' owner.

    All at once, so that the application may work meanwhile.
    """
    by_privileges = defaultdict(list)
    tables = wanted()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        cursor.execute(_OWNED)
        for (table,) in cursor.fetchall():
            by_privileges[tables.get(table, frozenset())].append(Identifier(table))
        for privileges, names in by_privileges.items():
            these = {"kinds": SQL(", ".join(sorted(privileges))), "tables": SQL(", ").join(names)}
            _run("REVOKE ALL ON {tables} FROM {role}, PUBLIC", role, **these)
            if privileges:
                _run("GRANT {kinds} ON {tables} TO {role}", role, **these)
        for statement in _AROUND:
            _run(statement, role, database=Identifier(connection.settings_dict["NAME"]))


def _run(statement: LiteralString, role: str, **parts: Composable) -> None:
    with connection.cursor() as cursor:
        made = SQL(statement).format(role=Identifier(role), **parts)
        cursor.execute(made.as_string(cursor.connection))


def excess() -> list[str]:
    """What our role may do that it need not: `table: privileges`, by the name of the table."""
    kinds = {table: ",".join(sorted(_ALL - given)) for table, given in wanted().items()}
    with connection.cursor() as cursor:
        cursor.execute(_EXCESS, [list(kinds), list(kinds.values())])
        return [f"{table}: {may}" for table, may in cursor.fetchall()]


def guard_the_guards() -> None:
    """See to it that nobody but the owner passes by the triggers; as the tables' owner."""
    with connection.cursor() as cursor:
        cursor.execute(_ONLY_THE_OWNER_IGNORES)
