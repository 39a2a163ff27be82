"""What every room's tests share: a database that really commits, and people who sign in."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pgtrigger
import pytest
from django.apps import apps
from django.db import connection, transaction


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A database in which transactions really commit; emptied afterwards.

    Django's own way, a flush after the test, is refused by the triggers, and would take the first
    epoch, the groups and the rating scales with it.
    """
    with django_db_blocker.unblock():
        yield
        with pgtrigger.ignore(), connection.cursor() as cursor:
            cursor.execute(
                "TRUNCATE accounts_user, partners_partner, history_event, claims_article,"
                " claims_claim, claims_claimant, claims_source, claims_topic,"
                " reviews_ratingscale, procrastinate_jobs CASCADE"
            )
            cursor.execute("DELETE FROM publications_epoch WHERE number > 1")
        with transaction.atomic():
            import_module("reviews.migrations.0002_rating_scales").seed(apps)
        connection.close()
