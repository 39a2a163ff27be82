"""What every room's tests share: a database that really commits, and people who sign in."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import dj_database_url
import pgtrigger
import pytest
from django.apps import apps
from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.test.utils import setup_databases

from factcheck.publications.api import pages
from tests import role
from tests.chromium import browser, chromium, pytest_terminal_summary

__all__ = ["browser", "chromium", "committed", "pytest_terminal_summary", "test_database"]


@contextmanager
def for_a_module(blocker: Any) -> Iterator[None]:
    """What is made in it is there for all tests of a module, and then as if it had never been: what
    each test does is undone as always. For what takes long to make, and is only looked at."""
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


_ATTEMPTS = 5


@pytest.fixture(scope="session")
def owner_signs_in(django_db_modify_db_settings: None, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        role.be_the_owner()


@pytest.fixture(scope="session")
def django_db_setup(
    owner_signs_in: None, django_db_setup: None, django_db_blocker: Any
) -> Iterator[None]:
    """pytest-django's, made by the tables' owner, for tests that are the application's role."""
    with django_db_blocker.unblock():
        _to_the_role()
    yield
    role.be_the_owner()  # who may drop it


def _to_the_role() -> None:
    if connection.settings_dict["NAME"] != _own():
        role.be_the_role()


def _own() -> str:
    return str(dj_database_url.parse(settings.DATABASE_URL)["NAME"])


@pytest.fixture(scope="session")
def test_database(
    django_db_setup: None, django_db_blocker: Any, django_db_keepdb: bool, django_db_createdb: bool
) -> None:
    """The test database, made even when no test of the run asks for it in pytest-django's words.

    Without this, a run of `committed` tests alone would empty the database of DATABASE_URL itself.
    """
    if connection.settings_dict["NAME"] == _own():
        with django_db_blocker.unblock():
            keep = django_db_keepdb and not django_db_createdb
            setup_databases(verbosity=0, interactive=False, keepdb=keep)
            _to_the_role()
    assert connection.settings_dict["NAME"] != _own()


@pytest.fixture
def committed(test_database: None, django_db_blocker: Any) -> Iterator[None]:
    """A database in which transactions really commit; emptied afterwards.

    Django's own way, a flush after the test, is refused by the triggers, and would take the first
    epoch, the groups and the rating scales with it.
    """
    with django_db_blocker.unblock():
        yield
        pages.forget()
        start_anew()
        connection.close()


def start_anew() -> None:
    """Empty the database, but for what a desk begins with."""
    _empty()
    with transaction.atomic():
        import_module("reviews.migrations.0002_rating_scales").seed(apps)


def _empty() -> None:
    """Servers of earlier tests still write down what was used: a deadlock is tried again."""
    for attempt in range(_ATTEMPTS):
        try:
            with (
                role.owner(),
                pgtrigger.ignore(),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(
                    "TRUNCATE accounts_user, partners_partner, partners_quotacount,"
                    " history_event, claims_article, claims_claim, claims_claimant,"
                    " claims_source, claims_topic, reviews_ratingscale, axes_accessattempt,"
                    " procrastinate_jobs, claims_matchposting, claims_matchcommonness,"
                    " claims_matchvector, publications_matchposting, publications_matchvector,"
                    " publications_matchcommonness, publications_treenode,"
                    " publications_signedhead, elsewhere_feedimport, elsewhere_matchposting,"
                    " elsewhere_matchvector, elsewhere_matchcommonness CASCADE"
                )
                cursor.execute("DELETE FROM publications_epoch WHERE number > 1")
            return
        except OperationalError:
            if attempt == _ATTEMPTS - 1:
                raise
