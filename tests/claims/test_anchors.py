"""An article is read again, with another text: what becomes of its claims."""

from time import perf_counter
from typing import Any

import pytest
from django.db import transaction

from claims import actions
from claims.actions import Span, anchors
from claims.anchoring import Kind
from claims.models import Anchor, Appearance, Article, Claim
from claims.models.anchor import PLACED
from factcheck.errors import Conflict, Invalid, NotAllowed, Stale
from factcheck.history import replay
from factcheck.history.models import Event
from reviews.models import Approval, ClaimReview
from reviews.workflow import State as ReviewState
from tests import raw
from tests.factories import claims, people, reviews

pytestmark = pytest.mark.django_db

FIRST = "Le taux de chômage a baissé de moitié."
SECOND = "L’État a dépensé 3,2 milliards d’euros pour l’emploi en 2024."
THIRD = "Aucun ministre n’a démissionné depuis 2012."
TEXT = f"Hier, à Lyon, la ministre a parlé. {FIRST} {SECOND}\n\n{THIRD} La salle a applaudi."


@pytest.fixture
def article() -> Article:
    """With a claim at each of three sentences."""
    article = claims.article(TEXT)
    snapshot = article.snapshots.get()
    for sentence in (FIRST, SECOND, THIRD):
        claims.claim(sentence, within=snapshot)
    return article


def claim_of(sentence: str) -> Claim:
    return Claim.objects.get(text=sentence)


def anchor_of(sentence: str) -> Anchor:
    """What became of it in the newest text."""
    found = Anchor.objects.filter(appearance__exact=sentence).order_by("-snapshot_id").first()
    assert found
    return found


def reread(article: Article, *changes: tuple[str, str]) -> None:
    text = TEXT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    claims.reread(article, text)


def became() -> list[tuple[str, bool]]:
    """Of each sentence: its kind, and whether somebody has to look."""
    found = [anchor_of(sentence) for sentence in (FIRST, SECOND, THIRD)]
    return [(anchor.kind, anchor.waiting_since is not None) for anchor in found]


def acknowledge(sentence: str, **more: Any) -> Claim:
    about: Any = {"actor": people.reviewer(), "anchor": anchor_of(sentence).pk} | more
    return actions.acknowledge(claim_of(sentence).pk, **about)


def place(sentence: str, words: str, **more: Any) -> Claim:
    anchor = anchor_of(sentence)
    start = anchor.snapshot.text.index(words)
    about: Any = {"actor": people.reviewer(), "anchor": anchor.pk, "words": words}
    about |= {"start": start, "end": start + len(words)} | more
    return actions.place(claim_of(sentence).pk, **about)


# --- What is found by itself


def test_each_passage_is_found_or_told(article: Article) -> None:
    before = list(Appearance.objects.order_by("pk").values())
    reread(article, ("Hier", "Avant-hier"), ("3,2", "2,3"), (f"{THIRD} ", ""))

    assert became() == [("exact", False), ("changed", True), ("orphaned", True)]
    assert anchor_of(SECOND).exact == SECOND.replace("3,2", "2,3")
    newest = article.snapshots.first()
    assert newest
    for anchor in newest.anchors.filter(start__isnull=False):
        assert newest.text[anchor.start : anchor.end] == anchor.exact
    assert list(Appearance.objects.order_by("pk").values()) == before
    told = Event.objects.get(verb="article:new_text")
    assert told.data["anchors"] == {"exact": 1, "changed": 1, "orphaned": 1}
    assert list(replay.differences()) == []


def test_it_is_told_in_a_sentence(article: Article) -> None:
    reread(article, ("3,2", "2,3"))
    newest = article.snapshots.first()
    assert newest
    assert anchors.told(anchors.counts(newest)) == (
        "Claims found again in it: 2. Changed, or no longer in it: 1."
    )


def test_what_is_dismissed_is_nobodys_news(article: Article) -> None:
    actions.dismiss(claim_of(THIRD).pk, actor=people.reviewer(), dismissal="opinion")
    reread(article, (THIRD, ""))
    newest = article.snapshots.first()
    assert newest
    assert anchors.counts(newest) == {"exact": 2}
    assert anchor_of(THIRD).kind == Kind.ORPHANED  # should it ever be restored


