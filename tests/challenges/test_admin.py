"""Correction requests at the desk."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from factcheck.challenges.models import CorrectionRequest
from factcheck.challenges.queries import waiting
from tests.factories import challenges
from tests.factories.publications import correct, publish

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]
LIST = "/admin/challenges/correctionrequest/"


def test_an_editor_declines_and_accepts_with_what_they_saw(sign_in: SignIn) -> None:
    editor, asked = sign_in("editor"), challenges.request()
    page = editor.get(f"{LIST}{asked.pk}/change/").content.decode()
    assert challenges.WRONG in page
    assert "Le taux de chômage a baissé de moitié." in page
    assert "Name the version" not in page
    empty = editor.post(f"{LIST}{asked.pk}/do/decline/", {"seen": 1, "answer": ""})
    assert empty.status_code == 400
    done = editor.post(f"{LIST}{asked.pk}/do/accept/", {"seen": 1, "answer": "Oui."})
    assert done.status_code == 302
    late = editor.post(f"{LIST}{asked.pk}/do/decline/", {"seen": 1, "answer": "Non."})
    assert late.status_code == 409
    asked.refresh_from_db()
    assert (asked.status, asked.answer) == ("accepted", "Oui.")


def test_a_reviewer_notes_what_came_by_letter(sign_in: SignIn) -> None:
    reviewer, about = sign_in("reviewer"), publish()
    given = {"verdict": str(about.verdict), "message": challenges.WRONG, "addresses": "ftp://x"}
    assert "no web address" in reviewer.post(f"{LIST}add/", given).content.decode()
    assert reviewer.post(f"{LIST}add/", given | {"addresses": ""}).status_code == 302
    asked = CorrectionRequest.objects.get()
    page = reviewer.get(f"{LIST}{asked.pk}/change/")
    assert page.status_code == 200
    assert "/do/accept/" not in page.content.decode()
    assert sign_in("contributor").get(LIST).status_code == 403


def test_a_duplicate_and_a_later_version_are_chosen_from_lists(sign_in: SignIn) -> None:
    editor, first = sign_in("editor"), publish()
    one, two = challenges.request(first), challenges.request(first, "C’est faux, voyez la source.")
    second = correct(first)
    asks = editor.get(f"{LIST}{two.pk}/do/mark_duplicate/").content.decode()
    assert f"#{one.pk}" in asks
    editor.post(f"{LIST}{two.pk}/do/mark_duplicate/", {"seen": 1, "duplicate_of": one.pk})
    editor.post(f"{LIST}{one.pk}/do/correct/", {"seen": 1, "outcome": second.pk, "answer": ""})
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.outcome, two.duplicate_of) == (second, one)


def test_what_is_late_is_counted_on_the_home_page(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    challenges.request()
    editor = sign_in("editor")
    assert 'data-queue="challenges"' in editor.get("/admin/").content.decode()
    assert (
        "/change/"
        not in editor.get(f"{LIST}?queue=late").content.decode().partition("result_list")[2]
    )
    now = timezone.now() + timedelta(days=8)
    monkeypatch.setattr(timezone, "now", lambda: now)
    editor = sign_in("editor")  # the session of eight days ago is over
    late = editor.get(f"{LIST}?queue=late").content.decode().partition("result_list")[2]
    assert "/change/" in late


def test_lists_and_pages_ask_little(sign_in: SignIn, django_assert_max_num_queries: object) -> None:
    about = publish()
    for n in range(8):
        challenges.request(about, f"{challenges.WRONG} {n}")
    editor = sign_in("editor")
    editor.get(LIST)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        editor.get(LIST)
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        editor.get(f"{LIST}{CorrectionRequest.objects.first().pk}/change/")  # type: ignore[union-attr]
    assert len(waiting(about.verdict)) == 8
