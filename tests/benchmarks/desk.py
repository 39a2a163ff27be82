"""`make bench-desk`: every list of the admin, timed at a desk with 100,000 claims.

Each list that a role may see: its first, second and last page, every filter, every order, several
searches; and every box that completes what is typed. What takes more than 300 ms (the median of
five, warm) or 12 queries is marked, and the run then fails.

The desk is filled once, in a database of the benchmark's own, with its triggers off (see
`filling`). Beside it stand a million published verdicts, without documents; or, with `--published
URL`, those of another database, copied whole (nobody may be using it then).
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import quote

import psycopg

from tests.benchmarks import databases, filling

SLOW_MS, MANY_QUERIES, ROUNDS = 300, 12, 5
#: Many, few, one and none; a word's beginning; a number.
SEARCHES = ("gouvernement", "éducation lyon", "dossier 777", "zzyzx", "gouv", "g", "777")
_SETTINGS = {"DJANGO_SETTINGS_MODULE": "factcheck.settings", "DEBUG": ""}


class Page(NamedTuple):
    """An address, and what it is for."""

    name: str
    path: str


def main() -> int:
    options = _options()
    os.environ |= databases.environment(_database(options)) | _SETTINGS
    import django

    django.setup()
    marked = 0
    print(f"{'role':<16}{'list':<34}{'what':<44}{'ms':>7}{'best':>7}{'queries':>9}")
    for role in ("", *_roles()):
        client = _signed_in(role)
        for name, page in _pages(role):
            ms, best, queries = _measured(client, page.path)
            mark = " ←" if ms > SLOW_MS or queries > MANY_QUERIES else ""
            marked += bool(mark)
            if role == "" or mark or options.all:
                cells = f"{role or 'administrator':<16}{name:<34}{page.name[:43]:<44}"
                print(f"{cells}{ms:>7.0f}{best:>7.0f}{queries:>9}{mark}", flush=True)
    print(f"{marked} pages take more than {SLOW_MS} ms or {MANY_QUERIES} queries.")
    return int(marked > 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--verdicts", type=int, default=1_000_000)
    parser.add_argument("--published", help="a database that has the verdicts; it is copied")
    parser.add_argument("--all", action="store_true", help="print what is quick for every role")
    return parser.parse_args()


def _database(options: argparse.Namespace) -> str:
    name = f"factcheck_bench_desk_{options.claims}_{options.verdicts}"
    url = databases.url(name)
    if not databases.exists(name):
        databases.create(name, like=options.published or "")
    databases.manage(url, "migrate", "--verbosity=0")
    with psycopg.connect(url, autocommit=True) as connection:
        if connection.execute("SELECT FROM claims_claim LIMIT 1").rowcount == 0:
            if not options.published:
                filling.publish(connection, options.verdicts)
            filling.fill(connection, options.claims)
            connection.execute("VACUUM ANALYZE")
    return url


# --- Who asks, and for what


def _roles() -> list[str]:
    from factcheck.accounts.roles import ROLES

    return list(ROLES)


def _person(role: str) -> Any:
    from django.contrib.auth.models import Group

    from factcheck.accounts.models import User

    username = f"bench-{role.replace(' ', '-') or 'administrator'}"
    person, _new = User.objects.get_or_create(
        username=username, defaults={"is_staff": True, "is_superuser": not role}
    )
    if role:
        person.groups.add(Group.objects.get(name=role))
    return person


def _signed_in(role: str) -> Any:
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(_person(role))
    return client


def _pages(role: str) -> Iterator[tuple[str, Page]]:
    """Every page that this role may see; of others than an administrator, the plain list alone."""
    from django.contrib import admin
    from django.test import RequestFactory
    from django.urls import reverse

    request: Any = RequestFactory().get("/")
    request.user = _person(role)
    for model, desk in admin.site._registry.items():
        if not desk.has_view_permission(request):
            continue
        name = model._meta.label_lower
        base = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for page in _of_list(desk, request) if role == "" else [Page("first page", "")]:
            yield name, Page(page.name, base + page.path)
        if desk.search_fields:
            yield from ((name, page) for page in _completions(model))


def _of_list(desk: Any, request: Any) -> Iterator[Page]:
    listed = desk.get_changelist_instance(request)
    yield Page("first page", "?")
    if listed.paginator.num_pages > 1:
        yield Page("second page", "?p=2")
        yield Page("last page", f"?p={listed.paginator.num_pages}")
    for spec in listed.filter_specs:
        for choice in list(spec.choices(listed))[1:]:
            yield Page(f"{spec.title}: {choice['display']}", choice["query_string"])
    for number, column in enumerate(listed.list_display):
        if listed.sortable_by is None or column in listed.sortable_by:
            yield Page(f"by {column}", f"?o={number}")
            yield Page(f"by {column}, falling", f"?o=-{number}")
    if desk.search_fields:
        for words in SEARCHES:
            yield Page(f"search: {words}", f"?q={quote(words)}")


def _completions(model: Any) -> Iterator[Page]:
    """What is completed where a form refers to this model."""
    from django.urls import reverse

    for relation in model._meta.related_objects:
        field = relation.field
        asked = f"app_label={field.model._meta.app_label}&model_name={field.model._meta.model_name}"
        for words in ("", "g", "gouvernement", "zzyzx"):
            path = f"{reverse('admin:autocomplete')}?{asked}&field_name={field.name}&term={words}"
            yield Page(f"completed for {field.model.__name__}.{field.name}: {words or '–'}", path)
        return  # it is the same for every field


def _measured(client: Any, path: str) -> tuple[float, float, int]:
    """Milliseconds, the median and the best (on a busy machine), and how many queries."""
    from django.db import connection

    times, queries = [], 0
    for _ in range(ROUNDS + 1):
        queries = 0

        def counted(execute: Any, *arguments: Any) -> Any:
            nonlocal queries
            queries += 1
            return execute(*arguments)

        with connection.execute_wrapper(counted):
            begun = time.perf_counter()
            answer = client.get(path)
            times.append((time.perf_counter() - begun) * 1e3)
        assert answer.status_code == 200, (answer.status_code, path)
    return statistics.median(times[1:]), min(times), queries


if __name__ == "__main__":
    sys.exit(main())
