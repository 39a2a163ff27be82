"""What a role may not read, it meets nowhere at the desk: not in a widget, a filter, a pop-up, a
history, an autocompletion, a sum; nor does an address let it guess.

A word of its own is planted in every text that is stored. Then each role looks at everything; a
word of a model that is not its to see is a leak.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pgtrigger
import pytest
from django.apps import apps
from django.contrib import admin
from django.db import DatabaseError, connection, models, transaction
from django.test import Client
from django.urls import reverse

from factcheck.accounts.roles import ROLES
from factcheck.history.models import Event
from tests import role
from tests.architecture.addresses import SEEN_BY
from tests.conftest import for_a_module
from tests.factories import people
from tests.factories.everything import make_everything

ROOMS = ("claims", "reviews", "history", "elsewhere", "publications", "partners", "challenges",
         "accounts")  # fmt: skip
MODELS = [
    model
    for model in apps.get_models()
    if model._meta.app_label in ROOMS and model._meta.model_name in SEEN_BY
]
WORD = re.compile(r"zq[a-z]+0[a-z_]+0")
#: Shown as part of something else that the role may see, on purpose.
PART_OF = {
    "claimant": {"claim"},  # who said it
    "topic": {"claim"},
    "evidence": {"claimreview"},
    "snapshot": {"article"},
    "publishedclaim": {"publication"},
    "extraction": {"article"},  # what was found in it
    "partner": {"correctionrequest"},  # who asked: by name
}
#: Nobody is shown these, administrators included.
SECRET = {("user", "password"), ("apikey", "secret_hash")}
#: Texts that a page looks up in a table of ours.
_CODES = {"stopped", "language", "rating_because"}
#: Whoever did something is named to all who see that it was done.
_NAMES = {"username", "first_name", "last_name"}
#: Of these the planting may not fail: the test would prove little without them.
PLANTED = {
    ("claim", "text"), ("claimreview", "notes"), ("claimreview", "summary"), ("comment", "text"),
    ("correctionrequest", "email"), ("correctionrequest", "message"), ("partner", "name"),
    ("partner", "contact_email"), ("apikey", "label"), ("apikey", "secret_hash"),
    ("webhook", "url"), ("user", "email"), ("user", "password"), ("evidence", "note"),
    ("source", "title"), ("importedreview", "claim"),
}  # fmt: skip


def word(model: Any, field: str) -> str:
    return f"zq{model._meta.model_name}0{field}0"


def plant() -> set[tuple[str, str]]:
    """A word in every text column of every row, where the database lets it stand."""
    planted = set()
    for model in MODELS:
        if model._meta.model_name == "event":
            continue  # what it says is of the row that it is about
        for field in model._meta.concrete_fields:
            if not isinstance(field, models.CharField | models.TextField) or field.choices:
                continue
            if field.unique or field.name in _CODES | _NAMES:
                continue
            if _put(model, field):
                planted.add((str(model._meta.model_name), field.name))
    return planted


def _put(model: Any, field: Any) -> bool:
    table, column, text = model._meta.db_table, field.column, word(model, field.name)
    if isinstance(field, models.EmailField):
        text += "@example.org"
    elif isinstance(field, models.URLField) or field.name == "url":
        text = f"https://{text}.example/"
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f'UPDATE "{table}" SET "{column}" = left(%s, %s)', [text, _room(field)])
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # while the triggers look away
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except DatabaseError:
        return False
    return True


def _room(field: Any) -> int:
    return field.max_length or 10_000


def _plant_in_events() -> None:
    """In what each event tells of its kind of row, as if it had been of that row's own words."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE history_event SET reason = 'zq' ||"
            " CASE split_part(verb, ':', 1) WHEN 'key' THEN 'apikey' WHEN 'review' THEN"
            " 'claimreview' WHEN 'scale' THEN 'ratingscale' WHEN 'challenge' THEN"
            " 'correctionrequest' ELSE split_part(verb, ':', 1) END || '0event0'"
        )


@pytest.fixture(scope="module")
def planted(test_database: None, django_db_blocker: Any) -> Iterator[set[tuple[str, str]]]:
    with for_a_module(django_db_blocker):
        make_everything()
        with role.owner(), pgtrigger.ignore():
            found = plant()
            _plant_in_events()
        yield found


def name(model: Any, page: str) -> str:
    return f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"


def pages(model: Any) -> Iterator[str]:
    """The list in all its forms, and two rows' pages of each kind."""
    start = reverse(name(model, "changelist"))
    for query in ("", "_popup=1", "_popup=1&_to_field=id", "e=1", "_facets=True", "all=", "o=1",
                  "o=-2.1", "q=zq", "p=1"):  # fmt: skip
        yield f"{start}?{query}"
    yield reverse(name(model, "add"))
    yield f"{reverse(name(model, 'add'))}?_popup=1"
    verbs = list(getattr(admin.site._registry[model], "verbs", {}))
    rows = [row.pk for row in model._default_manager.all()[:2]]
    for pattern in admin.site._registry[model].get_urls():
        path = str(pattern.pattern)
        for row in rows if "object_id" in path else []:
            for verb in verbs if "<slug:verb>" in path else [""]:
                filled = path.replace("<slug:verb>", verb)
                yield start + re.sub(r"<[^>]+>", str(row), filled)