def test_what_comes_back_is_found_again(article: Article) -> None:
    reread(article, (THIRD, ""), ("3,2", "2,3"))
    reread(article)  # the very first text
    assert became() == [("exact", False)] * 3
    assert not Anchor.objects.filter(waiting_since__isnull=False).exists()


def test_it_is_held_against_what_was_said_however_many_texts_lie_between(article: Article) -> None:
    reread(article, ("’", "'"))
    reread(article, ("’", "'"), ("Hier", "Ce soir"))
    assert became() == [("exact", False), ("quote", False), ("quote", False)]


def test_what_waits_goes_on_waiting_since_it_was_first_seen(article: Article) -> None:
    reread(article, ("3,2", "2,3"))
    first = anchor_of(SECOND)
    since = first.waiting_since
    reread(article, ("3,2", "2,3"), ("Hier", "Ce soir"))
    assert anchor_of(SECOND).waiting_since == since
    first.refresh_from_db()
    assert first.waiting_since is None  # what is asked is asked once


def test_a_claim_that_is_suggested_at_an_earlier_text_is_followed(article: Article) -> None:
    earlier = article.snapshots.get()
    reread(article, ("La salle", "Hier encore, la salle"))
    [late] = actions.suggest(earlier, [Span(0, 34)], actor=None)
    [anchor] = Anchor.objects.filter(appearance__claim=late)
    assert (anchor.kind, anchor.snapshot) == ("exact", article.snapshots.first())


def test_what_stands_there_is_not_suggested_again() -> None:
    article = claims.article(TEXT)
    _found, new = actions.extract_claims(article, actor=None)
    assert {FIRST, SECOND} <= {claim.text for claim in new}
    reread(article, ("Hier", "Ce soir"), ("3,2", "2,3"))
    assert actions.extract_claims(article, actor=None)[1] == []

    acknowledge(SECOND)  # its new words are another claim, then
    _found, new = actions.extract_claims(article, actor=None)
    assert [claim.text for claim in new] == [SECOND.replace("3,2", "2,3")]


@pytest.mark.parametrize("many", [1, 30])
def test_a_text_costs_the_same_however_many_claims(
    many: int, django_assert_num_queries: Any
) -> None:
    sentences = [f"En {year}, il y a eu {year * 3} chômeurs de plus." for year in range(1900, 1930)]
    article = claims.article("\n".join(sentences))
    for sentence in sentences[:many]:
        claims.claim(sentence, within=article.snapshots.get())
    with django_assert_num_queries(15):
        claims.reread(article, "\n".join(reversed(sentences)))


@pytest.mark.long
def test_two_thousand_claims_in_a_million_characters() -> None:
    sentences = [f"En {at}, il y a eu {at * 7} chômeurs de plus à l’été." for at in range(19_000)]
    article = claims.article("\n".join(sentences))
    snapshot = article.snapshots.get()
    spans, at = [], 0
    for number, sentence in enumerate(sentences):
        if number % 9 == 0:
            spans.append(Span(at, at + len(sentence)))
        at += len(sentence) + 1
    begun = perf_counter()
    actions.suggest(snapshot, spans, actor=None)
    del sentences[100:200]
    claims.reread(article, "Neuf.\n" + "\n".join(sentences))
    assert perf_counter() - begun < 15
    assert Anchor.objects.filter(kind="exact").count() == 2_101


# --- What a person settles


def test_somebody_has_seen_that_it_is_gone(article: Article) -> None:
    reread(article, (THIRD, ""))
    claim = acknowledge(THIRD)
    assert became()[2] == ("orphaned", False)
    told = Event.objects.get(subject=claim.uid, verb="claim:acknowledge")
    assert told.data["was"]["kind"] == "orphaned"
    assert (claim.version, told.version) == (2, 2)
    with pytest.raises(Conflict, match="settled already"):
        acknowledge(THIRD)
    assert list(replay.differences()) == []


