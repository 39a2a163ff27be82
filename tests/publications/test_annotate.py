"""A partner asks where an article repeats what was checked: `POST annotate/`."""

from dataclasses import replace
from typing import Any

import orjson
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factcheck.publications.document import Appearance, Selector
from tests.factories import claims
from tests.factories.publications import correct, publish, verdict, withdraw

CLAIM = "Le taux de chômage a baissé de moitié à Lyon depuis 2019."
SAID = "le chômage, chez nous, a été divisé par deux en six ans à peine"
OTHER = "La pollution de l’air a doublé à Strasbourg en dix ans."
URL = "https://gazette.example/debat"


def said(text: str = CLAIM, **more: Any) -> Any:
    return publish(verdict(text=text, headline=text, **more))


def ask(matcher: Any, text: str, **more: Any) -> list[dict[str, Any]]:
    answer = matcher.ask("annotate/", {"text": text} | more)
    assert answer.status_code == 200, answer.content
    found = answer.json()["annotations"]
    for each in found:
        if not each["orphaned"]:
            start, end = each["start"], each["end"]
            assert text[start:end] == each["exact"]
            assert text[:start].endswith(each["prefix"])
            assert text[end:].startswith(each["suffix"])
    return found


def told(found: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(each["kind"], each["exact"]) for each in found]


# --- Word for word


def test_a_claim_is_found_word_for_word_however_it_is_set(matcher: Any) -> None:
    publication = said()
    text = (
        "Au débat : « LE TAUX DE CHOMAGE a baissé de\r\n moitié à Lyon, depuis 2019 » ! Et après ?"
    )
    [found] = ask(matcher, text)
    assert told([found]) == [
        ("exact", "LE TAUX DE CHOMAGE a baissé de\r\n moitié à Lyon, depuis 2019")
    ]
    assert (found["prefix"], found["orphaned"]) == ("Au débat : « ", False)
    [match] = found["matches"]
    assert match["verdict"]["id"] == str(publication.verdict)
    assert (match["kind"], match["probability"]) == ("same", 1.0)


def test_so_are_the_words_in_which_it_was_said(matcher: Any) -> None:
    whole = verdict(text=CLAIM, headline=CLAIM)
    place = Appearance(URL, "", None, None, Selector(SAID, "", "", 0, len(SAID)))
    publish(replace(whole, claim=replace(whole.claim, appearances=(place,))))
    assert told(ask(matcher, f"Non, {SAID}, promis.")) == [("exact", SAID)]


def test_it_is_found_each_time_it_is_there(matcher: Any) -> None:
    said(), said(OTHER)
    text = f"{CLAIM} {OTHER} Je répète : {CLAIM}"
    assert [exact for _kind, exact in told(ask(matcher, text))] == [
        CLAIM[:-1],
        OTHER[:-1],
        CLAIM[:-1],
    ]


def test_a_short_claim_is_found_where_it_is_a_sentence(matcher: Any) -> None:
    said("Vaccins dangereux !")
    assert told(ask(matcher, "On lit : rien. Vaccins dangereux ! Et voilà.", language="fr")) == [
        ("exact", "Vaccins dangereux !")
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"🙂👩‍👩‍👧 𝒜 {CLAIM}",
        f"\r\n\r\n{CLAIM}\r\n",
        "Le taux de cho\u0302mage a baisse\u0301 de moitie\u0301 a\u0300 Lyon depuis 2019.",
        "Le taux de chô\u00admage a bais\u200bsé de moitié à Lyon depuis 2019.",
        "Le\u00a0taux de\u2028chômage a baissé de moitié à Lyon depuis ２０１９.",
    ],
)
def test_offsets_are_those_of_the_text_that_was_sent(matcher: Any, text: str) -> None:
    said()
    [found] = ask(matcher, text)
    assert found["kind"] == "exact"
    assert found["exact"].startswith("Le")
    assert found["exact"].endswith(("9", "９"))


def test_marks_stay_with_their_letter(matcher: Any) -> None:
    said("Il pleut toujours trop à Orléansville")
    # An enclosing circle, and a mark that no word rule knows.
    [found] = ask(matcher, "Il pleut toujours trop à Orléansville\u20dd !", language="fr")
    assert found["exact"].endswith("\u20dd")


# --- Nearly, or in other words


def test_but_for_a_word_it_is_near(matcher: Any) -> None:
    said()
    text = "On l’a dit hier. Le taux de chômage a baissé de moitié, ici, à Lyon depuis 2019. Bon."
    [found] = ask(matcher, text)
    assert found["kind"] == "near"
    assert found["exact"].startswith("Le taux de chômage")
    assert found["matches"][0]["kind"] == "same"
    assert 0.5 <= found["matches"][0]["probability"] < 1


