"""The roles: what each may do is what the table says, and the table says what exists."""

from typing import Any

import pytest
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser, Group, Permission

from factcheck.accounts.models import User
from factcheck.accounts.permissions import require
from factcheck.accounts.roles import ROLES, grant_roles
from factcheck.errors import NotAllowed
from tests.factories import people

pytestmark = pytest.mark.django_db


def codes(permissions: object) -> set[str]:
    return {
        f"{permission.content_type.app_label}.{permission.codename}"
        for permission in permissions.select_related("content_type")  # type: ignore[attr-defined]
    }


@pytest.mark.parametrize("role", ROLES)
def test_a_role_names_permissions_that_exist_and_has_them(role: str) -> None:
    assert ROLES[role] - codes(Permission.objects.all()) == set()
    assert codes(Group.objects.get(name=role).permissions) == ROLES[role]


def test_an_auditor_reads_everything_and_changes_nothing() -> None:
    assert {code.partition(".")[2].partition("_")[0] for code in ROLES["auditor"]} == {"view"}
    for room in ("claims", "reviews", "history"):
        kept = Permission.objects.filter(content_type__app_label=room, codename__startswith="view_")
        assert codes(kept) <= ROLES["auditor"], f"let auditors read all of {room}"


def test_no_role_both_approves_and_publishes() -> None:
    for role, granted in ROLES.items():
        both = {"reviews.approve_claimreview", "reviews.publish_claimreview"}
        assert not both <= granted, role


@pytest.mark.parametrize("role", ["contributor", "partner manager"])
def test_those_outside_the_desk_see_no_review(role: str) -> None:
    assert not [code for code in ROLES[role] if code.startswith(("reviews.", "history."))]


def test_nobody_deletes() -> None:
    """There is not even a permission for it."""
    ours = ("claims", "reviews", "history", "publications", "partners")
    assert not Permission.objects.filter(
        content_type__app_label__in=ours, codename__startswith="delete_"
    ).exists()


def test_the_table_adds_what_is_missing_and_leaves_what_a_desk_gave() -> None:
    group = Group.objects.get(name="reviewer")
    extra = Permission.objects.get(codename="publish_claimreview")
    group.permissions.set([extra])
    grant_roles()
    grant_roles()
    assert codes(group.permissions) == ROLES["reviewer"] | {"reviews.publish_claimreview"}


def test_whether_somebody_may() -> None:
    may = "claims.accept_claim"
    require(people.reviewer(), may)
    require(people.superuser(), may)
    require(None, may)
    for nobody in (
        people.contributor(),
        people.person("reviewer", is_active=False),
        people.person(is_superuser=True, is_active=False),
        AnonymousUser(),
    ):
        with pytest.raises(NotAllowed, match=may):
            require(nobody, may)
    with pytest.raises(NotAllowed, match="needs a person"):
        require(None, may, system=False)


def test_a_person_is_shown_by_name() -> None:
    assert str(people.person(username="léa")) == "léa"
    assert str(people.person(first_name="Léa", last_name="Roy")) == "Léa Roy"


def test_what_somebody_may_is_read_at_once(django_assert_num_queries: Any) -> None:
    """Their own and their roles', as Django's own backend tells it with two queries."""
    person = people.person("reviewer")
    person.groups.add(Group.objects.get(name="editor"))
    person.user_permissions.add(Permission.objects.get(codename="view_user"))
    told = ModelBackend().get_all_permissions(User.objects.get(pk=person.pk))
    fresh = User.objects.get(pk=person.pk)
    with django_assert_num_queries(1):
        assert fresh.get_all_permissions() == told
        assert fresh.has_perm("accounts.view_user") and fresh.has_module_perms("claims")
    assert not User(username="x", is_active=False, pk=person.pk).has_perm("accounts.view_user")
    assert people.superuser().has_perm("accounts.view_user")
