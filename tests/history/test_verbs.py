"""What was done is told in people's words and in their language, with the code for engineers."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import override
from lxml import html

from factcheck.history import journal, replay, verbs
from factcheck.history.models import Event
from tests.factories import people, reviews

_ROOMS = ("claims", "reviews", "factcheck")
_WRITTEN = re.compile(r'f?"(\w+|\{kind\}|\{model\.__name__\.lower\(\)\}):([a-z_]+)"')


def test_every_verb_of_every_workflow_has_its_label() -> None:
    for subject in replay.subjects():
        for transition in subject.machine.transitions if subject.machine else ():
            assert verbs.label(f"{subject.kind}:{transition.verb}") == str(transition.label)


def test_every_verb_of_records_has_one() -> None:
    """Found where they are written: no table names them."""
    records = {subject.kind for subject in replay.subjects() if not subject.machine}
    records |= {"{kind}", "{model.__name__.lower()}"}
    written = {
        (kind, verb)
        for room in _ROOMS
        for path in Path(settings.BASE_DIR, room).rglob("*.py")
        if "actions" in path.as_posix()
        for kind, verb in _WRITTEN.findall(path.read_text())
        if kind in records
    }
    assert ("source", "withdraw") in written and ("key", "revoke") in written
    unknown = {f"{kind}:{verb}" for kind, verb in written if verb not in verbs._OF_RECORDS}
    assert unknown == set()


def test_a_verb_of_former_times_is_told_by_its_own_words() -> None:
    assert verbs.label("review:send_back") == "Send back"
    assert verbs.label("nothing") == ""


@pytest.mark.django_db
def test_a_history_names_what_was_done(client: Client) -> None:
    review = reviews.submitted(people.reviewer())
    client.force_login(people.person("approver", language="fr"))
    for address in ("change", "history"):
        page = html.fromstring(
            client.get(f"/admin/reviews/claimreview/{review.pk}/{address}/").content.decode()
        )
        told = {
            cell.get("title"): cell.text for cell in page.xpath("//table[@class='events']//span")
        }
        assert told["review:submit"] == "Soumettre à une seconde personne"
        assert told["review:take"] == "Prendre"


@pytest.mark.django_db
def test_so_does_the_journal(client: Client) -> None:
    reviews.submitted(people.reviewer())
    client.force_login(people.superuser())
    page = html.fromstring(
        client.get("/admin/history/event/?q=review:submit").content.decode()
    ).text_content()
    told = " ".join(page.split())
    assert "Submit to a second person" in told and "review:submit" in told
    assert "in reviewsubmitted" in told, "the states, too"
    event = Event.objects.filter(verb="review:submit").get()
    own = client.get(f"/admin/history/event/{event.pk}/change/").content.decode()
    assert "Submit to a second person" in own and "review:submit" in own


@pytest.mark.django_db
def test_a_refusal_names_it_in_their_language() -> None:
    review = reviews.submitted(people.reviewer())
    with override("fr"):
        assert "Soumettre à une seconde personne" in journal.last_change(review)
