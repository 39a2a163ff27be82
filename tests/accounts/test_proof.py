"""Before what speaks to the world or hands out secrets, the person shows again that it is them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.test import Client

from factcheck.accounts.models import User
from factcheck.challenges.models import CorrectionRequest
from factcheck.challenges.workflow import CHALLENGE
from factcheck.partners.models import ApiKey, Webhook
from factcheck.partners.webhooks.states import WEBHOOK
from reviews.models import ClaimReview
from reviews.workflow import REVIEW
from tests.accounts.conftest import PASSWORD, Phone, with_password
from tests.edits.pages import opened
from tests.factories import challenges, partners, people, reviews, webhooks

pytestmark = pytest.mark.django_db

Pass = Callable[[float], None]


@pytest.fixture
def later(pass_minutes: Pass) -> Callable[[User], Client]:
    """The desk of somebody whose last proof is 16 minutes old."""

    def later(person: User) -> Client:
        client = Client()
        client.force_login(with_password(person))
        pass_minutes(16)
        return client

    return later


def approved() -> ClaimReview:
    return reviews.approved(people.reviewer(), people.approver())


def address(review: ClaimReview, verb: str) -> str:
    return f"/admin/reviews/claimreview/{review.pk}/do/{verb}/"


def is_asked(answer: Any) -> bool:
    return bool(answer.status_code == 403 and b"so you are asked again" in answer.content)


def test_a_verdict_is_published_after_a_proof(later: Any) -> None:
    review, client = approved(), later(people.editor())
    to = address(review, "publish")
    asked = client.post(to, {"seen": review.version})
    assert is_asked(asked)
    assert str(review) in asked.content.decode()
    assert reviews.fresh(review).status == "approved"
    assert asked.context["carried"] == [("seen", str(review.version))]

    proof = dict(asked.context["carried"]) | {"proof-password": PASSWORD}
    assert client.post(to, proof)["Location"].endswith("/change/")
    assert reviews.fresh(review).status == "published"

    another = approved()
    client.post(address(another, "publish"), {"seen": another.version})
    assert reviews.fresh(another).status == "published", "for a quarter of an hour"


def test_what_changed_meanwhile_is_noticed(later: Any) -> None:
    """The version that comes with the proof is the one that was on the page before it."""
    author = people.reviewer()
    review = reviews.approved(author, people.approver())
    client = later(people.editor())
    asked = client.post(address(review, "publish"), {"seen": review.version})
    reviews.written(reviews.fresh(review), author, summary="Autre chose.")
    proof = dict(asked.context["carried"]) | {"proof-password": PASSWORD}
    assert client.post(address(review, "publish"), proof).status_code == 409
    assert not reviews.fresh(review).is_public


def test_what_was_typed_goes_with_the_proof(later: Any) -> None:
    review = reviews.published(people.reviewer(), people.approver(), people.editor())
    client, to = later(people.editor()), address(review, "propose_withdrawal")
    reason = "La « vidéo » <était>\r\n\r\ntruquée."
    asked = client.post(to, {"seen": review.version, "public_reason": reason, "successor": ""})
    assert is_asked(asked)
    page = client.post(to, dict(asked.context["carried"]) | {"proof-password": PASSWORD})
    assert page.status_code == 302
    proposed = reviews.fresh(review)
    assert proposed.withdrawal_reason == reason.replace("\r\n", "\n")
    second = later(people.approver())
    assert is_asked(second.post(address(review, "withdraw"), {"seen": proposed.version}))


def test_a_form_that_is_wrong_says_so_first(later: Any) -> None:
    review = reviews.published(people.reviewer(), people.approver(), people.editor())
    answer = later(people.editor()).post(
        address(review, "propose_withdrawal"), {"seen": review.version, "public_reason": ""}
    )
    assert answer.status_code == 400
    assert b"proof-password" not in answer.content


def test_many_at_once(later: Any) -> None:
    first, second = approved(), approved()
    client = later(people.editor())
    page = client.post(
        "/admin/reviews/claimreview/?q=taux",
        {"action": "publish", "_selected_action": [first.pk, second.pk]},
    )
    shown = {item.review.pk: item for item in page.context["items"]}
    given: dict[str, Any] = {"chosen": list(shown)}
    for pk, item in shown.items():
        given |= {f"seen-{pk}": item.review.version, f"digest-{pk}": item.digest}
    to = "/admin/reviews/claimreview/bulk/publish/?q=taux"
    asked = client.post(to, given)
    assert is_asked(asked)
    again: dict[str, list[str]] = {}
    for name, value in asked.context["carried"]:
        again.setdefault(name, []).append(value)
    assert {name: sorted(values) for name, values in again.items()} == {
        name: sorted(map(str, value)) if isinstance(value, list) else [str(value)]
        for name, value in given.items()
    }
    report = client.post(to, again | {"proof-password": PASSWORD})
    assert report.context["done"] == 2


def test_a_wrong_password_counts_as_at_the_sign_in(later: Any) -> None:
    review, client = approved(), later(people.editor())
    to, given = address(review, "publish"), {"seen": review.version}
    for _turn in range(settings.AXES_FAILURE_LIMIT - 1):
        answer = client.post(to, given | {"proof-password": "guess"})
        assert answer.status_code == 400
        assert b"This is not your password" in answer.content
        assert answer.context["carried"] == [("seen", str(review.version))]
        assert b"guess" not in answer.content
    for typed in ("guess", PASSWORD):
        answer = client.post(to, given | {"proof-password": typed})
        assert b"Wait 15 minutes" in answer.content, "and what was typed is still there"
        assert answer.context["carried"] == [("seen", str(review.version))]
    assert not reviews.fresh(review).is_public
    assert client.get("/admin/").status_code == 200, "they may still read"


def test_a_right_password_forgives_wrong_ones(later: Any, pass_minutes: Pass) -> None:
    client = later(people.editor())
    for _turn in range(3):
        for typed in ("guess", "guess", "guess", PASSWORD):
            page = client.post("/admin/account/proof/", {"proof-password": typed})
        assert page.status_code == 302
        pass_minutes(16)


def test_the_second_factor_is_asked_for_where_there_is_one(
    phone: Phone, equipped: Any, pass_minutes: Pass
) -> None:
    editor, review = people.editor(), approved()
    codes = equipped(editor)
    client = Client()
    client.force_login(editor)
    client.post("/admin/account/code/", {"code": phone.code()})
    pass_minutes(16)
    to, given = address(review, "publish"), {"seen": review.version}
    assert b"proof-code" in client.post(to, given).content
    assert client.post(to, given | {"proof-password": PASSWORD}).status_code == 400
    assert client.post(to, given | {"proof-code": phone.code()}).status_code == 302
    assert reviews.fresh(review).status == "published"

    pass_minutes(16)
    another = approved()
    to, given = address(another, "publish"), {"seen": another.version}
    used = client.post(to, given | {"proof-code": phone.shown()})
    assert b"was used already" in used.content
    hasty = client.post(to, given | {"proof-code": codes[0]})
    assert hasty.status_code == 302, "the recovery codes wait by themselves"


def test_secrets_are_handed_out_after_a_proof(later: Any) -> None:
    client = later(people.partner_manager())
    owner, endpoint = partners.partner(), webhooks.somewhere()
    key = {"partner": owner.pk, "scopes": ["read"], "label": "Site", "days": 30}
    hook = {"partner": owner.pk, "url": "https://gazette.example/hook",
            "events": ["verdict.published"], "label": ""}  # fmt: skip
    before = Webhook.objects.count()
    assert is_asked(client.post("/admin/partners/apikey/add/", key))
    assert is_asked(client.post("/admin/partners/webhook/add/", hook))
    rotate = f"/admin/partners/webhook/{endpoint.pk}/do/rotate/"
    assert is_asked(client.post(rotate, {"seen": endpoint.version, "hours": 24}))
    assert (ApiKey.objects.count(), Webhook.objects.count()) == (0, before)
    made = client.post(
        "/admin/partners/apikey/add/", key | {"proof-password": PASSWORD}, follow=True
    )
    assert "fck_live_" in made.content.decode()


def test_what_protects_is_never_held_up(later: Any) -> None:
    row, _secret = partners.key()
    client = later(people.partner_manager())
    client.post(f"/admin/partners/apikey/{row.pk}/do/revoke/", {"reason": "volée"})
    assert ApiKey.objects.get().revoked_at


def test_access_is_given_after_a_proof(later: Any) -> None:
    person, client = people.reviewer(), later(people.superuser())
    role = Group.objects.get(name="editor")
    about = f"/admin/accounts/user/{person.pk}"
    given = {"username": person.username, "is_active": "on", "is_staff": "on", "groups": [role.pk]}
    given["seen"] = opened(client, f"{about}/change/", "user_form").value("seen")
    assert is_asked(client.post(f"{about}/change/", given))
    assert is_asked(client.post("/admin/accounts/user/add/", {"username": "rosa"}))
    assert is_asked(client.post(f"/admin/auth/group/{role.pk}/change/", {"name": "editor"}))
    link = {"action": "password_link", "_selected_action": [person.pk]}
    assert is_asked(client.post("/admin/accounts/user/", link))
    assert client.get(f"{about}/password/")["Location"].startswith("/admin/account/proof/")
    person.refresh_from_db()
    assert {group.name for group in person.groups.all()} == {"reviewer"}
    changed = client.post(f"{about}/change/", given | {"proof-password": PASSWORD})
    assert changed.status_code == 302
    assert person.groups.get() == role


def test_somebody_elses_session_gets_no_second_factor(later: Any) -> None:
    client = later(people.editor())
    assert is_asked(client.post("/admin/account/second-factor/", {"code": "123456"}))


def test_guessing_the_old_password_is_guessing(later: Any) -> None:
    client = later(people.editor())
    given = {"old_password": "guess", "new_password1": "x" * 20, "new_password2": "x" * 20}
    statuses = [client.post("/admin/password_change/", given).status_code for _turn in range(6)]
    assert statuses[0] == 200
    assert statuses[-1] == 429
    right = client.post("/admin/password_change/", given | {"old_password": PASSWORD})
    assert right.status_code == 429


def test_an_answer_to_a_reader_is_one_to_the_world(later: Any) -> None:
    asked = challenges.request()
    client = later(challenges.decider())
    to = f"/admin/challenges/correctionrequest/{asked.pk}/do/decline/"
    assert is_asked(client.post(to, {"seen": asked.version, "answer": "Non."}))
    assert CorrectionRequest.objects.get().status == "received"


def test_each_time_where_the_desk_says_so(settings: Any) -> None:
    settings.PROOF_MINUTES = 0
    client = Client()
    client.force_login(with_password(people.editor()))
    for _turn in range(2):
        review = approved()
        given = {"seen": review.version}
        assert is_asked(client.post(address(review, "publish"), given))
        client.post(address(review, "publish"), given | {"proof-password": PASSWORD})
        assert reviews.fresh(review).status == "published"


def test_a_form_with_passwords_can_be_filled_in_there_too(settings: Any) -> None:
    settings.PROOF_MINUTES = 0
    client = Client()
    client.force_login(with_password(people.superuser()))
    assert client.get(f"/admin/accounts/user/{people.reviewer().pk}/password/").status_code == 200


def test_the_tables_say_which_verbs() -> None:
    """Written from the design: what speaks to the world, or hands out a secret."""
    assert REVIEW.proven() == {"publish", "schedule", "propose_withdrawal", "withdraw"}
    assert WEBHOOK.proven() == {"register", "rotate"}
    assert CHALLENGE.proven() == {"accept", "decline", "correct"}
