"""A review's page: the claim beside the work, what blocks and why, and what is done in passing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html

from factcheck.accounts.models import User
from reviews import actions
from reviews.admin.mentions import mentions_for
from reviews.models import ClaimReview, Comment
from reviews.workflow import State
from tests import raw
from tests.factories import claims, people, publications, reviews

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]


def at(review: ClaimReview, what: str = "change/") -> str:
    return f"/admin/reviews/claimreview/{review.pk}/{what}"


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def parsed(answer: Any) -> Any:
    return html.fromstring(answer.content.decode())


def text(answer: Any) -> str:
    return " ".join(parsed(answer).text_content().split())


def fields(answer: Any) -> dict[str, Any]:
    """What the review's form would send as it is."""
    form = parsed(answer).get_element_by_id("claimreview_form")
    return dict(form.form_values())


@pytest.fixture
def author() -> User:
    return people.person("reviewer", "author")


# --- The claim, the work, and where it stands


def test_the_claim_stands_in_its_context_with_its_exact_words(author: User) -> None:
    claim = claims.claim(
        accepted_by=people.reviewer(), claimant=claims.claimant(), topics=[claims.topic().slug]
    )
    page = parsed(client_of(author).get(at(reviews.review(claim=claim))))
    [mark] = page.xpath("//section[@class='beside']//mark")
    assert mark.text_content() == claims.CLAIM
    said = " ".join(page.xpath("//section[@class='beside']")[0].text_content().split())
    assert f"Hier, à Lyon. {claims.CLAIM} La salle a applaudi." in said
    for part in ("Jeanne Martin", "emploi", "Le débat sur l’emploi", "La Gazette"):
        assert part in said


def test_who_holds_it_and_until_when(author: User) -> None:
    review = reviews.ready(author)
    mine = text(client_of(author).get(at(review)))
    assert "You hold it until" in mine
    assert "3 hours, 59 minutes left" in mine.replace("\xa0", " ")
    others = text(client_of(people.reviewer()).get(at(review)))
    assert "Held by author until" in others
    listed = text(client_of(people.reviewer()).get("/admin/reviews/claimreview/"))
    assert "author until" in listed
    raw.tamper("UPDATE reviews_claimreview SET lease_until = now() - interval '1 minute'")
    assert "ran out on" in text(client_of(people.reviewer()).get(at(review)))
    assert "author, ran out" in text(client_of(author).get("/admin/reviews/claimreview/"))


def test_whoever_holds_too_many_is_told_which_with_links(author: User, settings: Any) -> None:
    settings.LEASES_PER_PERSON = 1
    held, other = reviews.ready(author), reviews.review()
    client = client_of(author)
    for answer in (client.get(at(other)), client.post(at(other, "do/take/"))):
        page = parsed(answer)
        assert page.xpath(f"//ul[@class='about']//a[@href='{at(held)}']")


def test_the_two_person_rule_is_explained_by_name(author: User) -> None:
    people.person("approver", "alain")
    zoe = people.person("approver", "zoé")
    review = reviews.submitted(author)
    source = review.evidence.get().source
    claims.actions.edit_record(
        type(source), source.pk, actor=zoe, seen=1, changes={"title": "Tableau 5"}
    )
    said = text(client_of(zoe).get(at(review)))
    assert "cannot approve it: author (" in said
    assert "zoé (" in said
    assert "1 person may approve it: alain." in said
    assert "You edited this revision" in said


def test_nobody_left_to_approve_is_said(author: User) -> None:
    review = reviews.submitted(author)
    assert "Nobody is left who may approve it" in text(client_of(author).get(at(review)))


# --- The checklist, as one types


