"""A partner challenges a verdict over the API, and reads what became of it."""

from typing import Any
from uuid import uuid4

import pytest

from factcheck.challenges import actions
from factcheck.challenges.models import CorrectionRequest
from tests.factories import challenges, partners
from tests.factories.publications import correct, publish, withdraw
from tests.partners.conftest import Caller

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner() -> Caller:
    return Caller(partners.key(["submit"])[1])


def body(about: Any, **more: Any) -> dict[str, Any]:
    return {"verdict": str(about.verdict), "message": challenges.WRONG} | more


def test_from_the_challenge_to_the_correction(partner: Caller) -> None:
    first = publish()
    answer = partner.post(
        "correction-requests/",
        body(first, version=1, evidence=["https://stats.example/4"], reference="T-17"),
    )
    assert answer.status_code == 201
    asked = answer.json()
    assert (asked["status"], asked["version"], asked["reference"]) == ("received", 1, "T-17")
    assert asked["evidence"] == ["https://stats.example/4"]
    assert asked["due_at"] > asked["received_at"]

    row = CorrectionRequest.objects.get(uid=asked["id"])
    actions.accept(row.pk, actor=challenges.decider(), answer="Merci.")
    actions.settle(correct(first), actor=None)

    now = partner.client.get(answer["Location"], headers=partners.bearer(partner.key)).json()
    assert (now["status"], now["answer"]) == ("corrected", "Merci.")
    assert now["answered_by"]["version"] == 2
    assert now["answered_by"]["kind"] == "corrected"


def test_the_same_again_is_the_first_one(partner: Caller) -> None:
    about = publish()
    first = partner.post("correction-requests/", body(about)).json()
    again = partner.post(
        "correction-requests/", body(about, message="  " + challenges.WRONG.upper() + "\n")
    )
    assert again.status_code == 200
    assert again.json()["id"] == first["id"]
    assert CorrectionRequest.objects.count() == 1


def test_who_read_an_old_version_is_told_of_the_new_one(partner: Caller) -> None:
    first = publish()
    correct(first)
    answer = partner.post("correction-requests/", body(first, version=1))
    assert answer.status_code == 409
    assert answer.json()["current_version"] == 2
    assert not CorrectionRequest.objects.exists()
    assert partner.post("correction-requests/", body(first, version=3)).status_code == 400


def test_a_withdrawal_can_be_challenged(partner: Caller) -> None:
    first = publish()
    withdraw(first)
    asked = partner.post("correction-requests/", body(first))
    assert asked.status_code == 201
    assert CorrectionRequest.objects.get().headline.startswith("Non, le chômage")


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"verdict": "no uuid"}, "verdict"),
        ({"verdict": "00000000-0000-4000-8000-000000000007"}, "verdict"),
        ({"verdict": 7}, "verdict"),
        ({"message": "Faux."}, "message"),
        ({"message": "x" * 5_001}, "message"),
        ({"message": "a\x01" * 30}, "message"),
        ({"evidence": ["javascript:alert(1)"]}, "evidence"),
        ({"evidence": ["https://[::1"]}, "evidence"),
        ({"evidence": [f"https://a.example/{n}" for n in range(11)]}, "evidence"),
        ({"email": "nobody"}, "email"),
        ({"version": "1"}, "version"),
        ({"rating": "true"}, "rating"),
    ],
)
def test_what_is_wrong_is_named(partner: Caller, wrong: dict[str, Any], named: str) -> None:
    answer = partner.post("correction-requests/", body(publish()) | wrong)
    assert answer.status_code == 400
    assert named in answer.json()["fields"]
    assert not CorrectionRequest.objects.exists()


def test_markup_is_kept_to_the_letter(partner: Caller) -> None:
    said = "<script>alert(1)</script> <b>Le chiffre</b> est faux, voyez ici."
    asked = partner.post("correction-requests/", body(publish(), message=said)).json()
    assert asked["message"] == said


def test_nobody_reads_those_of_others(partner: Caller) -> None:
    about = publish()
    readers = challenges.request(about)
    other = Caller(partners.key(["submit"], partner=partners.partner("Le Courrier"))[1])
    mine = partner.post("correction-requests/", body(about)).json()
    for id in (readers.uid, mine["id"], uuid4()):
        assert other.get(f"correction-requests/{id}/").status_code == 404
    assert other.get("correction-requests/").json() == {"results": [], "next": None}
    row = CorrectionRequest.objects.get(uid=mine["id"])
    actions.mark_duplicate(row.pk, actor=challenges.decider(), duplicate_of=readers.pk)
    now = partner.get(f"correction-requests/{mine['id']}/").json()
    assert (now["status"], now["duplicate_of"]) == ("duplicate", None)


def test_a_key_needs_the_scope() -> None:
    reader = Caller(partners.key(["read"])[1])
    answer = reader.post("correction-requests/", body(publish()))
    assert answer.status_code == 403
    assert answer.json()["type"].endswith("missing-scope")
    assert reader.get("correction-requests/").status_code == 403


def test_the_list_is_paged_and_its_queries_do_not_grow(
    partner: Caller, django_assert_max_num_queries: Any
) -> None:
    for n in range(5):
        partner.post("correction-requests/", body(publish(), reference=str(n)))
    page = partner.get("correction-requests/?limit=3").json()
    assert [each["reference"] for each in page["results"]] == ["4", "3", "2"]
    rest = partner.get(f"correction-requests/?limit=3&cursor={page['next']}").json()
    assert [each["reference"] for each in rest["results"]] == ["1", "0"]
    assert rest["next"] is None
    assert partner.get("correction-requests/?status=declined").json()["results"] == []
    for wrong in ("status=open", "cursor=1", f"cursor={uuid4()}", "page=2", "limit=0"):
        assert partner.get(f"correction-requests/?{wrong}").status_code == 400
    with django_assert_max_num_queries(3):
        partner.get("correction-requests/")
