"""The application's role cannot alter the record: PostgreSQL refuses before a trigger is asked."""

import re
from typing import Any

import pgtrigger
import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, ProgrammingError, connection, transaction

from factcheck import ownership
from factcheck.history import checks, grants
from tests import raw
from tests.factories.publications import publish
from tests.role import ROLE, owner
from tests.serving import database_url

pytestmark = pytest.mark.django_db

#: What is written once, for good. By hand, from the promises: the guards must not forget one.
APPEND_ONLY = [
    "claims_snapshot", "elsewhere_importedversion", "history_event",
    "partners_deliveryattempt", "publications_epoch", "publications_feedentry",
    "publications_publication", "publications_signedhead", "publications_treenode",
    "reviews_approval", "reviews_contribution", "reviews_mention",
]  # fmt: skip
KINDS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
DENIED = "permission denied|must be owner"


def refused(statement: str) -> None:
    denied = pytest.raises(ProgrammingError, match=DENIED)
    with denied as raised, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert isinstance(raised.value.__cause__, psycopg.errors.InsufficientPrivilege)


def one(statement: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0]


def test_the_tests_are_the_applications_role() -> None:
    assert one("SELECT current_user") == ROLE


def test_every_table_of_the_database_is_as_the_guards_say() -> None:
    """Every one: a table that no model has is refused to the role, or named in `grants`."""
    found = raw.run(
        "SELECT relname, kind, has_table_privilege(%s, pg_class.oid, kind)"
        " FROM pg_class, unnest(%s::text[]) kind"
        " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')",
        ROLE,
        list(KINDS),
    )
    given: dict[str, set[str]] = {table: set() for table, _kind, _may in found}
    for table, kind, may in found:
        if may:
            given[table].add(kind)
    assert given == {table: set(kinds) for table, kinds in grants.wanted().items()}


def test_nothing_is_forgotten_that_is_written_once() -> None:
    wanted = grants.wanted()
    assert sorted(APPEND_ONLY) == sorted(t for t, kinds in wanted.items() if kinds == grants.APPEND)


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_what_is_written_once_is_refused(table: str) -> None:
    column = one(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum = 2", table
    )
    for statement in (
        f'UPDATE {table} SET "{column}" = "{column}"',
        f"DELETE FROM {table}",
        f"TRUNCATE {table} CASCADE",
        f"SELECT FROM {table} FOR UPDATE",
        f"ALTER TABLE {table} DISABLE TRIGGER ALL",
        f"DROP TABLE {table} CASCADE",
        f"CREATE TRIGGER mine BEFORE INSERT ON {table} FOR EACH ROW"
        " EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        f"CREATE TEMPORARY TABLE {table} (id bigint)",
    ):
        refused(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "SET session_replication_role = replica",
        "CREATE TABLE mine (id bigint)",
        "CREATE SCHEMA mine",
        "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name) RETURNS boolean"
        " LANGUAGE sql AS 'SELECT true'",
        "DROP FUNCTION _pgtrigger_should_ignore(name) CASCADE",
        "ALTER TABLE history_event OWNER TO CURRENT_USER",
        "CREATE ROLE mine",
        "COPY history_event FROM PROGRAM 'true'",
        "SELECT setval(pg_get_serial_sequence('publications_publication', 'id'), 1)",
        "DELETE FROM claims_claim",
        "DELETE FROM publications_publishedclaim",
        "DELETE FROM django_migrations",
    ],
)
def test_the_role_makes_alters_and_drops_nothing(statement: str) -> None:
    refused(statement)


def test_the_role_gives_itself_nothing() -> None:
    with connection.cursor() as cursor:  # PostgreSQL only warns
        cursor.execute("GRANT ALL ON history_event TO CURRENT_USER")
    assert grants.excess() == []


def test_the_role_owns_nothing_and_is_nobody() -> None:
    [role] = raw.run(
        "SELECT rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls,"
        " has_database_privilege(rolname, current_database(), 'CREATE'),"
        " has_database_privilege(rolname, current_database(), 'TEMPORARY'),"
        " has_schema_privilege(rolname, 'public', 'CREATE'),"
        " has_parameter_privilege(rolname, 'session_replication_role', 'SET'),"
        " (SELECT count(*) > 0 FROM pg_auth_members WHERE member = r.oid),"
        " (SELECT count(*) > 0 FROM pg_shdepend"
        "   WHERE refobjid = r.oid AND refclassid = 'pg_authid'::regclass AND deptype = 'o')"
        " FROM pg_roles r WHERE rolname = %s",
        ROLE,
    )
    assert set(role) == {False}


def test_only_the_owner_passes_by_the_triggers() -> None:
    row = publish()
    head = f"UPDATE publications_publishedclaim SET version = 7 WHERE id = '{row.verdict}'"
    bound = pytest.raises(IntegrityError, match="not the latest")
    with bound, pgtrigger.ignore(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(head)
    raw.tamper(head)


def test_a_connection_of_its_own_is_bound_as_well() -> None:
    """As another program would make it, with the address that the application has."""
    with psycopg.connect(database_url(), autocommit=True) as theirs:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            theirs.execute("UPDATE history_event SET verb = verb")
        assert theirs.execute("SELECT count(*) FROM history_event").fetchone()


def test_granting_again_takes_away_what_was_added() -> None:
    raw.run(f'GRANT UPDATE, TRUNCATE ON history_event TO "{ROLE}"')
    assert grants.excess() == ["history_event: TRUNCATE, UPDATE"]
    [warning] = checks.role_that_cannot(None)
    assert warning.id == "factcheck.W002"
    assert "history_event: TRUNCATE, UPDATE" in warning.msg
    with owner():
        grants.give(ROLE)
    assert grants.excess() == []
    assert checks.role_that_cannot(None) == []


def test_an_application_that_is_the_owner_is_told() -> None:
    assert ownership.complaints() == []
    with owner():
        [sentence] = ownership.complaints()
        [warning] = checks.role_that_cannot(None)
    assert "can alter the record" in sentence
    assert warning.id == "factcheck.W001"


def test_migrating_as_the_role_says_what_to_do() -> None:
    for command in ("migrate", "rebuild_heads"):
        with pytest.raises(CommandError, match=re.escape("in DATABASE_OWNER_URL")) as raised:
            call_command(command, verbosity=0)
        assert str(raised.value).count(". ") == 0