def test_the_checklist_follows_what_is_typed_and_stores_nothing(author: User) -> None:
    review = reviews.taken(author)
    client = client_of(author)
    page = client.get(at(review))
    assert "4 things are missing." in text(page)
    typed = fields(page) | {
        "rating": reviews.rating().pk,
        "headline": "Non",
        "summary": "Il a baissé de 0,2 point.",
        "evidence-0-source": claims.source().pk,
        "evidence-0-stance": "refutes",
    }
    before = raw.everything()
    assert "Nothing is missing." in text(client.post(at(review, "check/"), typed))
    assert "1 thing is missing." in text(
        client.post(at(review, "check/"), typed | {"summary": " "})
    )
    unfinished = client.post(at(review, "check/"), typed | {"evidence-0-stance": ""})
    assert "Add at least one piece of evidence" in text(unfinished)
    assert raw.everything() == before


def test_evidence_that_is_marked_to_go_does_not_count(author: User) -> None:
    review = reviews.ready(author)
    client = client_of(author)
    typed = fields(client.get(at(review))) | {"evidence-0-DELETE": "on"}
    assert "1 thing is missing." in text(client.post(at(review, "check/"), typed))
    assert review.evidence.count() == 1


def test_without_a_script_it_is_of_the_last_save_and_says_so(author: User) -> None:
    page = parsed(client_of(author).get(at(reviews.ready(author))))
    [said] = page.xpath("//p[contains(@class, 'as-saved')]")
    assert said.text_content() == "As of the last save."
    assert "hidden" not in said.attrib


@pytest.mark.parametrize("what", ["check/", "renew/"])
def test_only_who_works_on_reviews_asks_and_only_by_post(what: str, sign_in: SignIn) -> None:
    review = reviews.ready(people.reviewer())
    for role in ("auditor", "contributor", "partner manager"):
        client = sign_in(role)
        for pk in (review.pk, 999_999):
            address = f"/admin/reviews/claimreview/{pk}/{what}"
            assert client.post(address).status_code == 403
    assert sign_in("reviewer").get(at(review, what)).status_code == 405
    assert Client().post(at(review, what)).status_code == 302


def test_typing_renews_the_lease(author: User) -> None:
    review = reviews.ready(author)
    raw.tamper("UPDATE reviews_claimreview SET lease_until = now() + interval '10 minutes'")
    answer = client_of(author).post(at(review, "renew/"))
    assert answer.status_code == 200
    now = reviews.fresh(review)
    assert now.lease_until
    assert now.lease_until > timezone.now() + timedelta(hours=3)
    assert now.version == review.version
    lost = client_of(people.reviewer()).post(at(review, "renew/"))
    assert lost.status_code == 409
    assert "author holds this review" in lost.json()["detail"]


# --- Comments


def test_a_comment_is_written_on_the_page_and_read_there(author: User) -> None:
    review = reviews.submitted(author)
    alain = people.person("approver", "alain")
    client_of(alain).post(at(review, "do/comment/"), {"text": "<b>Vraiment</b>, @author ?"})
    page = client_of(author).get(at(review))
    assert b"<b>Vraiment</b>" not in page.content
    [mention] = parsed(page).xpath("//strong[@class='mention']")
    assert mention.text_content() == "@author"
    assert "<b>Vraiment</b>, @author ?" in text(page)


def test_an_unknown_name_is_told_and_the_words_are_kept(author: User) -> None:
    review = reviews.submitted(author)
    answer = client_of(author).post(at(review, "do/comment/"), {"text": "Vois @personne."})
    assert answer.status_code == 400
    assert "@personne" in text(answer)
    [area] = parsed(answer).xpath("//textarea")
    assert area.text_content().strip() == "Vois @personne."
    assert not Comment.objects.exists()


def test_its_author_takes_it_back_on_the_page(author: User) -> None:
    said = actions.comment(reviews.review().pk, actor=author, text="Je me trompe.")
    other = people.reviewer()
    address = at(said.review, "do/retract/")
    assert client_of(other).post(address, {"comment": said.pk}).status_code == 403
    client_of(author).post(address, {"comment": said.pk})
    said.refresh_from_db()
    assert said.retracted_at
    assert "Taken back by its author" in text(client_of(other).get(at(said.review)))
    assert client_of(author).post(address, {"comment": "x"}).status_code == 400


