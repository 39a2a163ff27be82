"""An article that changed, on its page: where its claims stand now, and what a person settles."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format
from django.utils.timezone import localtime
from lxml import html

from claims import actions
from claims.models import Anchor, Article, Claim
from tests.factories import claims, people, reviews

SignIn = Callable[[str], Client]
SCRIPT = {"X-Triage": "1"}

STAYS = "Le taux de chômage a baissé de moitié."
CHANGES = "L’État a dépensé 3,2 milliards d’euros pour l’emploi en 2024."
CHANGED = CHANGES.replace("3,2", "2,3")
GOES = "Aucun ministre n’a démissionné depuis 2012."
TEXT = f"Hier, à Lyon, la ministre a parlé. {STAYS} {CHANGES}\n\n{GOES} La salle a applaudi."


@pytest.fixture
def article(db: None) -> Article:
    """With three accepted claims; one of them changed, and one is gone."""
    article = claims.article(TEXT)
    for sentence in (STAYS, CHANGES, GOES):
        claims.claim(sentence, within=article.snapshots.get(), accepted_by=people.reviewer())
    claims.reread(article, TEXT.replace(CHANGES, CHANGED).replace(f"{GOES} ", ""))
    return article


def claim_of(sentence: str) -> Claim:
    return Claim.objects.get(text=sentence)


def anchor_of(sentence: str) -> Anchor:
    return Anchor.objects.get(appearance__exact=sentence)


def page(article: Article, chosen: str = "") -> str:
    query = f"?claim={claim_of(chosen).pk}" if chosen else ""
    return f"/admin/claims/article/{article.pk}/change/{query}"


def settle(article: Article, sentence: str, verb: str) -> str:
    triage = f"/admin/claims/article/{article.pk}/triage"
    return f"{triage}/{claim_of(sentence).pk}/passage/{anchor_of(sentence).pk}/{verb}/"


def shown(client: Client, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200
    return html.fromstring(answer.content.decode())


def chosen(tree: Any) -> int:
    return int(tree.xpath("//*[@id='triage-card']/@data-claim")[0])


def button(tree: Any, label: str) -> bool:
    return bool(tree.xpath(f"//*[@id='triage-card']//button[normalize-space()='{label}']"))


def test_claims_are_marked_where_they_stand_now(article: Article, sign_in: SignIn) -> None:
    tree = shown(sign_in("reviewer"), page(article))
    [text] = tree.xpath("//*[@id='triage-text']")
    newest = article.snapshots.first()
    assert newest
    assert text.text_content() == newest.text
    assert [mark.text for mark in text.xpath("mark")] == [STAYS, CHANGED]
    assert [mark.text for mark in text.xpath("mark[contains(@class, 'otherwise')]")] == [CHANGED]
    assert [(a.get("data-sign"), a.get("aria-label")) for a in text.xpath("a")] == [
        ("✓", "1, accepted"),
        ("✓≠", "2, accepted, changed"),
    ]
    [gone] = tree.xpath("//*[@id='triage-gone']")
    assert "1 claim is no longer in the text" in gone.text_content()
    assert GOES in gone.text_content()
    bar = " ".join(tree.xpath("//*[@id='triage-bar']")[0].text_content().split())
    assert "1 of 3 decided" in bar
    assert "changed or gone 2" in bar


def test_what_has_to_be_looked_at_is_chosen_first(article: Article, sign_in: SignIn) -> None:
    client = sign_in("reviewer")
    tree = shown(client, page(article))
    assert chosen(tree) == claim_of(CHANGES).pk
    only = shown(client, page(article) + "?show=unsettled")
    [following] = only.xpath("//a[@rel='next']/@href")
    assert f"claim={claim_of(GOES).pk}" in following


def test_old_and_new_words_stand_side_by_side(article: Article, sign_in: SignIn) -> None:
    client = sign_in("reviewer")
    tree = shown(client, page(article, CHANGES))
    [passage] = tree.xpath("//section[contains(@class, 'passage-before')]")
    assert "The article says this otherwise now." in passage.text_content()
    assert "3,2" in passage.xpath(".//del")[0].text_content()
    assert "2,3" in passage.xpath(".//ins")[0].text_content()
    [earlier] = passage.xpath(".//a/@href")
    assert CHANGES in client.get(earlier).content.decode()  # the text of then
    gone = shown(client, page(article, GOES))
    assert "no longer in the text" in gone.xpath("//*[@id='card-title']")[0].text_content()
    assert "The article no longer says this." in gone.text_content()
    assert button(gone, "Seen: keep the earlier text")
    assert not gone.xpath("//*[@id='triage-card']//input[@name='start']")  # there is none to offer


def test_the_same_words_in_another_sentence_are_told_as_such(sign_in: SignIn, db: None) -> None:
    article = claims.article(TEXT)
    claims.claim("Aucun ministre", within=article.snapshots.get())
    claims.reread(article, TEXT.replace("n’a démissionné", "n’a été réélu"))
    tree = shown(sign_in("reviewer"), page(article, "Aucun ministre"))
    [passage] = tree.xpath("//section[contains(@class, 'passage-before')]")
    assert "the rest of their sentence is another now" in passage.text_content()


def test_a_claim_that_stays_is_told_nothing_of(article: Article, sign_in: SignIn) -> None:
    tree = shown(sign_in("reviewer"), page(article, STAYS))
    assert not tree.xpath("//section[contains(@class, 'passage-before')]")


def test_seen_and_on_to_the_next(article: Article, sign_in: SignIn) -> None:
    client = sign_in("reviewer")
    answer = client.post(settle(article, CHANGES, "acknowledge"), {"seen": 2}, follow=True)
    tree = html.fromstring(answer.content.decode())
    assert "Done: Keep the earlier text" in answer.content.decode()
    assert chosen(tree) == claim_of(GOES).pk
    assert anchor_of(CHANGES).waiting_since is None
    assert "2 claims are no longer in the text" in tree.text_content()


def test_the_new_words_are_the_passage(article: Article, sign_in: SignIn) -> None:
    client = sign_in("reviewer")
    tree = shown(client, page(article, CHANGES))
    [form] = [it for it in tree.xpath("//form") if {"start", "seen"} <= set(it.fields.keys())]
    answer = client.post(form.get("action"), dict(form.fields), headers=SCRIPT, follow=True)
    assert answer.status_code == 200
    anchor = anchor_of(CHANGES)
    assert (anchor.kind, anchor.exact) == ("placed", CHANGED)
    assert "triage-text" in answer.content.decode()  # it is marked otherwise now
    tree = shown(client, page(article, CHANGES))
    assert not tree.xpath("//mark[contains(@class, 'otherwise')]")
    assert button(tree, "No: it is no longer in the article")


def test_a_selection_or_words_are_the_passage(article: Article, sign_in: SignIn) -> None:
    client, newest = sign_in("reviewer"), article.snapshots.first()
    assert newest
    words = "La salle a applaudi."
    start = newest.text.index(words)
    sent = {"snapshot": newest.pk, "start": start, "end": start + len(words), "words": words}
    client.post(settle(article, GOES, "place"), {**sent, "seen": 2}, headers=SCRIPT)
    assert anchor_of(GOES).exact == words
    client.post(settle(article, GOES, "place"), {"seen": 3, "passage": "la  ministre\r\na parlé"})
    assert anchor_of(GOES).exact == "la ministre a parlé"


@pytest.mark.parametrize("headers", [{}, SCRIPT])
@pytest.mark.parametrize(
    ("sent", "status", "told"),
    [
        ({"passage": "Rien de <tel>.", "seen": 2}, 400, "are not in the article"),
        ({"passage": "a", "seen": 2}, 400, "times: copy more"),
        ({"seen": 2}, 400, "Nothing is selected"),
        ({"start": 0, "end": 9, "words": "Demain", "seen": 2}, 400, "other words at this place"),
        ({"passage": "la ministre", "seen": 1}, 409, "was changed while you were working"),
    ],
)
def test_what_is_refused_is_told_and_what_was_typed_is_kept(
    article: Article, sign_in: SignIn, sent: dict[str, Any], status: int, told: str, headers: Any
) -> None:
    client = sign_in("reviewer")
    answer = client.post(settle(article, GOES, "place"), sent, headers=headers)
    assert answer.status_code == status
    tree = html.fromstring(answer.content.decode())
    assert told in tree.xpath("//*[@role='alert']")[0].text_content()
    assert chosen(tree) == claim_of(GOES).pk
    [typed] = tree.xpath("//textarea[@name='passage']")
    assert (typed.text or "") == sent.get("passage", "")
    assert anchor_of(GOES).kind == "orphaned"


@pytest.mark.parametrize("role", ["auditor", "contributor"])
def test_who_settles_nothing_sees_it_without_buttons(
    article: Article, sign_in: SignIn, role: str
) -> None:
    client = sign_in(role)
    tree = shown(client, page(article, GOES))
    assert "The article no longer says this." in tree.text_content()
    assert not button(tree, "Seen: keep the earlier text")
    answer = client.post(settle(article, GOES, "acknowledge"), {"seen": 2})
    assert answer.status_code == 403
    assert anchor_of(GOES).waiting_since


def test_other_addresses_lead_nowhere(article: Article, sign_in: SignIn) -> None:
    client, address = sign_in("reviewer"), settle(article, GOES, "acknowledge")
    assert client.post(address.replace("acknowledge", "explode")).status_code == 404
    assert client.get(address).status_code == 302
    other = claims.claim()
    foreign = address.replace(f"/{claim_of(GOES).pk}/passage", f"/{other.pk}/passage")
    assert client.post(foreign).status_code == 403
    wrong = address.replace(str(anchor_of(GOES).pk), str(anchor_of(CHANGES).pk))
    assert client.post(wrong, {"seen": 2}).status_code == 400


def test_a_suggested_claim_that_is_gone_is_decided_there(sign_in: SignIn, db: None) -> None:
    article = claims.article(TEXT)
    claim = claims.claim(GOES, within=article.snapshots.get())
    claims.reread(article, TEXT.replace(GOES, ""))
    client = sign_in("reviewer")
    address = f"/admin/claims/article/{article.pk}/triage/{claim.pk}/dismiss/"
    sent = {"seen": 1, "text": GOES, "claimant": "", "claimed_on": "", "dismissal": "opinion"}
    answer = client.post(address, sent, headers=SCRIPT, follow=True)
    assert answer.status_code == 200
    assert claim_of(GOES).status == "dismissed"
    assert "1 of 1 decided" in " ".join(answer.content.decode().split())


def test_it_costs_the_same_however_many_passages_changed(sign_in: SignIn, db: None) -> None:
    client, counts = sign_in("reviewer"), []
    for many in (2, 60):
        sentences = [f"En {1900 + at}, {3 * at} ministres ont démissionné." for at in range(many)]
        article = claims.article("\n".join(sentences))
        for sentence in sentences:
            claims.claim(sentence, within=article.snapshots.get())
        claims.reread(article, "\n".join(s.replace("ministres", "députés") for s in sentences[1:]))
        with CaptureQueriesContext(connection) as queries:
            tree = shown(client, f"/admin/claims/article/{article.pk}/change/")
        assert len(tree.xpath("//*[@id='triage-text']/mark")) == many - 1
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 22


# --- On the pages of the claim, and of its review


def became(tree: Any) -> str:
    return " ".join(" ".join(it.text_content().split()) for it in tree.xpath("//*[@class='became']"
                    " | //*[@class='became waits']"))  # fmt: skip


def test_a_claims_page_tells_since_when_and_leads_there(article: Article, sign_in: SignIn) -> None:
    client, claim = sign_in("reviewer"), claim_of(GOES)
    address = f"/admin/claims/claim/{claim.pk}/change/"
    tree = shown(client, address)
    assert "The article no longer says this. (since " in became(tree)
    [link] = tree.xpath("//*[contains(@class, 'became')]//a/@href")
    assert chosen(shown(client, link)) == claim.pk

    newest = article.snapshots.first()
    assert newest
    claims.reread(article, f"{newest.text} Fin.")  # it is still gone, since then
    [first, _second] = Anchor.objects.filter(appearance__exact=GOES).order_by("snapshot")
    told = shown(client, address).xpath("//*[contains(@class, 'became')]")[0].text_content()
    assert date_format(localtime(first.snapshot.taken_at), "SHORT_DATETIME_FORMAT") in told
    assert became(shown(client, f"/admin/claims/claim/{claim_of(STAYS).pk}/change/")) == ""


def test_the_review_tells_that_a_publisher_corrected_it(article: Article, sign_in: SignIn) -> None:
    review = reviews.published(
        people.reviewer(), people.person("approver"), people.person("editor"),
        claim=claim_of(CHANGES),
    )  # fmt: skip
    client = sign_in("editor")
    tree = shown(client, f"/admin/reviews/claimreview/{review.pk}/change/")
    assert "The article says this otherwise now." in became(tree)
    assert "2,3" in tree.xpath("//*[contains(@class, 'became')]//ins")[0].text_content()
    assert "merge it into this one" in tree.text_content()
    document = shown(client, f"/admin/reviews/claimreview/{review.pk}/preview/")
    assert "3,2 milliards" in document.text_content()  # what was said, as it was read

    waiting = "/admin/reviews/claimreview/?queue=article_changed"
    assert client.get(waiting).context["cl"].result_count == 1
    actions.acknowledge(claim_of(CHANGES).pk, actor=people.reviewer(), anchor=anchor_of(CHANGES).pk)
    assert client.get(waiting).context["cl"].result_count == 0