def test_what_was_seen_is_told_again_only_when_it_is_otherwise(article: Article) -> None:
    reread(article, ("3,2", "2,3"), (THIRD, ""))
    acknowledge(SECOND), acknowledge(THIRD)
    reread(article, ("3,2", "2,3"), (THIRD, ""), ("Hier", "Ce soir"))
    assert became()[1:] == [("changed", False), ("orphaned", False)]
    reread(article, ("3,2", "2,4"), (THIRD, ""))
    assert became()[1:] == [("changed", True), ("orphaned", False)]


def test_a_person_says_where_it_stands_now(article: Article) -> None:
    now = SECOND.replace("3,2", "3,19")
    reread(article, (SECOND, now))
    claim = place(SECOND, now)
    anchor = anchor_of(SECOND)
    assert (anchor.kind, anchor.exact, anchor.waiting_since) == (PLACED, now, None)
    told = Event.objects.get(subject=claim.uid, verb="claim:place")
    assert (told.data["was"]["kind"], told.data["now"]["start"]) == ("changed", anchor.start)
    assert list(replay.differences()) == []

    reread(article, (SECOND, now), ("Hier", "Ce soir"))  # it is followed from there
    assert became()[1] == (PLACED, False)
    reread(article, (SECOND, now.replace("3,19", "9")))
    assert became()[1] == ("changed", True)


def test_by_its_words_and_elsewhere_and_taken_back(article: Article) -> None:
    reread(article, (THIRD, ""))
    claim = claim_of(THIRD)
    about: Any = {"actor": people.reviewer(), "anchor": anchor_of(THIRD).pk}
    actions.place_by_words(claim.pk, passage="La salle  a\napplaudi.", **about)
    assert anchor_of(THIRD).exact == "La salle a applaudi."
    place(THIRD, "Hier, à Lyon, la ministre a parlé.")
    assert anchor_of(THIRD).start == 0
    acknowledge(THIRD)
    assert became()[2] == ("orphaned", False)


def test_what_is_refused(article: Article) -> None:
    reread(article, ("3,2", "2,3"), (THIRD, ""))
    with pytest.raises(Invalid, match="other words at this place"):
        place(THIRD, "La salle", start=0, end=8)
    with pytest.raises(Invalid, match="is not in the text"):
        place(THIRD, "La salle", start=0, end=9_999)
    with pytest.raises(Conflict, match="word for word"):
        place(FIRST, "La salle")
    with pytest.raises(Conflict, match="settled already"):
        acknowledge(FIRST)
    with pytest.raises(Invalid, match="no passage of the claim"):
        acknowledge(THIRD, anchor=anchor_of(SECOND).pk)
    with pytest.raises(Invalid, match="no passage of the claim"):
        acknowledge(THIRD, anchor=0)
    for person in (people.contributor(), people.auditor(), None):
        with pytest.raises(NotAllowed):
            acknowledge(THIRD, actor=person)
        with pytest.raises(NotAllowed):
            place(THIRD, "La salle", actor=person)
    with pytest.raises(Stale):
        acknowledge(THIRD, seen=9)
    early = anchor_of(THIRD).pk
    reread(article, (THIRD, ""))
    with pytest.raises(Conflict, match="newer text"):
        acknowledge(THIRD, anchor=early)
    assert Event.objects.filter(verb__in=["claim:acknowledge", "claim:place"]).count() == 0


def test_what_was_dismissed_is_not_settled(article: Article) -> None:
    reread(article, (THIRD, ""))
    actions.dismiss(claim_of(THIRD).pk, actor=people.reviewer(), dismissal="opinion")
    with pytest.raises(Conflict, match="dismissed"):
        acknowledge(THIRD)