def autocompletions() -> Iterator[str]:
    """Of every relation that there is, whether a form uses it or not."""
    for model in MODELS:
        for field in model._meta.concrete_fields:
            if field.remote_field:
                opts = model._meta
                yield (
                    f"/admin/autocomplete/?app_label={opts.app_label}&model_name={opts.model_name}"
                    f"&field_name={field.name}&term="
                )


def common() -> list[str]:
    return ["/admin/", "/admin/account/", "/admin/jsi18n/", *autocompletions(),
            *(f"/admin/{room}/" for room in ROOMS)]  # fmt: skip


def journal() -> Iterator[str]:
    """An event of each kind of row, and the list of those like it."""
    events = {event.kind: event for event in Event.objects.all()}
    for event in events.values():
        yield reverse("admin:history_event_change", args=[event.pk])
        yield f"{reverse('admin:history_event_changelist')}?q={event.verb}"


def strange(role: str, body: str) -> set[str]:
    """The words in it that this role may not read."""
    seen = {model for model, roles in SEEN_BY.items() if role in roles}
    shown = seen | {part for part, wholes in PART_OF.items() if wholes & seen}
    found = set(WORD.findall(body))
    return {
        each
        for each in found
        if each[2:].split("0")[0] not in shown or tuple(each[2:].split("0")[:2]) in SECRET
    }


def leaks(role: str, addresses: Iterable[str]) -> list[str]:
    client = Client()
    client.force_login(people.person(role))
    wrong = []
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code < 500, address
        if found := strange(role, answer.content.decode()):
            wrong.append(f"{address}: {', '.join(sorted(found))}")
    return wrong


def test_the_words_are_planted(planted: set[tuple[str, str]], db: None) -> None:
    assert planted >= PLANTED, PLANTED - planted
    auditor = Client()
    auditor.force_login(people.auditor())
    shown = {
        each
        for model in MODELS
        for row in model._default_manager.all()[:1]
        for each in WORD.findall(
            auditor.get(reverse(name(model, "change"), args=[row.pk])).content.decode()
        )
    }
    assert len(shown) > 60, "who may see everything meets them everywhere"


@pytest.mark.parametrize("role", ["contributor", "reviewer", "partner manager"])
def test_nobody_meets_what_is_not_theirs(planted: Any, db: None, role: str) -> None:
    """Lists, and a page of each kind of row."""
    addresses = [*common(), *journal()]
    for model in MODELS:
        addresses.append(reverse(name(model, "changelist")))
        for row in model._default_manager.all()[:1]:
            addresses.append(reverse(name(model, "change"), args=[row.pk]))
            addresses.append(reverse(name(model, "history"), args=[row.pk]))
    assert leaks(role, addresses) == []


@pytest.mark.long
@pytest.mark.parametrize("role", ROLES)
def test_nor_at_any_other_view(planted: Any, db: None, role: str) -> None:
    addresses = [*common(), *journal(), *(address for model in MODELS for address in pages(model))]
    assert leaks(role, addresses) == []


# --- Guessing: whether a row is in a list may depend on nothing that the role may not read


def lookups(model: Any) -> Iterator[tuple[str, Any, str]]:
    """Every column of the model, of those that it refers to, and of those that refer to it."""
    for field in model._meta.concrete_fields:
        if not field.remote_field:
            yield field.name, model, field.name
    for field in model._meta.get_fields():
        other = field.related_model
        if other and other is not model and hasattr(other, "_meta"):
            for column in other._meta.concrete_fields:
                own = field.concrete and column.primary_key  # a column of the row itself
                if not column.remote_field and not own:
                    yield f"{field.name}__{column.name}", other, column.name


def guessed(client: Client, role: str, model: Any, *, few: bool) -> list[str]:
    start, wrong = reverse(name(model, "changelist")), []
    for lookup, other, column in lookups(model):
        other_name = other._meta.model_name
        may = role in SEEN_BY.get(other_name, ()) and (other_name, column) not in SECRET
        if may:
            continue
        for suffix in ("__startswith",) if few else ("", "__startswith", "__gt", "__isnull"):
            answer = client.get(f"{start}?{lookup}{suffix}=1")
            # Refused, as malformed or as a filter that there is not; or just not looked at.
            told = answer.status_code in (400, 403) or "e=1" in answer.get("Location", "")
            if not told:
                wrong.append(f"{start}?{lookup}{suffix}: {answer.status_code}")
    return wrong


@pytest.mark.parametrize("role", ["contributor", "partner manager"])
def test_nobody_guesses_by_an_address(planted: Any, db: None, role: str) -> None:
    assert guesses(role, few=True) == []


@pytest.mark.long
@pytest.mark.parametrize("role", ROLES)
def test_nobody_guesses_by_any_address(planted: Any, db: None, role: str) -> None:
    assert guesses(role, few=False) == []


def guesses(role: str, *, few: bool) -> list[str]:
    client = Client()
    client.force_login(people.person(role))
    seen = [model for model in MODELS if role in SEEN_BY[str(model._meta.model_name)]]
    wrong = []
    for model in seen:
        wrong += guessed(client, role, model, few=few)
    return wrong