def test_an_auditor_reads_comments_and_writes_none(author: User, sign_in: SignIn) -> None:
    review = reviews.submitted(author)
    actions.comment(review.pk, actor=author, text="Lisez ceci.")
    auditor = sign_in("auditor")
    page = auditor.get(at(review))
    assert "Lisez ceci." in text(page)
    assert b"comment-form" not in page.content
    assert auditor.post(at(review, "do/comment/"), {"text": "Non."}).status_code == 403


def test_mentions_reach_the_person(author: User, django_assert_num_queries: Any) -> None:
    review, alain = reviews.submitted(author), people.person("approver", "alain")
    for words in ("@author un", "@alain deux", "@author trois", "quatre"):
        last = actions.comment(review.pk, actor=alain, text=words)
    taken_back = actions.comment(review.pk, actor=alain, text="@author cinq")
    actions.retract(taken_back.pk, actor=alain)

    assert author.has_perm("reviews.view_claimreview")
    with django_assert_num_queries(1):
        panel = mentions_for(author)
    assert panel
    assert [item.text for item in panel.newest] == ["@author trois", "@author un"]
    assert panel.newest[0].address == at(review) + "#comments"
    listed = text(client_of(author).get(panel.address))
    assert "@author un" in listed
    assert "@alain deux" not in listed
    assert last.text not in listed
    assert mentions_for(people.partner_manager()) is None


# --- Similar, changes, preview


def test_published_verdicts_about_the_same_are_shown(author: User) -> None:
    publications.publish(publications.verdict(text="Le taux de chômage a baissé d’un quart."))
    said = text(client_of(author).get(at(reviews.review())))
    assert "Le taux de chômage a baissé d’un quart. Faux" in said


def test_what_changed_since_the_approval_is_shown_word_by_word(author: User) -> None:
    review = reviews.approved(author, people.person("approver", "alain"))
    client = client_of(author)
    assert "word for word the same" in text(client.get(at(review)))
    actions.edit(
        review.pk, actor=author, seen=review.version,
        changes={"summary": "Il a baissé de 0,3 point."},
    )  # fmt: skip
    page = parsed(client.get(at(review)))
    [change] = page.xpath("//dl[@class='changes']")
    assert " ".join(change.text_content().split()) == (
        "Summary Il a baissé de [removed: 0,2 ][added: 0,3 ]point."
    )


def test_any_two_versions_are_compared(author: User) -> None:
    second, editor = people.approver(), people.editor()
    review = reviews.published(author, second, editor)
    review = reviews.corrected(review, author, second, editor, headline="Non, de 0,2 point")
    newest, oldest = review.approvals.all()
    client = client_of(author)
    asked = f"compare/?old={oldest.pk}&new={newest.pk}"
    said = text(client.get(at(review, asked)))
    assert "Correction note" in said
    assert "[added: 0,2 point]" in said
    assert "revision 2, approved by" in said
    assert said.count("(published)") == 4  # two versions in two boxes
    backwards = f"compare/?old={newest.pk}&new={oldest.pk}"
    assert "[removed: 0,2 point]" in text(client.get(at(review, backwards)))
    for nonsense in ("old=x&new=0", "old=9999999999", ""):
        assert client.get(at(review, f"compare/?{nonsense}")).status_code == 200


def test_a_preview_is_the_real_page_marked_and_seen_by_the_desk_alone(
    author: User, sign_in: SignIn
) -> None:
    review = reviews.ready(author)
    before = raw.everything()
    page = client_of(author).get(at(review, "preview/"))
    said = text(page)
    assert said.startswith("Aperçu" if "Aperçu" in said else "Preview")
    for words in (reviews.HEADLINE, reviews.SUMMARY, "Tableau 4", claims.CLAIM):
        assert words in said
    assert b'<meta name="robots" content="noindex">' in page.content
    assert "ld+json" not in page.content.decode()
    document = client_of(author).get(at(review, "preview.json"))
    assert document.json()["headline"] == reviews.HEADLINE
    assert document.json()["version"] == 1
    for answer in (page, document):
        assert "no-store" in answer["Cache-Control"]
        assert "private" in answer["Cache-Control"]
        assert "noindex" in answer["X-Robots-Tag"]
    assert raw.everything() == before

    for what in ("preview/", "preview.json", "compare/"):
        assert sign_in("partner manager").get(at(review, what)).status_code == 403
        assert "/login/" in Client().get(at(review, what))["Location"]
        assert sign_in("auditor").get(at(review, what)).status_code == 200
    assert Client().get(f"/verdicts/{review.uid}/").status_code == 404