def test_a_sentence_in_other_words_is_a_paraphrase(matcher: Any) -> None:
    said()
    for number in range(3):
        said(f"{OTHER} {number}")
    sentence = "Le taux de chômage à Lyon, c’est moitié moins qu’en 2019 : il a baissé !"
    [found] = ask(matcher, f"Il fait beau ici. {sentence} Tout va bien.", threshold="related")
    assert told([found]) == [("paraphrase", sentence)]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ("Le taux de chômage a baissé de 5 % à Lyon depuis 2019.", "number"),
        ("Le taux de chômage n’a pas baissé de 3 % à Lyon depuis 2019.", "denied"),
        ("Le taux de chômage a augmenté de 3 % à Lyon depuis 2019.", "direction"),
    ],
)
def test_another_number_or_a_denial_is_never_the_same(
    matcher: Any, changed: str, code: str, settings: Any
) -> None:
    said("Le taux de chômage a baissé de 3 % à Lyon depuis 2019.")
    text = f"{changed} Point."
    assert ask(matcher, text) == []
    settings.MATCH_RELATED = 0.0
    [found] = ask(matcher, text, threshold="related")
    [match] = found["matches"]
    assert match["kind"] == "related"
    assert code in [reason["code"] for reason in match["reasons"]]


@pytest.mark.parametrize(
    "text",
    [
        f"Il est faux de dire que {CLAIM}",
        f"Ce n’est pas vrai que {CLAIM}",
        f"« {CLAIM[:-1]} » est faux.",
        f"Personne ne croit que {CLAIM}",
        "Il est faux que le taux de chômage a baissé de moitié, ici, à Lyon depuis 2019.",
        "Il est faux que depuis 2019, à Lyon, le taux de chômage a baissé de moitié.",
    ],
)
def test_what_the_words_around_deny_is_not_the_same(matcher: Any, text: str) -> None:
    said()
    assert ask(matcher, text) == []
    [found] = ask(matcher, text, threshold="related")
    assert found["matches"][0]["reasons"][-1]["code"] == "denied"


def test_a_denial_of_something_else_changes_nothing(matcher: Any) -> None:
    said()
    text = f"La ministre, qui n’a pas voulu répondre à nos questions, avait affirmé que {CLAIM}"
    [found] = ask(matcher, text)
    assert found["matches"][0]["kind"] == "same"


def test_spans_that_overlap_are_one_and_tell_of_both(matcher: Any) -> None:
    short = "Le taux de chômage a baissé de moitié"
    one, other = said(), said(short)
    [found] = ask(matcher, CLAIM)
    assert found["exact"] == CLAIM[:-1]
    assert [match["verdict"]["id"] for match in found["matches"]] == [
        str(one.verdict),
        str(other.verdict),
    ]


def test_what_says_something_else_gets_no_span(matcher: Any) -> None:
    said(), said(OTHER)
    text = "Il pleut sur Nantes. La mairie de Lyon a ouvert une école. Depuis 2019, rien de neuf."
    assert ask(matcher, text) == []


# --- By its address


def test_an_address_alone_tells_what_was_said_there_without_places(matcher: Any) -> None:
    publication = said(article_url=URL)
    said(OTHER, article_url="https://gazette.example/autre")
    answer = matcher.ask("annotate/", {"url": f"{URL}#top"})
    [found] = answer.json()["annotations"]
    assert (found["orphaned"], found["start"], found["end"]) == (True, None, None)
    assert (found["exact"], found["prefix"], found["suffix"]) == (CLAIM, "« ", " »")
    assert found["matches"][0]["verdict"]["id"] == str(publication.verdict)
    assert matcher.ask("annotate/", {"url": "https://x.example/"}).json()["annotations"] == []


def test_with_its_text_they_are_anchored_or_orphaned(matcher: Any) -> None:
    said("Tout baisse !", article_url=URL), said(article_url=URL)
    found = ask(matcher, "C’est ainsi : tout baisse, dit-elle.", url=URL)
    assert [(each["exact"], each["orphaned"]) for each in found] == [
        ("tout baisse", False),
        (CLAIM, True),
    ]


# --- The record, and nothing else


def test_a_withdrawn_verdict_leaves_and_a_correction_shows_at_once(matcher: Any) -> None:
    gone, changed = said(article_url=URL), said(OTHER)
    withdraw(gone)
    assert ask(matcher, CLAIM) == []
    assert matcher.ask("annotate/", {"url": URL}).json()["annotations"] == []
    correct(changed, text=CLAIM, headline=CLAIM)
    assert ask(matcher, OTHER) == []
    [found] = ask(matcher, CLAIM)
    assert found["matches"][0]["verdict"]["version"] == 2


