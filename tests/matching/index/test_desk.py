"""Has the desk met this claim before? The index follows every verb, and shows nothing undone."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from claims import actions
from claims.matching import neighbours
from claims.matching.index import INDEX
from claims.matching.similar import similar_to
from claims.models import Claim
from factcheck.errors import Invalid
from factcheck.matching.asking import Text
from factcheck.matching.index import TookTooLong, counting, limits
from tests import raw
from tests.factories import claims, elsewhere, people, publications
from tests.together import together

CLAIM = "Le taux de chômage a baissé de moitié à Lyon depuis 2019."


def found(text: str = CLAIM, language: str = "fr") -> list[object]:
    [judged] = INDEX.match([Text(text, language)])
    return [each.id for each in judged]


@pytest.mark.django_db
def test_the_most_alike_come_first_whatever_became_of_them() -> None:
    claim = claims.claim(CLAIM)
    near = claims.claim("À Lyon, le taux de chômage baissait de moitié depuis 2019.")
    far = claims.claim("Le taux de chômage baisse à Lyon.")
    actions.dismiss(near.pk, actor=people.reviewer(), dismissal="opinion")
    claims.claim("Les éoliennes tuent les oiseaux.")
    similar = similar_to(claim)
    assert [each.claim for each in similar] == [near, far]
    assert [each.may_take_over for each in similar] == [False, True]
    assert similar[0].told.words == "the same claim"
    assert similar[0].told.percent > similar[1].told.percent


@pytest.mark.django_db
def test_another_number_is_marked_as_what_differs() -> None:
    claim = claims.claim("Le chômage a baissé de 3 % à Lyon.")
    claims.claim("Le chômage a baissé de 5 % à Lyon.")
    [similar] = similar_to(claim)
    assert similar.told.words == "related"
    assert similar.told.differences == ["3 % here, 5 % there"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Hier, à Lyon, la ministre a parlé.", "Aucun ministre n’a démissionné depuis 2012."),
        ("Hier, à Lyon, la ministre a parlé.", "La ministre a doublé le budget."),
        ("Parise a dit: nous y étions.", "Le maire de Paris y était en secret."),
    ],
)
def test_a_word_in_common_with_the_only_claim_there_is_says_little(text: str, claim: str) -> None:
    """It is ahead of all others, for there are none."""
    claims.claim(claim)
    [[judged]], [[itself]] = INDEX.match([Text(text, "fr")]), INDEX.match([Text(claim, "fr")])
    assert judged.kind != "same"
    assert itself.kind == "same"


@pytest.mark.django_db
def test_it_follows_every_verb() -> None:
    reviewer = people.reviewer()
    claim, other = claims.claim(CLAIM), claims.claim("Les éoliennes tuent les oiseaux.")
    assert found() == [claim.pk]
    actions.merge(claim.pk, into=other.pk, actor=reviewer)
    assert found() == []
    actions.restore(claim.pk, actor=reviewer)
    assert found() == [claim.pk]
    words = {"text": "La pollution de l’air a doublé à Strasbourg."}
    actions.edit(claim.pk, actor=reviewer, seen=3, changes=words)
    assert found() == []
    assert found(words["text"]) == [claim.pk]
    actions.accept(other.pk, actor=reviewer, edits={"text": CLAIM})
    assert found() == [other.pk]
    nothing_is_left_over()


def nothing_is_left_over() -> None:
    """Every posting is of a text that is there, and every text has its postings."""
    assert not raw.run(
        "SELECT 1 FROM claims_matchposting p FULL JOIN"
        " (SELECT number, unnest(terms) AS term FROM claims_matchitem) i"
        " ON (i.number, i.term) = (p.item, p.term) WHERE i.number IS NULL OR p.item IS NULL"
    )


@pytest.mark.django_db
def test_what_is_rolled_back_was_never_met() -> None:
    with raw.undone():
        claims.claim(CLAIM)
        assert found()
    assert found() == []
    nothing_is_left_over()


@pytest.mark.usefixtures("committed")
def test_writers_of_the_same_new_words_do_not_wait_for_each_other() -> None:
    """Sixteen at once, each with several claims, whose words come in another order each time."""
    words = [f"nouveau{number}" for number in range(40)]

    def write(turn: int) -> None:
        mine = words[turn:] + words[:turn]
        with transaction.atomic():
            for at in range(0, 40, 10):
                claims.claim(" ".join(mine[at : at + 10]))

    outcomes = together(*[lambda turn=turn: write(turn) for turn in range(16)])
    assert outcomes == [None] * 16
    known, every = counting.counts(INDEX.tables, set())
    assert (known, every) == ({}, 64)
    nothing_is_left_over()


@pytest.mark.usefixtures("committed")
def test_what_is_put_right_while_people_work_is_right() -> None:
    reviewer = people.reviewer()
    made = [claims.claim(f"{CLAIM} {number}") for number in range(8)]
    raw.run("DELETE FROM claims_matchitem")

    def edit(claim: Claim) -> None:
        changes = {"text": f"Il pleut à Lyon depuis {claim.pk} jours."}
        actions.edit(claim.pk, actor=reviewer, seen=1, changes=changes)

    def rebuild() -> None:
        call_command("rebuild_match_index", "--side", "desk", stdout=StringIO())

    edits = [lambda claim=claim: edit(claim) for claim in made]
    assert together(rebuild, *edits, rebuild) == [None] * 10
    kept = dict(raw.run("SELECT claim_id, text FROM claims_matchitem"))
    assert kept == dict(Claim.objects.values_list("pk", "text"))


@pytest.mark.django_db
def test_it_is_few_questions_however_many_there_are(settings: Any) -> None:
    settings.MATCH_RELATED = 0.0
    for number in range(12):
        claims.claim(f"{CLAIM} {number}")
    publications.publish(publications.verdict(text=CLAIM))
    elsewhere.review(claimReviewed=CLAIM)
    asked = Claim.objects.all()[5]
    neighbours.of(asked)
    with CaptureQueriesContext(connection) as queries:
        beside = neighbours.of(asked)
    assert (len(beside.claims), len(beside.verdicts), len(beside.elsewhere)) == (5, 1, 1)
    assert len(queries) == 9


@pytest.mark.django_db
def test_a_blank_text_is_refused_and_one_without_words_is_not_met() -> None:
    claims.claim(CLAIM)
    with pytest.raises(Invalid, match="no text") as refusal:
        INDEX.match([Text(CLAIM, "fr"), Text(" \n", "fr")])
    assert list(refusal.value.fields) == ["texts[1]"]
    assert INDEX.match([]) == []
    assert found("le la les") == []
    assert similar_to(Claim(text=" ", language="fr")) == []


@pytest.mark.django_db
def test_a_page_is_shown_when_nobody_could_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_BEFORE", "SET LOCAL statement_timeout = '20ms';")
    monkeypatch.setattr(INDEX, "match", slow)
    beside = neighbours.of(claims.claim(CLAIM))
    assert beside.claims == []
    assert "took too long" in beside.failure


def slow(*_texts: object, **_more: object) -> None:
    with transaction.atomic():
        limits.rows("SELECT pg_sleep(%s)", [5])
    raise TookTooLong