def test_a_preview_of_what_has_no_rating_says_so(author: User) -> None:
    review = reviews.taken(author)
    for what in ("preview/", "preview.json"):
        answer = client_of(author).get(at(review, what), follow=True)
        assert "Choose a rating." in text(answer)


def test_a_preview_says_what_is_published_next(author: User) -> None:
    second, editor = people.approver(), people.editor()
    review = reviews.published(author, second, editor)
    held = actions.revise(review.pk, actor=author, reason="Un lecteur.")
    reviews.written(held, author)
    drafted = client_of(author).get(at(review, "preview.json")).json()
    actions.submit(review.pk, actor=author)
    reviews.publish(reviews.approve(review, second), editor)
    said = client_of(author).get(at(review, "preview.json")).json()
    assert (drafted["version"], drafted["status"]) == (2, "corrected")
    assert drafted["corrections"][0]["note"] == said["corrections"][0]["note"]
    assert said["version"] == 3


# --- Verbs with what they need


def test_internal_notes_of_an_approved_review_leave_it_approved(author: User) -> None:
    review = reviews.approved(author, people.approver())
    client = client_of(author)
    client.post(at(review), fields(client.get(at(review))) | {"notes": "Relire en mai."})
    asking = client.get(at(review, "do/note/"))
    assert "Relire en mai." in text(asking)
    client.post(at(review, "do/note/"), {"notes": "Relire en juin.", "claimant_contacted": "on"})
    now = reviews.fresh(review)
    assert (now.status, now.notes) == (State.APPROVED, "Relire en juin.")
    assert now.claimant_contacted


def test_a_time_is_set_and_cancelled(author: User) -> None:
    review, editor = reviews.approved(author, people.approver()), client_of(people.editor())
    when = timezone.localtime() + timedelta(days=1)
    asking = text(editor.get(at(review, "do/schedule/")))
    assert "time zone, UTC" in asking
    given = {"publish_at_0": f"{when:%Y-%m-%d}", "publish_at_1": f"{when:%H:%M}"}
    assert "Cancel the time" in text(editor.post(at(review, "do/schedule/"), given, follow=True))
    editor.post(at(review, "do/unschedule/"))
    assert reviews.fresh(review).publish_at is None


def test_a_correction_without_its_note_says_where_to_write_it(author: User) -> None:
    review = reviews.published(author, people.approver(), people.editor())
    actions.revise(review.pk, actor=author, reason="Un lecteur.")
    client = client_of(author)
    answer = client.post(at(review, "do/submit/"))
    assert answer.status_code == 422
    assert "in the field of that name" in text(answer)
    page = parsed(client.get(at(review)))
    [_link] = page.xpath("//section[@class='beside']//a[@href='#id_correction_note']")
    assert page.get_element_by_id("id_correction_note").tag == "textarea"


# --- What it costs


def test_the_page_costs_the_same_however_much_belongs_to_it(author: User) -> None:
    second = people.approver()
    review = reviews.ready(author)
    client = client_of(author)
    counts = []
    for more in (1, 6):
        for number in range(more):
            actions.comment(review.pk, actor=second, text=f"@author {number}")
            publications.publish(
                publications.verdict(text=f"Le taux de chômage a baissé de {number}.")
            )
            actions.submit(review.pk, actor=author)
            reviews.approve(review, second)
            now = reviews.fresh(review)
            actions.edit(
                now.pk, actor=author, seen=now.version, changes={"headline": f"{more}{number}"}
            )
        with CaptureQueriesContext(connection) as queries:
            assert client.get(at(review)).status_code == 200
        counts.append(len(queries))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(at(review, "compare/")).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[2] <= 42
    assert counts[1] == counts[3] <= 18