def test_what_only_the_desk_knows_changes_no_byte(matcher: Any) -> None:
    said()
    question = {"text": f"{CLAIM} {OTHER}", "url": URL, "threshold": "related"}
    before = matcher.ask("annotate/", question).content
    claims.claim(OTHER)
    claims.claim(CLAIM)
    assert matcher.ask("annotate/", question).content == before


# --- What is wrong, what is hostile, what it costs

WRONG: list[tuple[Any, str, str]] = [
    ({}, "text", "Send a text"),
    ({"text": ""}, "text", "blank"),
    ({"text": " \n "}, "text", "no words"),
    ({"text": "… ! 🙂"}, "text", "no words"),
    ({"text": 5}, "text", "string"),
    ({"text": None}, "text", "null"),
    ({"text": "chômage\0"}, "text", "ull"),
    ({"text": "x" * 200_001}, "text", "200000"),
    ({"text": CLAIM, "language": "français"}, "language", "BCP 47"),
    ({"text": CLAIM, "threshold": "none"}, "threshold", "none"),
    ({"text": CLAIM, "limit": 3}, "limit", "no such field"),
    ({"url": "gazette.example"}, "url", "web address"),
    ({"url": "file:///etc/passwd"}, "url", "web address"),
    ({"url": f"https://x.example/{'x' * 2_000}"}, "url", "2000"),
    ({"text": CLAIM, "url": 5}, "url", "string"),
]


@pytest.mark.parametrize(("body", "field", "word"), WRONG)
def test_what_is_wrong_is_named(matcher: Any, body: Any, field: str, word: str) -> None:
    answer = matcher.ask("annotate/", body)
    assert answer.status_code == 400, answer.content
    problem = answer.json()
    assert problem["type"] == "urn:factcheck:problem:invalid-input"
    assert list(problem["fields"]) == [field]
    assert word in problem["fields"][field]


def test_what_is_no_body(matcher: Any, partner: Any) -> None:
    assert matcher.ask("annotate/", b'{"text": "\\ud83d"}').json()["status"] == 400
    assert matcher.ask("annotate/", b" " * 2_200_000 + b"{}").status_code == 413
    assert matcher.ask("annotate/?url=x", {"text": CLAIM}).json()["parameter"] == "url"
    assert partner.ask("annotate/", {"text": CLAIM}).status_code == 403


@pytest.mark.parametrize(
    "text",
    [
        "chômage " * 20_000,
        ". " * 50_000 + CLAIM,
        "Oui. " * 30_000,
        "x" * 200_000,
        "(" * 100_000 + CLAIM,
        "\n- ".join(f"Le point {n} est nouveau" for n in range(6_000)),
        "le taux de chômage a baissé de " * 6_000,
    ],
    ids=["one word", "stops", "one sentence", "one letter", "brackets", "items", "one phrase"],
)
def test_a_hostile_text_takes_no_longer(matcher: Any, text: str) -> None:
    said(), said(OTHER)
    connection.ensure_connection()
    with CaptureQueriesContext(connection) as asked:
        answer = matcher.ask("annotate/", {"text": text[:200_000]})
    assert answer.status_code == 200
    assert answer.json()["sentences"]["compared"] <= 40
    assert len([each for each in asked if "quotacount" not in each["sql"]]) <= 11


def test_two_thousand_characters_count_as_a_request(matcher: Any) -> None:
    answer = matcher.ask("annotate/", {"text": "Il pleut. " * 401})
    assert '"minute";r=597;' in answer["RateLimit"]
    assert '"minute";r=596;' in matcher.ask("annotate/", {"url": URL})["RateLimit"]


def test_a_long_article_has_its_most_promising_sentences_compared(matcher: Any) -> None:
    for number in range(3):
        said(f"{OTHER} {number}")
    said()
    sentence = "Le taux de chômage à Lyon, c’est moitié moins qu’en 2019 : il a baissé !"
    many = " ".join(f"La voisine numéro {n} a dormi chez sa cousine." for n in range(500))
    answer = matcher.ask("annotate/", {"text": f"{many} {sentence}", "threshold": "related"})
    assert answer.json()["sentences"] == {"found": 501, "compared": 40}
    assert sentence in [each["exact"] for each in answer.json()["annotations"]]


def test_its_statements_are_few_however_much_is_found(matcher: Any) -> None:
    found = [
        said(f"Le service numéro {number} de la mairie a doublé ses dépenses de papier.")
        for number in range(30)
    ]
    text = " ".join(orjson.loads(each.body)["claim"]["text"] for each in found)
    matcher.ask("annotate/", {"text": "Il pleut ici."})
    with CaptureQueriesContext(connection) as asked:
        assert len(ask(matcher, text)) == len(found)
    assert len([each for each in asked if "quotacount" not in each["sql"]]) == 3
