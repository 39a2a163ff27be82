"""Every address has a policy, and keeps it: tried by strangers, with too small a key, by each role,
with every method."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client

from factcheck.accounts.roles import ROLES
from factcheck.partners import lookup
from factcheck.publications.models import Publication
from tests.architecture.addresses import POLICIES, SEEN_BY, Address, Policy, every
from tests.architecture.streams import STREAMS
from tests.conftest import for_a_module
from tests.factories import partners, people
from tests.factories.everything import make_everything

ADDRESSES = list(every())
OWN = [address for address in ADDRESSES if not address.model and "app_label" not in address.route]
OF_MODELS = [address for address in ADDRESSES if address.model]
TOKEN = "an-operators-long-token"


def test_every_address_has_a_policy_and_every_policy_an_address() -> None:
    assert {address.route for address in OWN} == set(POLICIES), "declare it in addresses.py"
    assert {address.model for address in OF_MODELS} == set(SEEN_BY), "declare it in addresses.py"
    assert all(roles <= set(ROLES) for roles in SEEN_BY.values())


@pytest.fixture(scope="module")
def everything(test_database: None, django_db_blocker: Any) -> Iterator[None]:
    with for_a_module(django_db_blocker):
        make_everything()
        yield


@pytest.fixture
def rows(everything: None, db: None) -> dict[str, Any]:
    """A row of each model, so that it is a permission which is missing, and not the row."""
    found = {
        str(model._meta.model_name): row.pk
        for model in admin.site._registry
        if (row := model._default_manager.first())
    }
    return found | {"verdict": Publication.objects.latest("pk").verdict}


def sample(address: Address, rows: dict[str, Any]) -> str:
    """An address of this kind where there is something."""
    route = address.route.replace("^oembed/?$", "oembed").replace("(?P<url>.*)$", "nothing/")
    route = re.sub(r"\^keys/.*?/", "keys/abcdefgh/", route).rstrip("$")
    values = {
        "uuid:id": rows["verdict"], "int:number": 1, "str:name": "sync.py", "path:rest": "nothing",
        "slug:delivery": "msg_1", "uidb64": "MQ", "token": "set-password",
        "path:content_type_id": 1, "slug:verb": "take", "int:claim_id": rows.get("claim", 1),
        "int:anchor_id": rows.get("anchor", 1),
    }  # fmt: skip
    own = rows.get(address.model, 1)
    filled = re.sub(r"<([^>]+)>", lambda found: str(values.get(found[1], own)), route)
    return f"/{filled}"


def ask(client: Client, method: str, path: str, **more: Any) -> Any:
    return client.generic(method, path, content_type="application/json", **more)


def is_refused(answer: Any, policy: Policy) -> bool:
    """Whether it says no as this policy does, and tells nothing."""
    if policy.who == "key":
        return bool(answer.status_code == 401 and answer["WWW-Authenticate"].startswith("Bearer"))
    if policy.who == "token":
        return bool(answer.status_code == 401 and len(answer.content) < 100)
    return bool(answer.status_code == 302 and answer["Location"].startswith("/admin/login/"))


def test_strangers(rows: dict[str, Any], settings: Any) -> None:
    settings.METRICS_TOKEN = TOKEN
    assert strangers(rows, ("GET", "POST")) == []


@pytest.mark.long
def test_strangers_with_every_method(rows: dict[str, Any], settings: Any) -> None:
    settings.METRICS_TOKEN = TOKEN
    assert strangers(rows, ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")) == []


def strangers(rows: dict[str, Any], methods: tuple[str, ...]) -> list[str]:
    """What somebody without anything gets that they should not, or does not get."""
    wrong = []
    for address, method in product(OWN, methods):
        policy, path = POLICIES[address.route], sample(address, rows)
        answer = ask(Client(), method, path)
        allowed = {*policy.methods, "HEAD" if "GET" in policy.methods else ""}
        no_such_method = answer.status_code == 405
        if policy.who in ("public", "way in"):
            right = answer.status_code not in (401, 403, 500)
            right = right and "sessionid" not in answer.cookies
            right = right and (policy.who == "way in" or no_such_method == (method not in allowed))
        else:
            right = is_refused(answer, policy) or (no_such_method and method not in allowed)
        if not right:
            wrong.append(f"{method} {path} {answer.status_code}")
    return wrong


def test_strangers_at_the_desk(rows: dict[str, Any]) -> None:
    wrong = []
    client = Client()
    for address, method in product(OF_MODELS, ("GET", "POST")):
        answer = ask(client, method, sample(address, rows))
        if not is_refused(answer, Policy("desk")):
            wrong.append(f"{method} {address.route} {answer.status_code}")
    assert wrong == []


def test_keys_without_the_scope_and_with_it(rows: dict[str, Any]) -> None:
    lookup.forget()
    scopes = ("read", "match", "submit", "webhooks")
    texts = {}
    for scope in scopes:
        owner = partners.partner(f"With {scope}")
        texts[scope] = partners.key([scope], partner=owner)[1]
    wrong = []
    for address in OWN:
        policy, path = POLICIES[address.route], sample(address, rows)
        if policy.who != "key":
            continue
        has = "read" if policy.needs == "any" else policy.needs
        for method in ("GET", "POST", "PATCH", "DELETE"):
            answer = ask(Client(), method, path, headers=partners.bearer(texts[has]))
            allowed = method in policy.methods
            if answer.status_code in (401, 403, 500) or (answer.status_code != 405) != allowed:
                wrong.append(f"with {has}: {method} {path} {answer.status_code}")
        for scope in () if policy.needs == "any" else {*scopes} - {has}:
            answer = ask(Client(), policy.methods[0], path, headers=partners.bearer(texts[scope]))
            if answer.status_code != 403 or b"scope" not in answer.content:
                wrong.append(f"with {scope}: {path} {answer.status_code}")
    assert wrong == []


def test_an_answer_tells_its_length_or_is_a_stream_that_is_known(rows: dict[str, Any]) -> None:
    """Otherwise nobody would notice that it was cut off."""
    lookup.forget()
    scopes = ("read", "match", "submit", "webhooks")
    headers = partners.bearer(partners.key(scopes)[1])
    found = set()
    for address in OWN:
        policy = POLICIES[address.route]
        if policy.who in ("public", "key") and "GET" in policy.methods:
            answer: Any = Client().get(sample(address, rows), headers=headers)
            if answer.streaming:
                found.add(address.route)
                assert b"".join(answer.streaming_content)  # to its end: one is read at a time
            else:
                assert int(answer["Content-Length"]) == len(answer.content), address.route
    assert found == STREAMS, "declare it in streams.py"


def test_somebody_of_the_desk_is_a_stranger_to_the_api(rows: dict[str, Any]) -> None:
    client = Client()
    client.force_login(people.superuser())
    for address in OWN:
        policy = POLICIES[address.route]
        if policy.who == "key":
            assert is_refused(client.get(sample(address, rows)), policy), address.route


def test_the_operators_token(rows: dict[str, Any], settings: Any) -> None:
    settings.METRICS_TOKEN = TOKEN
    for given, status in ((TOKEN, 200), (f"{TOKEN}x", 401), (partners.key()[1], 401)):
        assert Client().get("/metrics", headers=partners.bearer(given)).status_code == status
    settings.METRICS_TOKEN = ""
    assert Client().get("/metrics", headers=partners.bearer("")).status_code == 404


def refused(client: Client, address: Address, method: str, rows: dict[str, Any]) -> bool:
    answer = ask(client, method, sample(address, rows))
    if answer.status_code == 302 and address.route.endswith("<path:object_id>/"):
        return True  # the admin's old form of a page's address: leads to the page itself
    return answer.status_code in (403, 405)


def test_without_a_role_there_is_nothing_at_the_desk(rows: dict[str, Any]) -> None:
    client = Client()
    client.force_login(people.person())
    wrong = [
        f"{method} {address.route}"
        for address, method in product(OF_MODELS, ("GET", "POST"))
        if not refused(client, address, method, rows)
    ]
    assert wrong == []


@pytest.mark.parametrize("role", ROLES)
def test_each_role_sees_what_is_its_own(rows: dict[str, Any], role: str) -> None:
    client = Client()
    client.force_login(people.person(role))
    lists = {address.model: address for address in OF_MODELS if "<" not in address.route and
             address.route.count("/") == 3}  # fmt: skip
    seen = {
        model
        for model, address in lists.items()
        if client.get(sample(address, rows)).status_code == 200
    }
    assert seen == {model for model, roles in SEEN_BY.items() if role in roles}


@pytest.mark.long
@pytest.mark.parametrize("role", ROLES)
def test_at_every_other_address_it_is_refused(rows: dict[str, Any], role: str) -> None:
    client = Client()
    client.force_login(people.person(role))
    wrong = [
        f"{method} {address.route}"
        for address, method in product(OF_MODELS, ("GET", "POST", "DELETE"))
        if role not in SEEN_BY[address.model] and not refused(client, address, method, rows)
    ]
    assert wrong == []


def test_ids_are_not_told_to_exist(rows: dict[str, Any]) -> None:
    """A row that is there, and one that is not: the same answer to whoever may not see it."""
    client = Client()
    client.force_login(people.partner_manager())
    unknown = dict.fromkeys(rows, 999_999_999) | {"verdict": rows["verdict"]}
    for address in OF_MODELS:
        if "object_id" not in address.route or "partner manager" in SEEN_BY[address.model]:
            continue
        there = client.get(sample(address, rows))
        nowhere = client.get(sample(address, unknown))
        assert there.status_code == nowhere.status_code, address.route
        if there.status_code != 302:
            assert there.content == nowhere.content, address.route