def test_an_approval_is_of_what_was_said_and_stays(article: Article) -> None:
    author, second = people.reviewer(), people.person("approver")
    claim = claim_of(SECOND)
    actions.accept(claim.pk, actor=people.reviewer())
    claim.refresh_from_db()
    review = reviews.approved(author, second, claim=claim)
    digest = Approval.objects.get(review=review).digest

    reread(article, ("3,2", "2,3"))
    place(SECOND, SECOND.replace("3,2", "2,3"), actor=second)
    acknowledge(SECOND, actor=author)
    review = ClaimReview.objects.get(pk=review.pk)
    assert review.status == ReviewState.APPROVED
    published = reviews.publish(review, people.person("editor"))
    assert published.status == ReviewState.PUBLISHED
    assert Approval.objects.get(review=review).digest == digest


def test_anchors_go_where_their_appearance_goes(article: Article) -> None:
    reread(article, (THIRD, ""))
    actions.merge(claim_of(THIRD).pk, actor=people.reviewer(), into=claim_of(FIRST).pk)
    waiting = anchor_of(THIRD)
    assert waiting.appearance.claim == claim_of(FIRST)
    actions.acknowledge(claim_of(FIRST).pk, actor=people.reviewer(), anchor=waiting.pk)
    actions.restore(claim_of(THIRD).pk, actor=people.reviewer())
    assert anchor_of(THIRD).appearance.claim == claim_of(THIRD)
    reread(article)
    assert became() == [("exact", False)] * 3
    assert list(replay.differences()) == []


# --- What PostgreSQL holds


def columns(**more: Any) -> dict[str, Any]:
    appearance = Appearance.objects.get(exact=THIRD)
    article = appearance.snapshot.article
    newest = article.snapshots.first()
    assert newest
    return {"appearance": appearance, "snapshot": newest, "kind": "orphaned"} | more


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"kind": "moved"}, "anchor_kind_is_known"),
        ({"start": 0, "end": 4, "exact": "Hier"}, "anchor_stands_unless_orphaned"),
        ({"exact": "Hier"}, "anchor_stands_unless_orphaned"),
        ({"kind": "exact"}, "anchor_stands_unless_orphaned"),
        ({"kind": "exact", "start": 4, "end": 4}, "anchor_stands_unless_orphaned"),
        ({"kind": "exact", "start": 0, "end": 4, "exact": "Demain"}, "not the text"),
        ({"kind": "changed", "start": 0, "end": 4, "exact": "hier"}, "not the text"),
        (
            {"kind": "exact", "start": 0, "end": 4, "exact": "Hier",
             "waiting_since": "2026-03-01T00:00Z"},
            "anchor_waits_if_unsure",
        ),
    ],
)  # fmt: skip
def test_an_anchor_fits(article: Article, wrong: dict[str, Any], rule: str) -> None:
    claims.reread(article, f"{TEXT} Fin.")
    with raw.undone():
        raw.tamper("DELETE FROM claims_anchor")
        Anchor.objects.create(**columns())  # with an event of its article in this transaction
    raw.tamper("DELETE FROM claims_anchor")
    with raw.refused(rule), transaction.atomic():
        Anchor.objects.create(**columns(**wrong))


def test_an_anchor_is_of_a_later_text_of_its_article(article: Article) -> None:
    other = claims.snapshot()
    claims.reread(article, f"{TEXT} Fin.")
    raw.tamper("DELETE FROM claims_anchor")
    own = Appearance.objects.get(exact=THIRD).snapshot
    for elsewhere in (other, own):
        with raw.refused("later text of the same article"), transaction.atomic():
            Anchor.objects.create(**columns(snapshot=elsewhere))


@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM claims_anchor", "TRUNCATE claims_anchor CASCADE",
     "UPDATE claims_anchor SET snapshot_id = 1"],
)  # fmt: skip
def test_an_anchor_stays(article: Article, statement: str) -> None:
    claims.reread(article, f"{TEXT} Fin.")
    with raw.refused(r"never (deleted|emptied)|stays at its text"):
        raw.run(statement)


def test_a_text_follows_another_one(article: Article) -> None:
    with raw.refused("text already"):
        raw.run(
            "INSERT INTO claims_snapshot (uid, article_id, text, sha256, language, source_url, raw,"
            " media_type, metadata, taken_at) SELECT gen_random_uuid(), article_id, text, sha256,"
            " language, source_url, raw, media_type, metadata, now() FROM claims_snapshot"
        )
