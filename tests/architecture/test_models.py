"""What holds for every model, whatever it is called and whenever it is added."""

from typing import Any

import pytest
from django.apps import apps
from django.db import models

from claims.fetching import FETCH
from claims.fetching import State as FetchState
from claims.models import Claim, Fetch
from claims.workflow import TRIAGE
from claims.workflow import State as ClaimState
from factcheck.accounts.roles import ROLES
from factcheck.challenges.models import CorrectionRequest
from factcheck.challenges.workflow import CHALLENGE
from factcheck.challenges.workflow import State as ChallengeState
from factcheck.history import replay
from factcheck.history.models import Tracked
from factcheck.partners.models import Delivery, Webhook
from factcheck.partners.webhooks.states import DELIVERY, WEBHOOK, Progress
from factcheck.partners.webhooks.states import State as WebhookState
from factcheck.workflow import Machine
from reviews.models import ClaimReview
from reviews.workflow import REVIEW
from reviews.workflow import State as ReviewState
from tests import raw

OURS = ("claims", "reviews", "history", "elsewhere", "publications", "partners", "challenges")
PUBLIC = OURS[-4:]
MODELS = [model for model in apps.get_models() if model._meta.app_label in OURS]
TRACKED = [model for model in MODELS if issubclass(model, Tracked)]


def fields(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.get_fields() if field.concrete and field.remote_field]


@pytest.mark.parametrize("model", MODELS)
def test_nothing_cascades_away(model: type[models.Model]) -> None:
    for field in fields(model):
        assert field.remote_field.on_delete is models.PROTECT, (
            f"{field}: what the desk keeps is not deleted with something else; use PROTECT"
        )


@pytest.mark.parametrize("model", [m for m in MODELS if m._meta.app_label in PUBLIC])
def test_no_foreign_key_leads_from_the_public_to_the_private(model: type[models.Model]) -> None:
    for field in fields(model):
        assert field.related_model._meta.app_label not in ("claims", "reviews"), (
            f"{field}: the record, partners and what others found hold no reference to claims or"
            " reviews, so that nothing unpublished can leak; carry the uid"
        )


@pytest.mark.parametrize("model", TRACKED)
def test_every_tracked_model_is_proven_by_verify_history(model: type[models.Model]) -> None:
    assert model in [subject.model for subject in replay.subjects()], (
        f"{model.__name__} is Tracked: register it with factcheck.history.replay in its apps.py"
    )


def test_a_row_with_a_state_is_proven_against_its_workflow() -> None:
    for subject in replay.subjects():
        has_state = any(field.name == "status" for field in subject.model._meta.get_fields())
        assert has_state == (subject.machine is not None), subject
        if subject.machine:
            assert subject.machine.kind == subject.kind


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS)
def test_every_trigger_is_in_the_database_and_on(model: type[models.Model]) -> None:
    installed = raw.run(
        "SELECT tgname, tgenabled FROM pg_trigger"
        " WHERE tgrelid = %s::regclass AND NOT tgisinternal",
        model._meta.db_table,
    )
    names = {name for name, enabled in installed if enabled == "O"}
    declared = {trigger.get_pgid(model) for trigger in getattr(model._meta, "triggers", [])}
    assert declared == names
    if issubclass(model, Tracked):
        kinds = {trigger.name for trigger in model._meta.triggers}  # type: ignore[attr-defined]
        assert kinds >= {"journaled", "never_deleted", "no_truncate"}, (
            f"{model.__name__} is Tracked: add *guards.journaled(…) to its Meta.triggers"
        )


MACHINES = [
    pytest.param(TRIAGE, Claim, ClaimState, id="claims"),
    pytest.param(FETCH, Fetch, FetchState, id="fetches"),
    pytest.param(REVIEW, ClaimReview, ReviewState, id="reviews"),
    pytest.param(CHALLENGE, CorrectionRequest, ChallengeState, id="correction requests"),
    pytest.param(WEBHOOK, Webhook, WebhookState, id="webhooks"),
    pytest.param(DELIVERY, Delivery, Progress, id="deliveries"),
]
#: From which nothing leads back.
FOR_GOOD = {WebhookState.DELETED}


@pytest.mark.parametrize(("machine", "model", "states"), MACHINES)
def test_the_tables_states_are_the_columns_choices(
    machine: Machine, model: type[models.Model], states: Any
) -> None:
    status: Any = model._meta.get_field("status")
    choices = {value for value, _label in status.choices}
    named = {state for row in machine.transitions for state in (*row.sources, row.target)} - {None}
    assert named == choices == set(states)


@pytest.mark.parametrize(("machine", "model", "states"), MACHINES)
def test_every_state_can_be_reached_and_left(
    machine: Machine, model: type[models.Model], states: Any
) -> None:
    reached, edge = set(), {row.target for row in machine.transitions if not row.sources}
    while edge:
        reached |= edge
        edge = {
            row.target
            for state in edge
            for row in machine.leaving(state or "")
            if row.target and row.target not in reached
        }
    assert reached == set(states)
    for state in set(states) - FOR_GOOD:
        assert [row for row in machine.leaving(state) if row.target not in (None, state)]


@pytest.mark.parametrize(("machine", "model", "states"), MACHINES)
def test_every_verb_has_a_name_a_label_and_somebody_who_may(
    machine: Machine, model: type[models.Model], states: Any
) -> None:
    verbs = [row.verb for row in machine.transitions]
    assert len(set(verbs)) == len(verbs)
    with pytest.raises(KeyError):
        machine.event("no such verb")
    for row in machine.transitions:
        assert str(row.label)
        assert machine.event(row.verb) == f"{machine.kind}:{row.verb}"
        if row.permission:
            may = [role for role, granted in ROLES.items() if row.permission in granted]
            assert may, f"nobody may {row.verb}: grant {row.permission} in accounts/roles.py"
        else:
            assert row.system, f"{row.verb} has no permission and is not the system's"
            assert not row.button
